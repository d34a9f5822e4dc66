import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnusableDatabase } from './failures.ts';
import { holdDataDir } from './hold.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'heping-hold-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A process that holds the directory and says so. */
async function holder() {
  const hold = fileURLToPath(new URL('hold.ts', import.meta.url));
  const script = `
    const { holdDataDir } = await import(${JSON.stringify(hold)});
    holdDataDir(${JSON.stringify(dataDir)});
    console.log('held');
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', reject);
  });
  return child;
}

test('[RO6] a data directory that another process holds is refused in words, until that one is gone, however it went', async () => {
  const child = await holder();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  try {
    expect(() => holdDataDir(dataDir)).toThrow(UnusableDatabase);
    expect(() => holdDataDir(dataDir)).toThrow(/正由另一个合评进程使用.*in use by another process/);
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
  holdDataDir(dataDir).release();
});

test('[RO6] within a process, too, and no longer once it is released', () => {
  const hold = holdDataDir(dataDir);
  expect(() => holdDataDir(dataDir)).toThrow('in use by another process');
  hold.release();
  holdDataDir(dataDir).release();
});

test('[RO6] a directory that cannot be made is named', () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  expect(() => holdDataDir(join(file, 'inside'))).toThrow(/cannot be written in/);
});
