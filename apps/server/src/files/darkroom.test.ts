/** Whose turn it is in the darkroom after something slow. [FS4] */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { photo } from '../testing/files.ts';
import { Darkroom } from './darkroom.ts';
import type { Job } from './develop.ts';

let dir = '';
let darkroom: Darkroom | undefined;
afterEach(async () => {
  darkroom?.close();
  await rm(dir, { recursive: true, force: true });
});

async function work(): Promise<Job> {
  dir = await mkdtemp(join(tmpdir(), 'heping-darkroom-'));
  await writeFile(join(dir, 'photo'), await photo());
  return {
    ...{ type: 'image/jpeg', small: null, keepsCameraRecord: false },
    ...{ from: join(dir, 'photo'), to: join(dir, 'print') },
  };
}

it('[FS4] who sent something slow waits, and nobody else does', async () => {
  darkroom = new Darkroom({ fromMs: 0, times: 1_000_000 });
  const job = await work();
  expect(await darkroom.develop('bo', job)).toMatchObject({ ok: true });
  await expect(darkroom.develop('bo', job)).rejects.toMatchObject({ code: 'SLOW_DOWN' });
  expect(await darkroom.develop('alice', job)).toMatchObject({ ok: true });
});

it('[FS4] a photo is nothing slow', async () => {
  darkroom = new Darkroom();
  const job = await work();
  for (let time = 0; time < 3; time += 1)
    expect(await darkroom.develop('bo', job)).toMatchObject({ ok: true });
});
