// The rules themselves, on small houses built wrong on purpose.
import { describe, expect, test } from 'vitest';
import { cyclesOf } from './cycles.ts';
import { LONGEST, emptyNames, leftOut, remembered, tooLong, waits } from './habits.ts';
import { streetsOf } from './house.ts';
import { againstTable, circlesOfFiles, circlesOfFolders } from './table.ts';

function house(files: Record<string, string>) {
  return new Map(Object.entries(files));
}

function streets(files: Record<string, string>) {
  return streetsOf(house(files));
}

function edges(graph: Record<string, string[]>) {
  return new Map(Object.entries(graph).map(([from, to]) => [from, new Set(to)]));
}

describe('imports are seen', () => {
  test.each([
    ['of values', "import { b } from './b.ts';"],
    ['of types', "import type { B } from './b.ts';"],
    ['passed on', "export * from './b.ts';"],
    ['for their effect', "import './b.ts';"],
    ['made on the way', "const b = await import('./b.ts');"],
    ['of a type in place', "let b: import('./b.ts').B;"],
  ])('%s', (_kind, text) => {
    expect(streets({ 'db/src/a.ts': text, 'db/src/b.ts': '' })).toEqual([
      { from: 'db/src/a.ts', specifier: './b.ts', to: 'db/src/b.ts' },
    ]);
  });
  test('in both scripts and in the markup of a component', () => {
    const component = `<script module>import './a.ts';</script>
      <script lang="ts">import B from './B.svelte';</script>
      {#await import('#lib/c.ts') then c}{c}{/await}`;
    const found = streets({
      'apps/web/src/lib/A.svelte': component,
      'apps/web/src/lib/a.ts': '',
      'apps/web/src/lib/B.svelte': '',
      'apps/web/src/lib/c.ts': '',
    });
    expect(found.map(({ to }) => to)).toEqual([
      'apps/web/src/lib/a.ts',
      'apps/web/src/lib/B.svelte',
      'apps/web/src/lib/c.ts',
    ]);
  });
  test('not in comments and texts', () => {
    expect(streets({ 'db/src/a.ts': "// import './b.ts';\nconst text = \"import './b.ts'\";" })).toEqual([]);
  });
});

describe('the table refuses', () => {
  test.each([
    ['scoring → a package', 'packages/scoring/src/a.ts', 'zod'],
    ['scoring → Node', 'packages/scoring/src/a.ts', 'node:crypto'],
    ['scoring → protocol', 'packages/scoring/src/a.ts', '@heping/protocol'],
    ['protocol → db', 'packages/protocol/src/a.ts', '@heping/db'],
    ['protocol → Node', 'packages/protocol/src/a.ts', 'node:fs'],
    ['db → protocol', 'db/src/a.ts', '@heping/protocol'],
    ['server → web', 'apps/server/src/a.ts', '@heping/web'],
    ['web → server', 'apps/web/src/a.ts', '@heping/server'],
    ['web → db', 'apps/web/src/a.ts', '@heping/db'],
    ['web → db, a drawer of it', 'apps/web/src/a.ts', '@heping/db/lists'],
    ['launcher → a package', 'packages/launcher/src/a.mjs', 'yjs'],
    ['launcher → scoring', 'packages/launcher/src/a.mjs', '@heping/scoring'],
    ['a test of scoring → db', 'packages/scoring/src/a.test.ts', '@heping/db'],
    ['ui → the field', 'apps/web/src/lib/ui/a.ts', '@heping/scoring'],
    ['a room that is not there', 'db/src/a.ts', '@heping/nobody'],
  ])('%s', (_name, from, specifier) => {
    expect(againstTable(streets({ [from]: `import '${specifier}';` }))).toHaveLength(1);
  });
  test.each([
    ['protocol → scoring through the wall', 'packages/protocol/src/a.ts', 'packages/scoring/src/b.ts'],
    ['server → web through the wall', 'apps/server/src/a.ts', 'apps/web/src/b.ts'],
    ['server → tests', 'apps/server/src/a.ts', 'tests/b.ts'],
    ['tests → web', 'tests/a.ts', 'apps/web/src/b.ts'],
    ['ui → a page', 'apps/web/src/lib/ui/a.ts', 'apps/web/src/routes/b.ts'],
    ['a source → what is for tests', 'db/src/a.ts', 'db/src/testing/b.ts'],
    ['a capability → a door', 'apps/server/src/people/a.ts', 'apps/server/src/centres/routes.ts'],
    ['lib → a page', 'apps/web/src/lib/doc/a.ts', 'apps/web/src/routes/b.ts'],
  ])('%s', (_name, from, to) => {
    const up = '../'.repeat(from.split('/').length - 1);
    expect(againstTable(streets({ [from]: `import '${up}${to}';`, [to]: '' }))).toHaveLength(1);
  });
  test('a file outside of every room', () => {
    expect(againstTable(streets({ 'db/src/a.ts': "import '../../package.json';" }))).toHaveLength(1);
  });
});

