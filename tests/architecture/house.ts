// The sources as a whole: files, and who imports whom.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import ts from 'typescript';

/** Path from the root of the repository, forward slashes → text. */
export type Sources = ReadonlyMap<string, string>;

export interface Street {
  readonly from: string;
  /** As written: `./points.ts`, `@heping/scoring`, `node:fs`. */
  readonly specifier: string;
  /** The file it leads to; null for a package, or when no such file is among the sources. */
  readonly to: string | null;
}

const ROOMS = ['packages', 'db', 'apps', 'tests'];
const SOURCE = /\.(ts|mjs|js|svelte)$/;
const NOT_OURS = new Set([
  'node_modules',
  '.svelte-kit',
  'build',
  'coverage',
  'paraglide',
  'migrations',
  'test-results',
]);

/** Every source in the house, generated ones left out. */
export function readSources(root: string): Sources {
  const sources = new Map<string, string>();
  const read = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!NOT_OURS.has(entry.name)) read(path);
      } else if (SOURCE.test(entry.name)) {
        sources.set(path, readFileSync(join(root, path), 'utf8'));
      }
    }
  };
  for (const room of ROOMS) read(room);
  return sources;
}

/** Every import of every source: static, dynamic, re-exported, and of types only. */
export function streetsOf(sources: Sources): Street[] {
  return [...sources].flatMap(([from, text]) =>
    specifiersIn(from, text).map((specifier) => ({ from, specifier, to: leadsTo(sources, from, specifier) })),
  );
}

const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

function specifiersIn(path: string, text: string): string[] {
  if (!path.endsWith('.svelte')) return specifiersOfScript(text);
  const scripts = [...text.matchAll(SCRIPT)].flatMap((found) => specifiersOfScript(found[1] ?? ''));
  const inMarkup = [...text.replaceAll(SCRIPT, '').matchAll(DYNAMIC)].map((found) => found[1] ?? '');
  return [...new Set([...scripts, ...inMarkup])];
}

function specifiersOfScript(script: string): string[] {
  return [...new Set(ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName))];
}

function leadsTo(sources: Sources, from: string, specifier: string): string | null {
  const path = pathOf(from, specifier);
  if (path === null) return null;
  // Generated and bundled modules may be asked for as .js; SvelteKit's $types and the like are nobody's file.
  return (
    [path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}/index.ts`].find((candidate) =>
      sources.has(candidate),
    ) ?? null
  );
}

function pathOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  if (specifier.startsWith('#lib/')) return `apps/web/src/lib/${specifier.slice('#lib/'.length)}`;
  return null;
}
