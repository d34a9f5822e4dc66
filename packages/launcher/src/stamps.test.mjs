import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStamp, writeStamp } from './stamps.mjs';
import { hashOfWeb } from './web.mjs';

let house;

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'heping-stamps-'));
  put('apps/web/src/app.html', '<html>');
  put('packages/scoring/src/index.ts', 'export {};');
});
afterEach(() => rmSync(house, { recursive: true }));

function put(name, content) {
  mkdirSync(dirname(join(house, name)), { recursive: true });
  writeFileSync(join(house, name), content);
}

describe('the pages are built again', () => {
  test.each([
    ['a page changed', 'apps/web/src/app.html', '<html lang>'],
    ['a rule changed', 'packages/scoring/src/index.ts', 'export const a = 1;'],
    ['a file was added', 'apps/web/messages/en.json', '{}'],
    ['the config came', 'svelte.config.js', 'export default {};'],
    ['the languages changed', 'apps/web/project.inlang/settings.json', '{}'],
  ])('when %s', (_why, name, content) => {
    const before = hashOfWeb(house);
    put(name, content);
    expect(hashOfWeb(house)).not.toBe(before);
  });
  test('when a file was renamed', () => {
    put('apps/web/src/a.ts', 'same');
    const before = hashOfWeb(house);
    rmSync(join(house, 'apps/web/src/a.ts'));
    put('apps/web/src/b.ts', 'same');
    expect(hashOfWeb(house)).not.toBe(before);
  });
});

describe('the pages are not built again', () => {
  test.each([
    ['the build itself is there', 'apps/web/build/index.html'],
    ['types were generated', 'apps/web/.svelte-kit/tsconfig.json'],
    ['messages were compiled', 'apps/web/src/lib/paraglide/messages.js'],
    ['Paraglide noted something', 'apps/web/project.inlang/cache/plugins/a'],
    ['a test was written', 'packages/scoring/src/points.test.ts'],
    ['the server changed', 'apps/server/src/main.ts'],
  ])('when %s', (_why, name) => {
    const before = hashOfWeb(house);
    put(name, 'x');
    expect(hashOfWeb(house)).toBe(before);
  });
  test('when a file was only touched', () => {
    const before = hashOfWeb(house);
    utimesSync(join(house, 'apps/web/src/app.html'), new Date(0), new Date(0));
    expect(hashOfWeb(house)).toBe(before);
  });
});

test('a stamp is read as it was written, and absent before', () => {
  expect(readStamp(join(house, 'stamps'), 'web')).toBeUndefined();
  writeStamp(join(house, 'stamps'), 'web', 'abc');
  expect(readStamp(join(house, 'stamps'), 'web')).toBe('abc');
});
