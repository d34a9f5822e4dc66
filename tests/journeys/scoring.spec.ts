/** Point 2: a panel scores at once, blind; facts and notes are everyone’s. */
import type { Locator, Page } from '@playwright/test';
import { endingOf } from './document.ts';
import { Eavesdropper } from './eavesdropper.ts';
import { DEMO, INDICATORS, PANEL, plan, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NAMES, NETWORK, type Person } from './person.ts';
import {
  expectSaved,
  field,
  grid,
  gridRow,
  openSheet,
  points,
  saveState,
  scoreByKeyboard,
  tree,
  treeRow,
  type Typing,
} from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';
import { DEVICES } from './targets.ts';

const SECRET = '只有组长知道-7f3a9c';

const progressOf = (page: Page, person: Person) =>
  page.getByRole('listitem').filter({ hasText: person.name }).getByTitle(`${person.name}的进度`);

test('five people score at once in five browsers, by keyboard and by touch, and nobody gets at another’s ballot', async ({
  people,
}) => {
  const [officer, chair, bo, chen, dora] = await people([
    'county.officer',
    'chair',
    'panelist1',
    'panelist2',
    'panelist3',
  ]);
  const [eve] = await people(['panelist4'], {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const id = await planAndOpen(officer, chair);
  const overheard = new Eavesdropper(bo.page);
  await Promise.all([chair, bo, chen, dora, eve].map(({ page }) => openSheet(page, id)));

  // four by keyboard, one by touch, all at the same time
  const losing: Typing = (code, maximum) =>
    code === 'A1.1.2' ? '0' : code === 'A1.2.2' ? '7.5' : points(maximum);
  await chair.page.getByRole('textbox', { name: '备注' }).fill(SECRET);
  await Promise.all([
    scoreByKeyboard(chair.page, losing),
    scoreByKeyboard(bo.page),
    scoreByKeyboard(chen.page),
    scoreByKeyboard(dora.page, (_, maximum) => points(maximum), INDICATORS.slice(0, 31)),
    scoreByThumb(eve.page, INDICATORS.slice(0, 4)),
  ]);
  await Promise.all([chair, bo, chen, dora, eve].map(({ page }) => expectSaved(page)));

  // state glyphs, totals, points lost
  const page = chair.page;
  await expect(tree(page).getByRole('meter', { name: '本表进度' })).toHaveAttribute(
    'aria-valuetext',
    '40/40',
  );
  await expect(treeRow(page, 'A1.1.1').getByTitle('已评')).toBeVisible();
  await expect(treeRow(page, 'A1.1.2').getByTitle('零分')).toHaveText(/0/);
  await expect(treeRow(page, 'A1.1.2')).toContainText('−2');
  await expect(treeRow(page, 'A1.2.2')).toContainText('−2.5');
  await expect(tree(page).getByRole('heading', { name: /^A\.1/ })).toContainText('95.5/100');
  await expect(tree(page).getByRole('heading', { name: /^A\.1/ })).toContainText('扣 4.5 分');
  await expect(tree(page).getByRole('heading', { name: /^A\.2/ })).toContainText('100/100');
  // who has finished is told what is waited for, and that nothing is closed yet
  await expect(page.locator('[data-standing]')).toHaveText(
    /您已全部评完。\s*全组 5 人中 \d 人已评完。公开之前仍可修改。/,
  );
  await expect(chen.page.locator('[data-standing]')).toContainText('您已全部评完，等组长公开。');
  await expect(dora.page.locator('[data-standing]')).toHaveCount(0);
  await shootWidths(page, 'scoring-1-scored');
  await shoot(eve.page, 'scoring-1-touch');

  // Enter leads to the next line, scored or not, as one reads on from a paper list; Alt+N to the next not scored
  await treeRow(dora.page, 'A1.1.1').click();
  await field(dora.page, 'A1.1.1').press('Enter');
  await expect(field(dora.page, 'A1.1.2')).toBeFocused();
  await dora.page.keyboard.press('Alt+KeyN');
  await expect(field(dora.page, INDICATORS[31]?.code ?? '')).toBeFocused();

  // a colleague sees how many, and nothing else
  await expect(progressOf(bo.page, chair)).toHaveText('40/40');
  await expect(progressOf(bo.page, dora)).toHaveText('31/40');
  await expect(progressOf(bo.page, eve)).toHaveText('4/40');
  const ballot = `ballot:${id}:${chair.id}`;
  await expect
    .poll(() => overheard.heard('/socket.io/', `record:${id}`))
    .toEqual(['/socket.io/', `record:${id}`]);
  expect(await overheard.heard(SECRET, ballot)).toEqual([]);
  bo.expects(...NETWORK);
  expect(await endingOf(bo, ballot)).toBe(4404);
  expect(await endingOf(bo, `ballot:${id}:person-nobody`)).toBe(4404);
  expect(await endingOf(officer, ballot)).toBe(4404);
  for (const person of [bo, officer]) {
    const ballots = await person.ask('GET', `/evaluations/${id}/ballots`);
    expect([ballots.status, ballots.body.error]).toEqual([409, 'WRONG_PHASE']);
    expect(JSON.stringify(await person.get(`/evaluations/${id}`))).not.toContain(SECRET);
    expect(JSON.stringify(await person.get(`/evaluations/${id}/log`))).not.toContain(SECRET);
  }

  // the grid is the same sheet
  await page.keyboard.press('Alt+KeyG');
  await expect(grid(page)).toBeVisible();
  await expect(field(page, 'A1.2.2')).toHaveValue('7.5');
  await field(page, 'A1.2.2').focus();
  await page.keyboard.press('ArrowDown');
  await expect(field(page, 'A1.3.1')).toBeFocused();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(field(page, 'A1.3.2')).toBeFocused();
  await expectSaved(page);
  await expect(
    grid(page)
      .getByRole('row', { name: /^A\.1 / })
      .last(),
  ).toContainText('94.5');
  await shootWidths(page, 'scoring-2-grid');
  await page.keyboard.press('Alt+KeyG');
  await expect(treeRow(page, 'A1.3.1')).toContainText('−1');
  await treeRow(page, 'A1.3.1').click();
  await expect(field(page, 'A1.3.1')).toHaveValue('3');
});

/**
 * With the thumb of the hand that holds the phone: the first press of the stepper gives the maximum, the arrow leads on.
 * What is pressed each time lies in the lower third of the window, in one place, and nothing has to be scrolled for it.
 */
async function scoreByThumb(page: Page, indicators = INDICATORS): Promise<void> {
  const more = page.getByRole('button', { name: '加 0.5 分' });
  const next = page.getByRole('button', { name: '下一项' });
  const places = new Set<string>();
  for (const { code, maximum } of indicators) {
    await expect(field(page, code)).toBeVisible();
    await more.tap();
    await expect(field(page, code)).toHaveValue(points(maximum));
    places.add(await placeIn(page, [field(page, code), more, next]));
    if (await next.isEnabled()) await next.tap();
  }
  expect([...places]).toEqual(['in the lower third']);
}

/** Where all of these stand in the window. */
async function placeIn(page: Page, controls: readonly Locator[]): Promise<string> {
  const boxes = await Promise.all(controls.map((control) => control.boundingBox()));
  const { height, width } = page.viewportSize() ?? { height: 0, width: 0 };
  const reached = boxes.every(
    (box) =>
      box !== null &&
      box.y >= (2 / 3) * height &&
      box.y + box.height <= height &&
      box.x >= 0 &&
      box.x + box.width <= width,
  );
  return reached ? 'in the lower third' : JSON.stringify(boxes);
}

test('facts and notes are written together, with carets and names; who is where can be seen', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await Promise.all([openSheet(chair.page, id, 'A1.2.1'), openSheet(bo.page, id, 'A1.2.1')]);
  const noteOf = ({ page }: Person) => page.getByRole('textbox', { name: 'A1.2.1 佐证记录' });
  await expect(noteOf(chair)).toBeEditable();
  await expect(noteOf(bo)).toBeEditable();

  await noteOf(chair).click();
  await chair.page.keyboard.type('查看了租赁合同。');
  await expect(noteOf(bo)).toContainText('查看了租赁合同。');
  await noteOf(bo).click();
  await bo.page.keyboard.press('Control+End');
  await bo.page.keyboard.press('Enter');
  await Promise.all([
    bo.page.keyboard.type('询问了两名工作人员。', { delay: 10 }),
    chair.page.keyboard.type('合同有效期至年底。', { delay: 10 }),
  ]);
  const together = ['查看了租赁合同。合同有效期至年底。', '询问了两名工作人员。'];
  await expect(noteOf(chair).getByRole('paragraph')).toContainText(together);
  await expect(noteOf(bo).getByRole('paragraph')).toContainText(together);
  // two carets, each with its name
  await expect(noteOf(chair).getByText(NAMES.panelist1.zh)).toBeVisible();
  await expect(noteOf(bo).getByText(NAMES.chair.zh)).toBeVisible();
  await shoot(chair.page, 'scoring-3-note');

  // who is at which indicator
  const whereIs = (page: Page, person: Person) =>
    page.getByRole('region', { name: '评价组' }).getByRole('listitem').filter({ hasText: person.name });
  await expect(whereIs(bo.page, chair)).toContainText('在 A1.2.1');
  await expect(treeRow(bo.page, 'A1.2.1')).toContainText(`${chair.name}在这里`);
  await chair.page.keyboard.press('Alt+ArrowDown');
  await expect(whereIs(bo.page, chair)).toContainText('在 A1.2.2');
  await chair.page.close();
  await expect(whereIs(bo.page, chair)).toContainText('不在线');
  await expectSaved(bo.page);
});

test('a note shows carets however late this device has read its own record', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  const letGo = await holdDevice(bo.page, 'record');
  await Promise.all([openSheet(chair.page, id, 'A1.2.1'), openSheet(bo.page, id, 'A1.2.1')]);
  // everything that an editor is made of has come
  await bo.page.waitForLoadState('networkidle');
  await letGo();

  const noteOf = ({ page }: Person) => page.getByRole('textbox', { name: 'A1.2.1 佐证记录' });
  await noteOf(bo).click();
  await bo.page.keyboard.type('现场查看。');
  await expect(noteOf(chair)).toContainText('现场查看。');
  await noteOf(chair).click();
  await expect(noteOf(chair).getByText(NAMES.panelist1.zh)).toBeVisible();
  await expect(noteOf(bo).getByText(NAMES.chair.zh)).toBeVisible();
});

