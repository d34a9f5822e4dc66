/** Points 7 and 9: fifty thousand findings in a ledger that scrolls, is filtered in words, acted on, kept and taken along. */
import { AxeBuilder } from '@axe-core/playwright';
import { openStore } from '@heping/db';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { seedLedger } from '../../apps/server/src/testing/ledger.ts';
import { inDays } from './days.ts';
import { expect, test } from './fixture.ts';
import { idOf, NETWORK } from './person.ts';
import type { Server } from './server.ts';
import { shoot, shootWidths } from './shots.ts';

const MANY = 50_000;
const AREAS = ['township-qianyuan', 'township-xinshi', 'township-wukang', 'township-leidian'];

/** As many as a province has, put in while nobody is there. */
async function fill(server: Server, count = MANY): Promise<void> {
  await server.stop();
  const store = await openStore({ dataDir: server.dataDir });
  await seedLedger(store, {
    ...{
      count,
      now: Date.now(),
      areas: AREAS,
      campaignId: 'campaign-deqing-2026',
      leadBodyId: 'body-deqing',
    },
    ...{ officer: idOf('county.officer'), leader: idOf('leader') },
  });
  await store.close();
  await server.start();
}

interface Frames {
  readonly frames: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  /** frames of more than 50 ms */
  readonly slow: number;
  readonly rows: number;
}

/** Scrolls for some seconds, and measures the time between frames and how many rows are drawn at the most. */
const scrollThrough = (page: Page, distance: number): Promise<Frames> =>
  page.evaluate(
    (way) =>
      new Promise<Frames>((resolve) => {
        const list = document.querySelector('[role=grid]');
        if (list === null) throw new Error('expected a grid');
        const between: number[] = [];
        let last = performance.now();
        let rows = 0;
        const began = last;
        const TAKES = 3_000;
        const frame = (now: number) => {
          between.push(now - last);
          last = now;
          list.scrollTop = (way * (now - began)) / TAKES;
          rows = Math.max(rows, list.querySelectorAll('[role=row]').length);
          if (now - began < TAKES) return requestAnimationFrame(frame);
          const sorted = between.toSorted((a, b) => a - b);
          const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? NaN);
          return resolve({
            ...{
              frames: sorted.length,
              median: at(0.5),
              p95: at(0.95),
              worst: Math.round(sorted.at(-1) ?? NaN),
            },
            ...{ slow: sorted.filter((one) => one > 50).length, rows },
          });
        };
        requestAnimationFrame(frame);
      }),
    distance,
  );

