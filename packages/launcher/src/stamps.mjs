// "Has this changed since it was last done?" answered by content, never by time: tools touch files without changing them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * One hash of all files below the paths, by name and content. Folders and files for which `leaveOut` answers true
 * (it is given the path from `base`, with forward slashes) are not looked into. A path that is not there is skipped.
 */
export function hashOf(paths, { base, leaveOut = () => false }) {
  const hash = createHash('sha256');
  for (const path of paths) if (existsSync(path)) add(path);
  return hash.digest('hex');

  function add(path) {
    const name = relative(base, path).split(sep).join('/');
    if (leaveOut(name)) return;
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path).sort()) add(join(path, entry));
      return;
    }
    const content = readFileSync(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
}

export function readStamp(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function writeStamp(folder, name, value) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, value);
}
