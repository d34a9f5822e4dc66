// The house as it is, held against ARCHITECTURE's import table. That these rules can fail is shown in rules.test.ts.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emptyNames, leftOut, remembered, tooLong, waits } from './habits.ts';
import { readSources, streetsOf } from './house.ts';
import { ROOMS, againstTable, circlesOfFiles, circlesOfFolders } from './table.ts';

const sources = readSources(fileURLToPath(new URL('../..', import.meta.url)));
const streets = streetsOf(sources);

describe('streets', () => {
  test.each(ROOMS.map(({ folder }) => folder))('%s has sources', (folder) => {
    expect([...sources.keys()].some((path) => path.startsWith(`${folder}/`))).toBe(true);
  });
  test('imports run one way, as the table says', () => expect(againstTable(streets)).toEqual([]));
  test('every relative import leads somewhere', () => {
    const nowhere = streets.filter(
      ({ to, specifier }) => to === null && /^\..*\.(ts|svelte)$/.test(specifier),
    );
    expect(nowhere.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });
  test('no files import each other in a circle', () => expect(circlesOfFiles(streets)).toEqual([]));
  test('no folders import each other in a circle', () => expect(circlesOfFolders(streets)).toEqual([]));
});

describe('habits', () => {
  test('every file and folder is named for its subject', () => expect(emptyNames(sources)).toEqual([]));
  test('no source is so long that a second subject moved in', () => expect(tooLong(sources)).toEqual([]));
  test('tests wait for conditions, never for time', () => expect(waits(sources)).toEqual([]));
  test('no test is left out', () => expect(leftOut(sources)).toEqual([]));
  test('[DV1] every field says whether the browser may remember it', () =>
    expect(remembered(sources)).toEqual([]));
});