const grid = (page: Page) => page.getByRole('grid', { name: /表格|Table/ });
const firstRows = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox') });

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test('an officer of the county finds what they look for among fifty thousand, and as many rows are drawn as can be seen', async ({
  people,
  server,
}, testInfo) => {
  await fill(server);
  const [officer] = await people(['county.officer']);
  const page = await officer.open('/');
  // the start page is short, however much waits
  await expect(page.getByRole('heading', { name: /等我办理/ })).toContainText(/\d/);
  await expect(page.getByRole('link', { name: /另有 [\d,]+ 项，在台账中查看/ }).first()).toBeVisible();
  await shootWidths(page, 'ledger-0-my-work');

  await page.getByRole('link', { name: '台账', exact: true }).click();
  await expect(page.getByText(/^共 [\d,]{5,} 项/)).toBeVisible();
  await expect(firstRows(page).first()).toBeVisible();
  await shootWidths(page, 'ledger-1-table');
  expect(await axe(page)).toEqual([]);

  // scrolling draws as many rows as can be seen, and what comes into view is there
  const near = await scrollThrough(page, 4_000);
  const far = await scrollThrough(page, 1_000_000);
  testInfo.annotations.push({ type: 'frames', description: JSON.stringify({ near, far }) });
  console.log(`frames while scrolling: ${JSON.stringify({ near, far })}`);
  expect(near.rows).toBeLessThan(80);
  expect(far.rows).toBeLessThan(80);
  expect(near.frames).toBeGreaterThan(10);
  await expect(firstRows(page).first()).toBeVisible();

  // keyboard: down, a range, the detail beside it, and back to the same place
  await grid(page).focus();
  await page.keyboard.press('Home');
  // what is not there yet is not chosen
  await expect(page.locator('#line-3').getByRole('checkbox')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText(/已选 3 项/)).toBeVisible();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: /^问题/ });
  await expect(detail).toBeVisible();
  await shoot(page, 'ledger-2-detail');
  await page.keyboard.press('ArrowDown');
  await expect(detail).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detail).toBeHidden();
  await expect(grid(page)).toBeFocused();
  await expect(page.getByText(/已选 3 项/)).toBeVisible();

  // the filter is a sentence, and the address of the page
  await page.getByRole('button', { name: '区域' }).click();
  await page
    .getByRole('menuitemradio', { name: /乾元镇/ })
    .first()
    .click();
  await page.getByRole('button', { name: '未销号' }).click();
  await page.getByRole('menuitemradio', { name: '待验收' }).click();
  await page.getByRole('button', { name: '逾期', exact: true }).click();
  await page.getByRole('menuitemradio', { name: '逾期超过 7 天' }).click();
  await expect(page).toHaveURL(/area=township-qianyuan&state=awaiting-acceptance&overdueFrom=8/);
  const said = page.getByText(/^共 [\d,]+ 项/);
  await expect(said).toHaveText(/^共 \d{3} 项/);
  const count = await said.textContent();
  await shootWidths(page, 'ledger-3-sentence');
  const [colleague] = await people(['town.officer']);
  const other = await colleague.open(new URL(page.url()).pathname + new URL(page.url()).search);
  await expect(other.getByRole('button', { name: /待验收/ }).first()).toBeVisible();

  // kept under a name
  await page.getByRole('button', { name: '常用视图' }).click();
  await page.getByRole('menuitem', { name: '保存当前视图' }).click();
  await page.getByLabel('名称').fill('乾元待验收逾期');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('button', { name: '乾元待验收逾期' })).toBeVisible();
  await page.getByRole('button', { name: '清除全部条件' }).click();
  await page.getByRole('button', { name: '常用视图' }).click();
  await page.getByRole('menuitem', { name: '乾元待验收逾期' }).click();
  await expect(page.getByText(/^共 [\d,]+ 项/)).toHaveText(count ?? '');

  // taken along
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出 Excel' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^问题整改台账-\d{4}-\d{2}-\d{2}\.xlsx$/);
  expect(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  // paper would hold a window of the rows: it says where all of them are
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(/请用“导出 Excel”下载后打印/)).toBeVisible();
  await expect(page.getByRole('grid')).toBeHidden();
  await page.emulateMedia({ media: null });

  // without a network the rows stay, and they are asked for again when it is back
  officer.expects(...NETWORK);
  await page.context().setOffline(true);
  await page.getByRole('searchbox').fill('消防');
  const missing = page.getByRole('alert').filter({ hasText: '没有连上服务器' });
  await expect(missing).toBeVisible();
  await expect(firstRows(page).first()).toBeVisible();
  await shoot(page, 'ledger-3-offline');
  await page.context().setOffline(false);
  await expect(missing).toBeHidden();
  // a search is one step back, however many letters it has
  await expect(page).toHaveURL(/q=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/q=/);
  await expect(page.getByText(/^共 [\d,]+ 项/)).toHaveText(count ?? '');
});

