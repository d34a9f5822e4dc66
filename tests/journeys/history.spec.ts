/** Who changed what, when, read from the log; and the sheet as it stood at a moment. [HI1–HI4] */
import { bringTo, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { expectSaved, openSheet, recordFigure } from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';

test('[HI1, HI2] what two people measured stands line by line, and no ballot before the reveal', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.2.2');
  await recordFigure(chair.page, '面积', '286');
  await chair.page.keyboard.press('Tab');
  await expectSaved(chair.page);
  await openSheet(bo.page, id, 'A1.2.2');
  await recordFigure(bo.page, '面积', '312');
  await bo.page.keyboard.press('Tab');
  await expectSaved(bo.page);
  // What a colleague sees is in the log.
  await expect(chair.page.getByRole('textbox', { name: '面积：实际数值' })).toHaveValue('312');

  await bo.page.getByRole('link', { name: '变更记录' }).click();
  const rows = bo.page.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toContainText(bo.name);
  await expect(rows.nth(1)).toContainText('286 ㎡ → 312 ㎡');
  await expect(rows.nth(2)).toContainText(chair.name);
  await expect(rows.nth(2)).toContainText('（空） → 286 ㎡');
  await expect(bo.page.getByText('公开评分前，这里不显示任何人的个人评分表。')).toBeVisible();
  await shootWidths(bo.page, 'history-1-lines');

  // an indicator that nobody has touched says so
  await bo.page.getByRole('button', { name: '下一项' }).click();
  await expect(bo.page.getByText('还没有人改过这一项')).toBeVisible();
  await shoot(bo.page, 'history-2-none');
});

test('[HI4] the sheet as it stood at the reveal differs from what was agreed later', async ({ people }) => {
  const [officer, chair, bo, chen, dora, eve] = await people([
    'county.officer',
    ...(['chair', 'panelist1', 'panelist2', 'panelist3', 'panelist4'] as const),
  ]);
  const panel = [chair, bo, chen, dora, eve] as const;
  const id = await bringTo('agreed', { officer, panel }, { agreed: { 'A1.2.2': 80 } });
  await bo.page.goto(`/evaluations/${id}/history?at=A1.2.2`);
  await expect(bo.page.getByRole('row').filter({ hasText: 'A1.2.2 评定分' })).toContainText('（空） → 8 分');
  await shootWidths(bo.page, 'history-3-deliberation');

  const line = bo.page.getByRole('row').filter({ hasText: 'A1.2.2 评定分' });
  await line.getByRole('link', { name: /^查看当时：/ }).click();
  const sheet = bo.page.getByRole('table');
  const floor = sheet
    .getByRole('row')
    .filter({ has: bo.page.getByRole('link', { name: 'A1.2.2', exact: true }) });
  await expect(floor).toContainText('A1.2.2 有缺项');
  await shootWidths(bo.page, 'history-4-standing');

  await bo.page.getByRole('button', { name: '开始评分时' }).click();
  await expect(bo.page.getByText('当时还没有内容')).toBeVisible();
  await bo.page.getByLabel('查看某一时刻').fill('');
  await bo.page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(bo.page.getByText('请选择日期和时间')).toBeVisible();
  await shoot(bo.page, 'history-5-refused');
});
