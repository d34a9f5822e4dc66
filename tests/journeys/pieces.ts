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

/** From now on nothing more comes onto a shelf of the device, for a reason of its own. */
export const keepsNone = (page: Page, why: string, shelf = 'photos'): Promise<void> =>
  page.evaluate(
    ([name, full]) => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (value, key) {
        if (this.name === full) throw new DOMException('not kept', name);
        return put.call(this, value, key);
      };
    },
    [why, shelf] as const,
  );

/** From now on a picture that is made ready waits until it may go on. */
export const holdsPictures = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const make = createImageBitmap;
    const mayGo = new Promise((resolve) => addEventListener('pictures-go', resolve, { once: true }));
    globalThis.createImageBitmap = (async (source: Blob) => {
      await mayGo;
      return make(source);
    }) as typeof createImageBitmap;
  });
export const letPicturesGo = (page: Page): Promise<void> =>
  page.evaluate(() => void dispatchEvent(new Event('pictures-go')));
