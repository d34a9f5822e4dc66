import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CACHE } from './house.mjs';
import { during } from './say.mjs';

const LOCK = join(CACHE, 'lock');
const LOOK_AGAIN_MS = 300;

/**
 * Does the work while no other launcher in this folder installs or builds: `npm start` and `npm test` may be called
 * at the same moment on a fresh clone. A lock whose owner is gone is taken over.
 */
export async function alone(work) {
  if (!take()) await during('Waiting for another npm command in this folder', untilTaken);
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

async function untilTaken() {
  while (!take()) await pause(LOOK_AGAIN_MS);
}

function take() {
  mkdirSync(CACHE, { recursive: true });
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isAlive(owner())) rmSync(LOCK, { force: true });
  return false;
}

function owner() {
  try {
    return Number(readFileSync(LOCK, 'utf8'));
  } catch {
    return 0; // Released between the two looks.
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