/** Keeps the page from its local databases of this kind until let go. */
async function holdDevice(page: Page, kind: string): Promise<() => Promise<void>> {
  await page.addInitScript((held) => {
    const gate = new Promise<void>((resolve) => Object.assign(globalThis, { letGo: resolve }));
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, version) {
      const request = open.call(this, name, version);
      if (!name.includes(held)) return request;
      Object.defineProperty(request, 'onsuccess', {
        set: (listener: (event: Event) => void) =>
          request.addEventListener('success', (event) => void gate.then(() => listener(event))),
      });
      return request;
    };
  }, kind);
  return () => page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());
}

test('a campaign that asks for joint scoring begins in deliberation, on one sheet', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const { id: campaign } = await officer.post<{ id: string }>('/campaigns', {
    body: DEMO.bodies.county,
    title: '小组共同评分',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    scoringMode: 'joint',
  });
  const id = await plan(officer, { campaign, panel: PANEL.slice(0, 2) });
  await Promise.all([chair.open(`/evaluations/${id}`), bo.open(`/evaluations/${id}`)]);
  await chair.page.getByRole('button', { name: '开始评分' }).click();
  const dialog = chair.page.getByRole('dialog');
  await expect(dialog).toContainText('全组共用一张评分表，直接进入集体评议。');
  await dialog.getByRole('button', { name: '开始评分' }).click();
  for (const { page } of [chair, bo]) {
    await page
      .getByRole('navigation', { name: '评价的页面' })
      .getByRole('link', { name: '集体评议' })
      .click();
    await expect(page.getByText('已议定 0/40')).toBeVisible();
  }
  await chair.page.getByRole('link', { name: /^A1\.1\.1/ }).click();
  const agreed = chair.page.getByRole('textbox', { name: 'A1.1.1 评定分，满分 6' });
  await agreed.fill('5');
  await agreed.press('Enter');
  await expect(bo.page.getByText('已议定 1/40')).toBeVisible();
  expect(await endingOf(chair, `ballot:${id}:${chair.id}`)).toBe(4404);
});

