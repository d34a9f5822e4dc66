import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst, type Rolldown } from 'vite';

type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

const at = (path: string) => join(import.meta.dirname, path);
const ROUTES = at('src/routes');
const EVALUATION = 'evaluations/[id]/';
const PAGES = globSync('**/+page*.svelte', { cwd: ROUTES }).toSorted();
const IN_EVALUATION = PAGES.filter((page) => page.startsWith(EVALUATION));
/** What else a page comes with. */
const LAYOUTS: readonly { readonly path: string; readonly of: readonly string[] }[] = [
  { path: '+layout.svelte', of: PAGES },
  { path: '+layout.ts', of: PAGES },
  { path: `${EVALUATION}+layout.svelte`, of: IN_EVALUATION.filter((page) => page.endsWith('/+page.svelte')) },
];

/** Modules that only pass on what others export: who imports one of them needs what it names and nothing else. */
const PASSES_ON: Readonly<Record<string, string>> = {
  '@heping/scoring': at('../../packages/scoring/src/index.ts'),
  '@heping/protocol': at('../../packages/protocol/src/index.ts'),
};
const MESSAGES = at('src/lib/paraglide/messages.js');
const messageAt = (name: string) => at(`src/lib/paraglide/messages/${name}.js`);

/**
 * Hundreds of small files compress badly and are as many requests: a message that two pages share would be a file of its
 * own. Modules that the same pages need go together, and what most pages need, or most of an evaluation, goes with what
 * all of them need. A group draws in whatever its modules need, so those that more pages need come first.
 */
export function groups(): Rolldown.CodeSplittingGroup[] {
  let places: ReadonlyMap<string, Place> | null = null;
  return Array.from({ length: 2 * PAGES.length + 3 }, (_, rank) => ({
    debugName: `rank ${rank}`,
    priority: rank + 1,
    name(id, graph) {
      const place = (places ??= placesIn(graph)).get(id);
      return place?.rank === rank ? place.name : null;
    },
  }));
}

interface Place {
  readonly name: string;
  /** The higher, the sooner. */
  readonly rank: number;
}

function placesIn(graph: Graph): ReadonlyMap<string, Place> {
  const neededFor = new Map<string, string[]>();
  for (const page of PAGES) {
    const roots = [page, ...LAYOUTS.filter(({ of }) => of.includes(page)).map(({ path }) => path)];
    for (const id of neededBy(
      roots.map((root) => join(ROUTES, root)),
      graph,
    ))
      neededFor.set(id, [...(neededFor.get(id) ?? []), page]);
  }
  return new Map([...neededFor].map(([id, pages]) => [id, placeOf(pages)]));
}

function placeOf(pages: readonly string[]): Place {
  const all = PAGES.length;
  const isWithin = pages.every((page) => page.startsWith(EVALUATION));
  if (pages.length === all) return { name: 'frame', rank: 2 * all + 2 };
  if (pages.length > all / 2) return { name: 'most', rank: 2 * all + 1 };
  if (pages.length > all / 3) return { name: 'many', rank: 2 * all };
  if (!isWithin) return { name: pages.join(), rank: all + 1 + pages.length };
  if (pages.length > IN_EVALUATION.length / 2) return { name: 'evaluation', rank: all + 1 };
  return { name: pages.join(), rank: pages.length };
}

/** Everything that comes with these modules when they are imported. */
function neededBy(roots: readonly string[], graph: Graph): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    open.push(...importedBy(id, graph));
  }
  return needed;
}

function importedBy(id: string, graph: Graph): readonly string[] {
  const info = graph.getModuleInfo(id);
  if (info === null) return [];
  const passing = new Set<string>([...Object.values(PASSES_ON), MESSAGES]);
  const direct = info.importedIds.filter((imported) => !passing.has(imported));
  if (direct.length === info.importedIds.length || info.code === null) return direct;
  return [...direct, ...named(info.code, graph)];
}

/** The modules behind what is imported by name from those that only pass it on. */
function named(code: string, graph: Graph): string[] {
  const found: string[] = [];
  for (const node of parseAst(code).body) {
    if (node.type !== 'ImportDeclaration') continue;
    const list = PASSES_ON[String(node.source.value)];
    if (list === undefined) continue;
    for (const specifier of node.specifiers)
      if (specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier')
        found.push(...definedIn(list, specifier.imported.name, graph));
  }
  for (const [, message = ''] of code.matchAll(/\bm\.([a-z0-9_]+)/g)) found.push(messageAt(message));
  return found;
}

/** The module that a name passed on comes from. */
function definedIn(list: string, name: string, graph: Graph): string[] {
  const passedOn = graph.getModuleInfo(list)?.importedIds ?? [];
  return passedOn.filter((id) => graph.getModuleInfo(id)?.exports.includes(name));
}
