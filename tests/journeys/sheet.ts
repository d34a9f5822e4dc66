/** What people do with the sheet on their page, in the words that stand there. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { IndicatorCode, Tenths } from '@heping/scoring';
import { INDICATORS } from './evaluation.ts';

const plain = (code: string) => code.replaceAll('.', '\\.');

/** Opens the sheet of an evaluation at an indicator and waits until it can be written. */
export async function openSheet(page: Page, evaluation: string, at: IndicatorCode = 'A1.1.1'): Promise<void> {
  await page.goto(`/evaluations/${evaluation}/score?at=${at}`);
  // The first page of a browser takes its time where five start at once on two slow cores.
  await expect(field(page, at)).toBeEditable({ timeout: 60_000 });
}

/** The field in which one scores an indicator. */
export const field = (page: Page, code: IndicatorCode): Locator =>
  page.getByRole('textbox', { name: new RegExp(`^${plain(code)} 评分，满分`) });

export const tree = (page: Page): Locator => page.getByRole('navigation', { name: '考评内容目录' });
export const treeRow = (page: Page, code: IndicatorCode): Locator =>
  tree(page).locator(`[data-indicator="${code}"]`);
export const grid = (page: Page): Locator => page.getByRole('region', { name: '评分全表' });
export const gridRow = (page: Page, code: IndicatorCode): Locator =>
  grid(page).locator(`tr[data-indicator="${code}"]`);
/** The open indicator. */
export const pane = (page: Page): Locator => page.getByRole('article');

/** The ceiling as the grid shows it. */
export async function ceilingInGrid(page: Page, code: IndicatorCode): Promise<string> {
  const heads = await grid(page).getByRole('columnheader').allInnerTexts();
  const column = heads.findIndex((head) => head.trim() === '最高可得分');
  return (await gridRow(page, code).locator('> th, > td').nth(column).innerText()).trim();
}

/** Where the page says what is saved. */
export const saveState = (page: Page): Locator => page.locator('[data-save-state]');

/** Everything written here is on the server's disk, and the page says so. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'saved');
  await expect(saveState(page)).toContainText('服务器已保存');
}

export type Typing = (indicator: IndicatorCode, maximum: Tenths) => string;
/** Points as one types them. */
export const points = (tenths: Tenths): string => String(tenths / 10);
export const allFull: Typing = (_, maximum) => points(maximum);

/** What it took. */
export interface Typed {
  readonly keys: number;
  readonly ms: number;
}

/** Scores by keyboard alone: digits, Enter, and the next indicator has the focus by itself. */
export async function scoreByKeyboard(
  page: Page,
  typed: Typing = allFull,
  indicators = INDICATORS,
): Promise<Typed> {
  const began = Date.now();
  let keys = 0;
  const [first] = indicators;
  if (first !== undefined) await field(page, first.code).focus();
  for (const { code, maximum } of indicators) {
    await expect(field(page, code)).toBeFocused();
    const score = typed(code, maximum);
    await page.keyboard.type(score);
    await page.keyboard.press('Enter');
    keys += score.length + 1;
  }
  return { keys, ms: Date.now() - began };
}

/** Records a fact that is a number. */
export async function recordFigure(page: Page, title: string, figure: string): Promise<void> {
  const input = page.getByRole('textbox', { name: `${title}：实际数值` });
  await input.fill(figure);
  await input.press('Enter');
}

/** Says of an item of a checklist whether it is there. */
export async function markItem(page: Page, item: string, mark: '有' | '无'): Promise<void> {
  await page.getByRole('radiogroup', { name: item }).getByRole('radio', { name: mark }).check();
}