test('digits score wherever the focus is on the page; what is typed into or lies over the page keeps its keys', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair, { panel: PANEL.slice(0, 2) });
  const { page } = chair;
  await openSheet(page, id);
  // nothing has the focus
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.type('5.5');
  await expect(field(page, 'A1.1.1')).toBeFocused();
  await expect(field(page, 'A1.1.1')).toHaveValue('5.5');
  await page.keyboard.press('Enter');
  await expect(field(page, 'A1.1.2')).toBeFocused();
  // a button keeps Enter, the rest goes to the score
  await page.getByRole('button', { name: /^键盘操作/ }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(field(page, 'A1.1.2')).toHaveValue('2');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^键盘操作/ }).focus();
  await page.keyboard.press('Enter');
  const help = page.getByRole('dialog', { name: '键盘操作' });
  await expect(help).toContainText('不必先点评分框');
  await expect(help).toContainText('Alt + N');
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(field(page, 'A1.1.2')).toHaveValue('2');
  await page.getByRole('textbox', { name: '备注' }).fill('');
  await page.keyboard.type('1 处');
  await expect(field(page, 'A1.1.2')).toHaveValue('2');
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('1 处');
  // in the grid it keeps its lines, and what is written there has them, too
  await page.getByRole('textbox', { name: '备注' }).fill('1 处\n2 处');
  await page.goto(`/evaluations/${id}/score?at=A1.1.2&view=grid`);
  const inGrid = gridRow(page, 'A1.1.2').getByRole('textbox', { name: /备注/ });
  await expect(inGrid).toHaveValue('1 处\n2 处');
  await inGrid.press('Control+End');
  await page.keyboard.type('，3 处');
  await shootWidths(page, 'scoring-remark-lines');
  await expectSaved(page);
  await page.goto(`/evaluations/${id}/score?at=A1.1.2`);
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('1 处\n2 处，3 处');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Backspace');
  await expect(field(page, 'A1.1.2')).toHaveValue('');
  await expect(treeRow(page, 'A1.1.1').getByTitle('已评')).toBeVisible();
  await expectSaved(page);
});