describe('the table allows', () => {
  test.each([
    ['protocol → scoring', 'packages/protocol/src/a.ts', '@heping/scoring'],
    ['protocol → Yjs', 'packages/protocol/src/a.ts', 'yjs'],
    ['db → scoring', 'db/src/a.ts', '@heping/scoring'],
    ['server → db', 'apps/server/src/a.ts', '@heping/db'],
    ['web → protocol', 'apps/web/src/a.ts', '@heping/protocol'],
    ['launcher → Node', 'packages/launcher/src/a.mjs', 'node:fs'],
    ['a test of scoring → vitest', 'packages/scoring/src/a.test.ts', 'vitest'],
    ['web → the root config', 'apps/web/vite.config.ts', '../../svelte.config.js'],
  ])('%s', (_name, from, specifier) => {
    expect(againstTable(streets({ [from]: `import '${specifier}';` }))).toEqual([]);
  });
  test('tests → a drawer of the server', () => {
    const files = { 'tests/fuzz/a.ts': "import '../../apps/server/src/b.ts';", 'apps/server/src/b.ts': '' };
    expect(againstTable(streets(files))).toEqual([]);
  });
});

describe('circles', () => {
  test('a straight line is none', () =>
    expect(cyclesOf(edges({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]));
  test('two that meet in a third are none', () => {
    expect(cyclesOf(edges({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });
  test('one that imports itself is one', () => expect(cyclesOf(edges({ a: ['a'] }))).toEqual([['a']]));
  test('a long way round is one', () => {
    expect(cyclesOf(edges({ a: ['b'], b: ['c'], c: ['d'], d: ['b', 'e'], e: [] }))).toEqual([
      ['b', 'c', 'd'],
    ]);
  });
  test('two apart are two', () => {
    expect(cyclesOf(edges({ a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] }))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
  test('ten thousand in a row are walked without running out of stack', () => {
    const row = Array.from({ length: 10_000 }, (_, at) => [`n${at}`, [`n${(at + 1) % 10_000}`]] as const);
    expect(cyclesOf(edges(Object.fromEntries(row.map(([from, to]) => [from, [...to]]))))[0]).toHaveLength(
      10_000,
    );
  });
  test('of types only, within a folder', () => {
    const files = {
      'db/src/a.ts': "import type { B } from './b.ts';",
      'db/src/b.ts': "import { a } from './a.ts';",
    };
    expect(circlesOfFiles(streets(files))).toEqual([['db/src/a.ts', 'db/src/b.ts']]);
  });
  test('of a component and its module', () => {
    const files = {
      'apps/web/src/lib/A.svelte': "<script>import './a.svelte.ts';</script>",
      'apps/web/src/lib/a.svelte.ts': "import A from './A.svelte';",
    };
    expect(circlesOfFiles(streets(files))).toHaveLength(1);
  });
  test('of folders, though no two files import each other', () => {
    const files = {
      'apps/server/src/sync/a.ts': "import '../people/a.ts';",
      'apps/server/src/people/a.ts': '',
      'apps/server/src/people/b.ts': "import '../sync/b.ts';",
      'apps/server/src/sync/b.ts': '',
    };
    expect(circlesOfFiles(streets(files))).toEqual([]);
    expect(circlesOfFolders(streets(files))).toEqual([['apps/server/src/people', 'apps/server/src/sync']]);
  });
  test('of folders is none when one way is a door, since nobody comes in by it', () => {
    const files = {
      'apps/server/src/plugins/session.ts': "import '../sessions/read.ts';",
      'apps/server/src/sessions/read.ts': '',
      'apps/server/src/sessions/routes.ts': "import '../plugins/session.ts';",
    };
    expect(circlesOfFolders(streets(files))).toEqual([]);
  });
  test('a folder and what lies in it are one subject', () => {
    const files = {
      'apps/server/src/app.ts': "import './sync/a.ts';",
      'apps/server/src/sync/a.ts': "import '../clock.ts';",
      'apps/server/src/clock.ts': '',
    };
    expect(circlesOfFolders(streets(files))).toEqual([]);
  });
});

describe('habits that are refused', () => {
  test.each([
    'db/src/utils.ts',
    'db/src/common/a.ts',
    'apps/web/src/lib/helpers/B.svelte',
    'tests/helper.ts',
  ])('the name %s', (path) => expect(emptyNames(house({ [path]: '' }))).toEqual([path]));
  test('the name of a subject is fine', () => {
    expect(emptyNames(house({ 'db/src/commons-of-huzhou.ts': '', 'db/src/store.ts': '' }))).toEqual([]);
  });
  test('a line more than the longest', () => {
    const files = house({
      'db/src/a.ts': '\n'.repeat(LONGEST),
      'db/src/b.ts': '\n'.repeat(LONGEST + 1),
      'db/src/b.test.ts': '\n'.repeat(LONGEST + 1),
    });
    expect(tooLong(files)).toEqual([`db/src/b.ts: ${LONGEST + 1} lines`]);
  });
  test.each([
    'await page.waitForTimeout(100);',
    'await new Promise((resolve) => setTimeout(resolve, 100));',
    'await new Promise<void>((r) => { setTimeout(r, 100); });',
    'await new Promise(r=>setTimeout(r,50))',
    "import { setTimeout as pause } from 'node:timers/promises';",
    'await sleep(100);',
    'await vi.waitFor(() => expect(read()).toBe(1));',
    'setTimeout(() => resolve(), 100);',
  ])('waiting: %s', (text) => expect(waits(house({ 'tests/a.ts': text }))).toHaveLength(1));
  test.each([
    'await expect.poll(() => read()).toBe(1);',
    "setTimeout(() => reject(new Error('no answer in 5 s')), 5000);",
    '// await page.waitForTimeout(100);',
  ])('not waiting: %s', (text) => expect(waits(house({ 'tests/a.ts': text }))).toEqual([]));
  test.each([
    '<textarea {rows}></textarea>',
    '<input\n  type="text"\n  bind:value\n/>',
    '<input bind:value />',
  ])('a field that the browser remembers: %s', (text) =>
    expect(remembered(house({ 'apps/web/src/lib/A.svelte': text }))).toHaveLength(1),
  );
  test.each([
    '<textarea autocomplete="off"></textarea>',
    '<input type="checkbox" bind:checked />',
    '<input\n  type="text"\n  autocomplete="username"\n/>',
    '<script>const a = "<input />";</script>',
  ])('a field that says so: %s', (text) =>
    expect(remembered(house({ 'apps/web/src/lib/A.svelte': text }))).toEqual([]),
  );
  test('a pause in what is not a test is its own business', () => {
    expect(waits(house({ 'apps/web/src/lib/a.ts': 'new Promise((r) => setTimeout(r, 9))' }))).toEqual([]);
  });
  test.each([
    "test.only('a', f);",
    "describe.skip('a', f);",
    "it.todo('a');",
    "test.describe.only('a', f);",
    "test.concurrent.skip('a', f)",
  ])('leaving out: %s', (text) => expect(leftOut(house({ 'db/src/a.test.ts': text }))).toHaveLength(1));
  test.each([
    "test('only one', f);",
    "describe.skipIf(!url)('PostgreSQL', f);",
    'things.skip(3)',
    'test.each`a`',
  ])('not leaving out: %s', (text) => expect(leftOut(house({ 'db/src/a.test.ts': text }))).toEqual([]));
});
