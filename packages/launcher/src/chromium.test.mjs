import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onPath } from './chromium.mjs';

let place;
beforeEach(() => (place = mkdtempSync(join(tmpdir(), 'heping-path-'))));
afterEach(() => rmSync(place, { recursive: true }));

function program(folder, name, mode = 0o755) {
  mkdirSync(join(place, folder), { recursive: true });
  const path = join(place, folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
}

const path = () => ['a', 'b', 'c'].map((folder) => join(place, folder)).join(delimiter);

test('an earlier name wins over an earlier folder', () => {
  program('a', 'google-chrome');
  const chromium = program('b', 'chromium');
  expect(onPath(['chromium', 'google-chrome'], path())).toBe(chromium);
});

test('a folder or a file that cannot be run is no program', () => {
  mkdirSync(join(place, 'a', 'chromium'), { recursive: true });
  program('b', 'chromium', 0o644);
  const chromium = program('c', 'chromium');
  expect(onPath(['chromium'], path())).toBe(chromium);
});

test('nothing there is no program', () => {
  expect(onPath(['chromium'], path())).toBeUndefined();
});