test('forty scores typed in under two minutes; ? lists on every page of the workspace the keys that work there', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair, { panel: PANEL.slice(0, 2) });
  const { page } = chair;
  await openSheet(page, id);
  // the digits of each score and Enter: nothing is sought or pressed between
  const typed = await scoreByKeyboard(page);
  console.log(`40 scores: ${typed.keys} keys, ${(typed.ms / 1000).toFixed(1)} s`);
  expect(typed.keys / INDICATORS.length).toBeLessThan(2.5);
  expect(typed.ms).toBeLessThan(120_000);
  await expect(progressOf(page, chair)).toHaveText('40/40');
  await expectSaved(page);

  const keys = async (path: string): Promise<readonly string[]> => {
    await page.goto(`/evaluations/${id}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(saveState(page)).toBeVisible();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: '键盘操作' });
    await expect(help.locator('kbd').last()).toBeVisible();
    const listed = await help.locator('kbd').allInnerTexts();
    await page.keyboard.press('Escape');
    await expect(help).toHaveCount(0);
    return listed;
  };
  const everywhere = ['Alt + Page Up / Page Down', 'Tab / Shift + Tab', 'Enter / 空格', 'Esc', '?'];
  for (const path of ['', '/deliberation', '/sign', '/result', '/findings'])
    expect([path, await keys(path)]).toEqual([path, everywhere]);
  expect(await keys('/score?view=grid')).not.toContain('Alt + N');

  // the record: part by part; the history: indicator by indicator; from tab to tab
  expect(await keys('/record')).toEqual(['Alt + ↑ ↓', 'Enter', '← →', 'Esc', ...everywhere]);
  const parts = page.locator('[data-part]');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(parts.nth(1).locator(':focus')).toHaveCount(1);
  expect(await keys('/history')).toEqual(['Alt + ↑ ↓', ...everywhere]);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page).toHaveURL(/history\?at=A1\.1\.2$/);
  await page.goto(`/evaluations/${id}/record`);
  await expect(parts.first()).toBeVisible();
  await page.keyboard.press('Alt+PageUp');
  await expect(page).toHaveURL(new RegExp(`${id}/score`));
});

test('all forty with one thumb on a phone; on a tablet, too, the score stays under the thumb and over a keyboard', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { viewport: DEVICES.tablet, hasTouch: true, isMobile: true });
  const id = await planAndOpen(officer, chair, { panel: PANEL.slice(0, 2) });
  await openSheet(chair.page, id);
  const { page } = tablet;
  // A keyboard that lies over the page, as on an iPad: told to the visual viewport alone.
  await page.addInitScript(() => {
    let covered = 0;
    const { visualViewport } = window;
    if (visualViewport === null) return;
    Object.defineProperty(visualViewport, 'height', { get: () => innerHeight - covered });
    Object.assign(globalThis, {
      cover: (height: number) => {
        covered = height;
        visualViewport.dispatchEvent(new Event('resize'));
      },
    });
  });
  const cover = (height: number) =>
    page.evaluate((by) => (globalThis as unknown as { cover: (by: number) => void }).cover(by), height);
  const next = page.getByRole('button', { name: '下一项' });
  const bottomOf = async (control: Locator) => {
    const box = await control.boundingBox();
    return box === null ? Infinity : box.y + box.height;
  };
  await page.setViewportSize(DEVICES.phone);
  await openSheet(page, id);
  await scoreByThumb(page);
  await expect(progressOf(chair.page, tablet)).toHaveText('40/40');
  for (const size of [DEVICES.tablet, DEVICES.tabletOnItsSide, DEVICES.phoneOnItsSide]) {
    await page.setViewportSize(size);
    await page.goto(`/evaluations/${id}/score?at=A1.1.1`);
    await expect(field(page, 'A1.1.1')).toBeEditable();
    expect(await placeIn(page, [field(page, 'A1.1.1'), next])).toBe('in the lower third');
    await field(page, 'A1.1.1').tap();
    const keyboard = Math.round(size.height * 0.45);
    await cover(keyboard);
    await expect.poll(() => bottomOf(next)).toBeLessThanOrEqual(size.height - keyboard);
    // who types goes on typing: the way on keeps the keyboard where it is
    await field(page, 'A1.1.1').fill('5.5');
    await next.tap();
    await expect(field(page, 'A1.1.2')).toBeFocused();
    await cover(0);
    await expect.poll(() => bottomOf(next)).toBeGreaterThan(size.height - keyboard);
    await shoot(page, `scoring-4-tablet-${size.width}`);
    await page.getByRole('button', { name: '上一项' }).tap();
    await expect(field(page, 'A1.1.1')).toHaveValue('5.5');
    await expectSaved(page);
  }
});
