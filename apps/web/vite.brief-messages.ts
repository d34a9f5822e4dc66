import type { Plugin } from 'vite';

const MESSAGE = /\/lib\/paraglide\/messages\/(?!_index)\w+\.js$/;
/** How paraglide writes the text of one language, and the choice between both; its version is pinned. */
const TEXT = /const (\w+) = \/\*\*[^\n]*\*\/ \(\w*\) => \{\n\treturn \/\*\*[^\n]*?\*\/ \((`.*`)\)\n\};/g;
const CHOICE =
  /export const (\w+) = \/\*\*[^\n]*\*\/ \(\(inputs(?: = \{\})?, options = \{\}\) => \{\n\tconst locale = [^\n]*\n\tif \(locale === "en"\) return (\w+)\(inputs\)\n\treturn (\w+)\(inputs\)\n\}\);\s*$/;

/**
 * Paraglide writes each of two thousand messages as three functions: the texts, and which of them is chosen. Here the
 * choice is made in one place (src/lib/say.ts), and a text that says the same always is a text.
 */
export function briefMessages(): Plugin {
  return {
    name: 'heping:brief-messages',
    apply: 'build',
    transform: {
      filter: { id: MESSAGE },
      handler(code) {
        // One that is written otherwise stays as it is.
        if (!CHOICE.test(code)) return null;
        const brief = code
          .replace(TEXT, (whole: string, name: string, text: string) =>
            text.includes('${') ? whole : `const ${name} = ${text};`,
          )
          .replace(
            CHOICE,
            'import { say } from "../../say.ts";\nexport const $1 = /*#__PURE__*/ say($3, $2);\n',
          );
        return { code: brief, map: null };
      },
    },
  };
}