test('fifty thousand findings in groups, on a board, in a calendar', async ({ people, server }) => {
  await fill(server);
  const [officer] = await people(['county.officer']);
  const page = await officer.open('/ledger');
  await page.getByRole('button', { name: '分组' }).click();
  await page.getByRole('menuitemradio', { name: '严重程度' }).click();
  await expect(grid(page).getByRole('button', { name: /严重问题/ })).toBeVisible();
  await grid(page)
    .getByRole('button', { name: /严重问题/ })
    .click();
  await expect(grid(page).getByRole('button', { name: /一般问题/ })).toBeVisible();
  await shoot(page, 'ledger-4-groups');
  await page.getByRole('link', { name: '看板' }).click();
  await expect(page.getByRole('region', { name: '待验收' }).getByRole('button').first()).toBeVisible();
  await shootWidths(page, 'ledger-5-board');
  await page.getByRole('link', { name: '日历' }).click();
  // On the first of a month nothing of it is overdue.
  await page.getByRole('link', { name: '上月' }).click();
  const day = page.getByRole('link', { name: /^\d{4}年\d+月\d+日 .*\d+ 项逾期/ }).first();
  await expect(day).toBeVisible();
  await shootWidths(page, 'ledger-6-calendar');
  expect(await axe(page)).toEqual([]);
  await day.click();
  await expect(page).toHaveURL(/dueFrom=(\d{4}-\d{2}-\d{2})&dueTo=\1/);
  await expect(firstRows(page).first()).toBeVisible();
});

test('an officer extends what they chose, is told what was refused, and a colleague’s ledger follows', async ({
  people,
  server,
}) => {
  await fill(server, 200);
  const [officer, city] = await people(['county.officer', 'city.officer']);
  const page = await officer.open('/ledger?state=all&sort=state&direction=desc');
  const watching = await city.open('/ledger?handler=person-county-officer&state=all');
  await expect(watching.getByText(/^共 \d+ 项/)).toBeVisible();
  const before = Number(/\d+/.exec((await watching.getByText(/^共 \d+ 项/).textContent()) ?? '')?.[0]);

  await page.getByRole('button', { name: /^选择全部 \d+ 项/ }).click();
  await page.getByRole('button', { name: '延期' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/将办理 \d+ 个问题/);
  const until = inDays(200);
  await dialog.getByLabel(/延期至/).fill(until);
  await dialog.getByLabel(/理由|原因/).fill('汛期施工顺延');
  await dialog.getByRole('button', { name: '延期' }).click();
  await expect(dialog.getByText(/已办理 \d+ 个，未办理 \d+ 个/)).toBeVisible();
  await expect(dialog.getByText(/没有在计算的期限/).first()).toBeVisible();
  await shoot(page, 'ledger-7-refused-in-part');
  await dialog.getByRole('button', { name: '关闭' }).last().click();

  await page.getByRole('button', { name: '指定经办人' }).click();
  await dialog.getByLabel('经办人').selectOption({ index: 1 });
  await dialog.getByRole('button', { name: '指定经办人' }).click();
  await expect(dialog.getByText(/已办理 \d+ 个/)).toBeVisible();
  // live: nobody pressed anything there
  await expect
    .poll(async () => Number(/\d+/.exec((await watching.getByText(/^共 \d+ 项/).textContent()) ?? '')?.[0]))
    .toBeGreaterThan(before);
  await watching.getByRole('link', { name: '看板' }).click();
  await expect(watching.getByRole('region').getByRole('button').first()).toBeVisible();
  expect(await axe(watching)).toEqual([]);
});

test('a leader sees the findings of their own centre, and nobody else has a ledger', async ({ people }) => {
  const [leader, chair] = await people(['leader', 'chair'], { english: true });
  const page = await leader.open('/ledger?state=all');
  await expect(page.getByRole('heading', { name: 'Ledger', level: 1 })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Remark' })).toHaveCount(0);
  await shootWidths(page, 'ledger-8-leader-en');
  expect((await chair.ask('GET', '/ledger')).status).toBe(404);
  await chair.open('/');
  await expect(chair.page.getByRole('link', { name: 'Ledger', exact: true })).toHaveCount(0);
});
