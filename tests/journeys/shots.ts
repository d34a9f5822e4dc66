/** Pictures of a journey's steps, taken only when HEPING_SHOTS names a folder for them. */
import type { Page } from '@playwright/test';
import { join } from 'node:path';

const FOLDER = process.env['HEPING_SHOTS'];

/** Takes a picture of the page, named by its step. */
export async function shoot(page: Page, step: string): Promise<void> {
  if (FOLDER) await page.screenshot({ path: join(FOLDER, `${step}.png`), fullPage: false });
}

/** The three widths at which the product has to work. */
export const WIDTHS = {
  wide: { width: 1440, height: 900 },
  middle: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

/** The same step at three widths. */
export async function shootWidths(page: Page, step: string): Promise<void> {
  if (!FOLDER) return;
  const before = page.viewportSize();
  for (const [name, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    // The page's own media queries answer in the next frame.
    await page.evaluate(
      () => new Promise((turn) => requestAnimationFrame(() => requestAnimationFrame(turn))),
    );
    await shoot(page, `${step}-${name}`);
  }
  if (before !== null) await page.setViewportSize(before);
}
