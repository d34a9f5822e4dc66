/** The manifest names files that are there, of the size it says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const STATIC = join(import.meta.dirname, '../../static');

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}
interface Manifest {
  readonly icons: readonly Icon[];
  readonly shortcuts: readonly { readonly url: string; readonly icons: readonly Icon[] }[];
}
const manifest = JSON.parse(readFileSync(join(STATIC, 'manifest.webmanifest'), 'utf8')) as Manifest;
const icons = [...manifest.icons, ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons)];

/** A PNG says its size from the 16th byte on. */
function sizeOf(path: string): string {
  const bytes = readFileSync(path);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

it('[OF6] each icon is there in its size', () => {
  for (const { src, sizes, type } of icons) {
    const path = join(STATIC, src);
    expect(existsSync(path), src).toBe(true);
    if (type === 'image/png') expect(sizeOf(path), src).toBe(sizes);
  }
});

it('[OF6] has what browsers ask of an app: icons of 192 and 512, one that may be cut to a shape', () => {
  const of = (purpose: string) =>
    manifest.icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes);
  expect(of('any')).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(of('maskable')).toEqual(['512x512']);
});
