import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSealed, keptKeys, openSeal } from './seal.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heping-seal-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('the server’s seal', () => {
  it('[SE1, SE3] holds for what was sealed and for nothing else', async () => {
    const seal = openSeal(dataDir);
    const statement = '{"evaluation":"e-1","sheet":"a"}';
    const mark = await seal.sign(statement);
    const keys = await seal.publicKeys();
    expect(isSealed(keys, { statement, seal: mark })).toBe(true);
    expect(isSealed(keys, { statement: statement.replace('e-1', 'e-2'), seal: mark })).toBe(false);
    expect(isSealed([], { statement, seal: mark })).toBe(false);
    expect(isSealed(keys, { statement, seal: 'nothing' })).toBe(false);
  });

  it('[SE2] the key is made once, for the owner alone, and is there after a restart', async () => {
    const [one, two] = await Promise.all([openSeal(dataDir).publicKeys(), openSeal(dataDir).publicKeys()]);
    expect(two).toEqual(one);
    expect(await openSeal(dataDir).publicKeys()).toEqual(one);
    expect((await stat(join(dataDir, 'seal-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('[SE5] who only looks makes no key, and finds the one that is there', async () => {
    expect(await keptKeys(dataDir)).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
    const keys = await openSeal(dataDir).publicKeys();
    expect(await keptKeys(dataDir)).toEqual(keys);
  });
});
