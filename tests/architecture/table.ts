// The import table of the house. To open a street, add it here first and write down why (README, decisions).
import { dirname } from 'node:path/posix';
import { cyclesOf } from './cycles.ts';
import type { Street } from './house.ts';

interface Room {
  readonly folder: string;
  /** The name other rooms import it by; null: it is nobody's to import. */
  readonly name: string | null;
  readonly mayImport: readonly string[];
  /** Packages from outside, and Node's own modules, that its sources (not its tests) may import. */
  readonly outside: 'any' | 'none' | 'node' | 'packages';
}

export const ROOMS: readonly Room[] = [
  { folder: 'packages/scoring', name: '@heping/scoring', mayImport: [], outside: 'none' },
  {
    folder: 'packages/protocol',
    name: '@heping/protocol',
    mayImport: ['@heping/scoring'],
    outside: 'packages',
  },
  { folder: 'packages/launcher', name: null, mayImport: [], outside: 'node' },
  { folder: 'db', name: '@heping/db', mayImport: ['@heping/scoring'], outside: 'any' },
  {
    folder: 'apps/server',
    name: '@heping/server',
    mayImport: ['@heping/scoring', '@heping/protocol', '@heping/db'],
    outside: 'any',
  },
  {
    folder: 'apps/web',
    name: '@heping/web',
    mayImport: ['@heping/scoring', '@heping/protocol'],
    outside: 'any',
  },
  // Contract suites and the fuzz run the server's own rooms in process; nothing imports the tests.
  {
    folder: 'tests',
    name: null,
    mayImport: ['@heping/scoring', '@heping/protocol', '@heping/db', '@heping/server'],
    outside: 'any',
  },
];

/** Streets inside the web: what would look the same in another product knows nothing of this one. */
const INSIDE = [
  { from: 'apps/web/src/lib/ui/', never: /^@heping\/|^apps\/web\/src\/(routes|lib\/doc)\// },
  { from: 'apps/web/src/lib/', never: /^apps\/web\/src\/routes\// },
];

/** The only files a room may be given from the root. */
const FROM_ROOT: Record<string, string> = { 'apps/web/vite.config.ts': '../../svelte.config.js' };

/** Tests and what only tests use. */
export function isTest(path: string): boolean {
  return /\.test\.(ts|mjs)$|\/testing\//.test(path) || path.startsWith('tests/');
}

/**
 * The doors of the server: URLs and nothing else. Only the table of contents, or a door around it, opens one, so no
 * circle can go through it.
 */
function isDoor(path: string): boolean {
  return /^apps\/server\/src\/.*\broutes\.ts$/.test(path);
}

function opensDoors(path: string): boolean {
  return path === 'apps/server/src/app.ts' || isDoor(path) || isTest(path);
}

/** Every street against the table, in words. */
export function againstTable(streets: readonly Street[]): string[] {
  return streets.flatMap((street) => {
    const why = whyNot(street);
    return why === null ? [] : [`${street.from} → ${street.to ?? street.specifier}: ${why}`];
  });
}

function whyNot(street: Street): string | null {
  const { from, specifier, to } = street;
  const here = roomOf(from);
  if (!here) return null;

  if (specifier.startsWith('.') || specifier.startsWith('#')) {
    if (FROM_ROOT[from] === specifier) return null;
    if (to === null) return leavesRoom(street, here) ? 'leaves its room' : null;
    const there = roomOf(to);
    if (there !== here && !reachesInto(here, there))
      return 'a room is entered by its name, where the table allows it';
    if (isTest(to) && !isTest(from)) return 'what is for tests is for tests only';
    if (isDoor(to) && !opensDoors(from)) return 'only app.ts opens a door';
    return inside(from, to);
  }

  const there = ROOMS.find(
    ({ name }) => name !== null && (specifier === name || specifier.startsWith(`${name}/`)),
  );
  if (there && there !== here) {
    return here.mayImport.includes(String(there.name)) ? inside(from, specifier) : 'not in the import table';
  }
  if (specifier.startsWith('@heping/')) return 'no such room, or its own name';
  return isTest(from) || isAllowedOutside(here, specifier) ? null : `${here.folder} may not depend on it`;
}

function roomOf(path: string): Room | undefined {
  return ROOMS.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Tests may open any drawer of a room they may import; everybody else uses its front door. */
function reachesInto(here: Room, there: Room | undefined): boolean {
  return here.folder === 'tests' && there?.name != null && here.mayImport.includes(there.name);
}

/** A path that climbs out of its room to something that is no source of the house. */
function leavesRoom({ from, specifier }: Street, here: Room): boolean {
  if (!specifier.startsWith('..')) return false;
  const depth = dirname(from).split('/').length - here.folder.split('/').length;
  return specifier.split('/').filter((step) => step === '..').length > depth && here.folder !== 'tests';
}

function inside(from: string, target: string): string | null {
  const broken = INSIDE.find(
    (rule) => from.startsWith(rule.from) && !isTest(from) && rule.never.test(target),
  );
  return broken ? `${broken.from} may not know it` : null;
}

function isAllowedOutside({ outside }: Room, specifier: string): boolean {
  const isNodes = specifier.startsWith('node:');
  return { any: true, none: false, node: isNodes, packages: !isNodes }[outside];
}

/** Files that import each other in a circle, types included: within a folder and across folders. */
export function circlesOfFiles(streets: readonly Street[]): string[][] {
  return cyclesOf(graph(streets.map(({ from, to }) => [from, to])));
}

/**
 * Folders that import each other in a circle. A folder and those inside it are one subject seen closer and are not
 * held against each other; tests and doors are at the edge, where nobody imports them.
 */
export function circlesOfFolders(streets: readonly Street[]): string[][] {
  const between = streets
    .filter(({ from, to }) => to !== null && !isTest(from) && !isTest(to) && !isDoor(from))
    .map(({ from, to }): [string, string] => [dirname(from), dirname(String(to))])
    .filter(([from, to]) => !contains(from, to) && !contains(to, from));
  return cyclesOf(graph(between));
}

function contains(outer: string, inner: string): boolean {
  return `${inner}/`.startsWith(`${outer}/`);
}

function graph(pairs: readonly (readonly [string, string | null])[]): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of pairs) {
    if (to === null) continue;
    edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  return edges;
}
