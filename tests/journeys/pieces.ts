/** Photos as people bring them as evidence, and where they stand on the score page. */
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';

export interface Taken {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
/** A photo of its own colour; nothing is written into it, so that it is sent as it is. */
export async function photo(at: number, { width = 640, height = 480 } = {}): Promise<Taken> {
  const background = { r: (at * 53) % 256, g: (at * 97) % 256, b: (at * 151) % 256 };
  const buffer = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { name: `IMG_${String(at).padStart(4, '0')}.jpg`, mimeType: 'image/jpeg', buffer };
}

export const evidence = (page: Page): Locator => page.getByRole('region', { name: /^佐证( \d+)?$/ });
export const cards = (page: Page): Locator => evidence(page).locator('[data-piece]');
export const queue = (page: Page): Locator => page.locator('[data-queue]');
export const choose = (page: Page, files: readonly Taken[]): Promise<void> =>
  page.locator('input[type="file"][multiple]').setInputFiles([...files]);
