/** Point 1: the inspection record: typed facts and checklists filled in together, two readings until a person has settled them. */
import type { Sheet } from '@heping/protocol';
import type { Locator, Page } from '@playwright/test';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import { bringTo, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { expectSaved, openSheet, pane } from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';

const openRecord = async (page: Page, id: string, query = ''): Promise<void> => {
  await page.goto(`/evaluations/${id}/record${query}`);
  await expect(page.getByRole('heading', { level: 2, name: /检查记录表|Inspection record/ })).toBeVisible();
};
const fact = (page: Page, requirement: string): Locator =>
  page.locator(`[data-requirement="${requirement}"]`);
const item = (page: Page, key: string): Locator => page.locator(`[data-item="${key}"]`);
const mark = (on: Locator, word: string): Promise<void> =>
  on.getByRole('radio', { name: word, exact: true }).check();

test('the record is filled in by two at once: a fact with how it was got, checklists with what proves each item', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openRecord(chair.page, id);
  await openSheet(bo.page, id, 'A1.3.2');
  const sum = chair.page.locator('.record > header');
  await expect(sum).toContainText(/已记录 0\/\d+/);

  // one on the score page, the other on the page of the whole record
  await mark(item(bo.page, 'logo.after-dusk'), '有');
  await expect(item(chair.page, 'logo.after-dusk').getByRole('radio', { name: '有' })).toBeChecked();
  await expect(sum).toContainText(/已记录 1\/\d+/);

  const operation = item(chair.page, 'mechanisms.operation');
  await mark(operation, '有');
  await expect(operation).toContainText('待补：文件名称或文号、文件日期、最近使用');
  await operation.getByRole('textbox', { name: '工作运行：文件名称或文号' }).fill('德社〔2026〕3 号');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).fill('2026.2.1');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).press('Enter');
  await expect(operation.getByRole('textbox', { name: '工作运行：文件日期' })).toHaveValue('2026-02-01');
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).fill('2099-01-01');
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).press('Enter');
  await expect(operation).not.toContainText('待补');
  await expect(operation).toContainText('日期在今天之后或 1949 年以前，请核对。');
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).fill('2月30日');
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).press('Enter');
  await expect(operation).toContainText('看不懂这个日期');
  // a day without a year is the last one: the year is shown at once
  const today = dayIn(TIME_ZONE, Date.now());
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).fill('1月1日');
  await operation.getByRole('textbox', { name: '工作运行：最近使用' }).press('Enter');
  await expect(operation.getByRole('textbox', { name: '工作运行：最近使用' })).toHaveValue(
    `${today.slice(0, 4)}-01-01`,
  );
  await expect(operation).not.toContainText('请核对');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).fill('1850-02-01');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).press('Enter');
  await expect(operation).toContainText('日期在今天之后或 1949 年以前，请核对。');
  await operation.scrollIntoViewIfNeeded();
  await shootWidths(chair.page, 'record-6-day');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).fill('2026-02-01');
  await operation.getByRole('textbox', { name: '工作运行：文件日期' }).press('Enter');

  // numbers that cannot be are kept and pointed out
  const matched = item(chair.page, 'assets.matched');
  await mark(matched, '无');
  await matched.getByRole('textbox', { name: '抽取的物品账物相符：抽取' }).fill('10');
  await matched.getByRole('textbox', { name: '抽取的物品账物相符：相符' }).fill('11');
  await matched.getByRole('textbox', { name: '抽取的物品账物相符：相符' }).press('Enter');
  await expect(matched).toContainText('相符的多于抽取的，请核对。');

  // not applicable needs its reason
  const fees = item(chair.page, 'party-fees.fees');
  await mark(fees, '不适用');
  await expect(sum).toContainText(/已记录 3\/\d+/);
  await fees.getByRole('textbox', { name: /不适用的理由/ }).fill('本年度没有补助');
  await fees.getByRole('textbox', { name: /不适用的理由/ }).press('Enter');
  await expect(sum).toContainText(/已记录 4\/\d+/);

  // a rate with its sample, day and definition; what was absent stays in view while one fills it
  const satisfied = fact(chair.page, 'satisfaction');
  await satisfied.getByRole('textbox', { name: /实际数值/ }).fill('88.5');
  await satisfied.getByRole('textbox', { name: /样本数/ }).fill('57');
  await satisfied.getByRole('textbox', { name: /“满意”的认定标准/ }).fill('“满意”“基本满意”');
  await satisfied.getByRole('textbox', { name: /“满意”的认定标准/ }).press('Enter');
  await expect(satisfied).toContainText('低于标准');
  await expect(satisfied).toContainText('待补：调查日期');
  await expect(chair.page.locator('[data-part="A2.5.2"]')).toContainText('标准 90 %，实际 88.5 %');
  await expectSaved(chair.page);
  await chair.page.evaluate(() => scrollTo(0, 0));
  await shootWidths(chair.page, 'record-1-page');
  await shootWidths(bo.page, 'record-2-score');
  for (const part of ['A2.2.1', 'A2.5.2', 'A1.6.1']) {
    await chair.page.locator(`[data-part="${part}"]`).scrollIntoViewIfNeeded();
    await shootWidths(chair.page, `record-1-${part}`);
  }

  await openRecord(bo.page, id, '?show=missing');
  await expect(bo.page.locator('[data-part="A1.3.2"]')).toBeVisible();
  await mark(item(bo.page, 'logo.by-day'), '有');
  await expect(bo.page.locator('[data-part="A1.3.2"]')).toBeVisible();
});

