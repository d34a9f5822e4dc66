/** Who changed what, when, read from the log; and the sheet as it stood at a moment. [HI1–HI4, HI7] */
import { bringTo, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { cards, choose, photo, queue } from './pieces.ts';
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
  // Written unseen it would be a conflict, and no change of what the other measured.
  await expect(bo.page.getByRole('textbox', { name: '面积：实际数值' })).toHaveValue('286');
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
  await expect(bo.page.getByText('请填写日期，例如 2026-11-30')).toBeVisible();
  const time = bo.page.getByLabel('时间', { exact: true });
  await bo.page.getByLabel('查看某一时刻').fill('2026-01-05');
  await time.fill('25:99');
  await time.press('Enter');
  await expect(bo.page.getByText('时间请写作 14:05')).toBeVisible();
  await bo.page.getByLabel('查看某一时刻').fill('2999-01-01');
  await time.fill('');
  await time.press('Enter');
  await expect(bo.page.getByText('这个时刻还没有到')).toBeVisible();
  await shoot(bo.page, 'history-5-refused');
  // An address can be typed, too: the server refuses with the same words.
  bo.expects(/status of 422/);
  await bo.page.goto(`/evaluations/${id}/history?at=A1.2.2&moment=32503680000000`);
  await expect(bo.page.getByText('这个时刻还没有到')).toBeVisible();
});

test('[HI7] evidence as it stood: a photo with its caption and the note, after both have been taken out', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.2.2');
  await recordFigure(chair.page, '面积', '286');
  await chair.page.keyboard.press('Tab');
  const note = chair.page.getByRole('textbox', { name: 'A1.2.2 佐证记录' });
  await note.click();
  await chair.page.keyboard.type('激光测距，两遍一致。');
  await choose(chair.page, [await photo(5)]);
  await expect(queue(chair.page)).toContainText('已上传 1，待上传 0');
  await cards(chair.page).getByRole('button').click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByLabel('说明', { exact: true }).fill('一层平面');
  await chair.page.keyboard.press('Escape');
  await expectSaved(chair.page);

  // A colleague takes the photo out, and the note is rubbed out: neither stands on the sheet any more.
  await openSheet(bo.page, id, 'A1.2.2');
  await cards(bo.page).getByRole('button').click();
  await bo.page.getByRole('dialog').getByRole('button', { name: '移除', exact: true }).click();
  await expect(cards(chair.page)).toHaveCount(0);
  await note.click();
  await chair.page.keyboard.press('Control+a');
  await chair.page.keyboard.press('Delete');
  await expectSaved(chair.page);

  const { page } = officer;
  const line = (text: string) => page.getByRole('row').filter({ hasText: text });
  const lookAt = async (text: string) => {
    await page.goto(`/evaluations/${id}/history?at=A1.2.2`);
    await line(text)
      .getByRole('link', { name: /^查看当时：/ })
      .click();
  };
  const floor = page.getByRole('rowgroup').filter({
    has: page.getByRole('link', { name: 'A1.2.2', exact: true }),
  });
  await lookAt('一层平面');
  await expect(page.getByText('佐证：照片或文件 1 件，1 项有佐证记录。')).toBeVisible();
  await expect(floor).toContainText('激光测距，两遍一致。');
  await expect(floor).toContainText('一层平面 比对');
  await expect(floor).toContainText(chair.name);
  await expect(floor).toContainText('IMG_0005.jpg');
  const picture = floor.getByRole('link', { name: '查看佐证“一层平面”' });
  await expect(picture.locator('img')).toHaveJSProperty('complete', true);
  await expect(picture.locator('img')).not.toHaveJSProperty('naturalWidth', 0);
  const bytes = await officer.context.request.get(`${officer.origin}${await picture.getAttribute('href')}`);
  expect([bytes.status(), bytes.headers()['content-type']]).toEqual([200, 'image/jpeg']);
  await shootWidths(page, 'history-6-evidence');
  // Folded away and opened again by keyboard.
  const fold = floor.locator('summary');
  await fold.focus();
  await page.keyboard.press('Enter');
  await expect(picture).toBeHidden();
  await page.getByRole('button', { name: '展开全部' }).click();
  await expect(picture).toBeVisible();

  await lookAt('在用 → 已移除');
  await expect(floor.locator('summary')).toContainText('当时已移除 1 件');
  await expect(page.getByText('佐证：照片或文件 0 件')).toBeVisible();
  await shoot(page, 'history-7-taken-out');

  await lookAt('（空） → 286 ㎡');
  await expect(page.getByText('当时还没有佐证记录、照片或文件。')).toBeVisible();
  await expect(floor).toContainText('面积 286 ㎡');
  await shoot(page, 'history-8-no-evidence');
});