test('two readings stand beside each other with whose they are; signing waits, and what was not chosen stays readable', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo('agreed', { officer, panel: [chair, bo] });
  await Promise.all([openRecord(chair.page, id), bo.page.goto(`/evaluations/${id}/score?at=A1.2.2`)]);
  const [ours, theirs] = [fact(chair.page, 'floor-area'), fact(bo.page, 'floor-area')];
  await ours.getByRole('combobox', { name: /如何测得/ }).selectOption('产权证明');
  await ours.getByRole('textbox', { name: '面积：说明' }).fill('产权证复印件');
  await ours.getByRole('textbox', { name: '面积：说明' }).press('Enter');

  await theirs.getByRole('button', { name: '我测得不同' }).click();
  const form = theirs.getByRole('form', { name: '面积：另一个读数' });
  await form.getByRole('textbox', { name: '我的读数' }).fill('286');
  await form.getByRole('button', { name: '并列记录' }).click();
  await expect(form).toContainText('请选择如何测得，或写说明。');
  await form.getByRole('combobox').selectOption('现场测量');
  await form.getByRole('textbox', { name: /^说明/ }).fill('激光测距仪');
  await shoot(bo.page, 'record-3-second');
  await form.getByRole('button', { name: '并列记录' }).click();

  for (const [on, { page }] of [
    [ours, chair],
    [theirs, bo],
  ] as const) {
    const box = on.getByRole('group', { name: '两个值待确认' });
    await expect(box).toContainText(`300 ㎡ ${chair.name}`);
    await expect(box).toContainText('产权证复印件；如何测得 产权证明');
    await expect(box).toContainText(`286 ㎡ ${bo.name}`);
    await expect(box).toContainText('激光测距仪；如何测得 现场测量');
    await expect(page.getByText('最高可得分未定').first()).toBeVisible();
  }
  await shootWidths(chair.page, 'record-4-readings');
  const refused = await chair.ask('POST', `/evaluations/${id}/lock`, {});
  expect([refused.status, refused.body.error]).toEqual([422, 'INCOMPLETE']);
  expect(refused.body.details).toEqual([
    { kind: 'conflict', indicator: 'A1.2.2', requirement: 'floor-area' },
  ]);

  // an item of a list, too
  await bo.page.goto(`/evaluations/${id}/score?at=A1.4.1`);
  await bo.page
    .getByRole('button', { name: /我看到的不同/ })
    .first()
    .click();
  const other = bo.page.getByRole('form');
  await expect(other).toContainText('我看到的是“无”。');
  await other.getByRole('button', { name: '取消' }).click();

  await mark(item(chair.page, 'logo.after-dusk'), '有');
  await openRecord(chair.page, id, '?show=disputed');
  await expect(chair.page.locator('[data-part]')).toHaveCount(1);
  await ours.getByRole('button', { name: '采用 286 ㎡' }).click();
  await expect(ours).toContainText('低于标准');
  await expect(ours.getByRole('textbox', { name: '面积：说明' })).toHaveValue('激光测距仪');
  await expect(ours.getByRole('combobox', { name: /如何测得/ })).toHaveValue('measured');
  await ours.getByText('曾有不同读数（1 次），已选定').click();
  await expect(ours).toContainText(`${chair.name}选定：286 ㎡`);
  await expect(ours.locator('details')).toContainText('300 ㎡');
  await shoot(chair.page, 'record-5-settled');

  // it is signed with the rest
  await ours.getByRole('textbox', { name: '面积：实际数值' }).fill('300');
  await ours.getByRole('textbox', { name: '面积：实际数值' }).press('Enter');
  await expectSaved(chair.page);
  await chair.post(`/evaluations/${id}/lock`);
  const { sheets } = await chair.get<{ sheets: Sheet[] }>(`/evaluations/${id}/sheets`);
  expect(sheets[0]?.content.readings).toEqual([
    {
      key: 'floor-area',
      values: [
        { value: 3000, by: chair.id, beside: { how: '产权证复印件', way: 'certificate' } },
        { value: 2860, by: bo.id, beside: { how: '激光测距仪', way: 'measured' } },
      ],
      taken: 2860,
      by: chair.id,
    },
  ]);
  expect(sheets[0]?.faults).toEqual([]);

  // on the signing page and on paper stands what was found
  await chair.page.goto(`/evaluations/${id}/sign`);
  await expect(chair.page.locator('[data-detail="A1.3.2"]')).toContainText('LOGO 和名称（天黑后拍摄）');
  await expect(chair.page.locator('[data-detail="A1.2.2"]')).toContainText(`选定 286 ㎡（${chair.name}）`);
  await shootWidths(chair.page, 'record-6-signing');
  await chair.page.goto(`/evaluations/${id}/print`);
  const annex = chair.page.getByRole('table').last();
  await expect(annex).toContainText('LOGO 和名称（天黑后拍摄）');
  await annex.scrollIntoViewIfNeeded();
  await shoot(chair.page, 'record-7-paper');

  // from the lock on the record is read only
  await bo.page.goto(`/evaluations/${id}/score?at=A1.3.2`);
  await expect(pane(bo.page)).toContainText('未填');
  await expect(item(bo.page, 'logo.by-day').getByRole('radio')).toHaveCount(0);
});
