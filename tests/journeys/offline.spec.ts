/** Point 7: without a network the work goes on, also in a browser opened anew; the page says honestly what is where. */
import type { Page } from '@playwright/test';
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import { expectSaved, field, openSheet, pane, recordFigure, saveState, tree } from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';
import { untilKept } from './tablet.ts';

const note = (page: Page, code: string) => page.getByRole('textbox', { name: `${code} 佐证记录` });

test('the network goes, one scores and writes on, closes the browser, opens it again, the network returns: all is there', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id, 'A1.2.2');
  await openSheet(chair.page, id);
  await field(chair.page, 'A1.1.1').fill('5.5');
  await field(chair.page, 'A1.1.1').press('Enter');
  await field(chair.page, 'A1.1.2').fill('2');
  await field(chair.page, 'A1.1.2').press('Enter');
  await expectSaved(chair.page);
  await untilKept(chair.page);

  // gone: a score, a cleared score, a remark, a fact, a note
  await chair.context.setOffline(true);
  await expect(saveState(chair.page)).toContainText('离线');
  const panel = chair.page.getByRole('region', { name: '评价组' });
  await expect(panel.getByRole('listitem').filter({ hasText: bo.name })).toContainText('未知');
  await expect(panel).toContainText('离线时看不到其他人。');
  await field(chair.page, 'A1.1.3').fill('1.5');
  await field(chair.page, 'A1.1.3').press('Enter');
  await tree(chair.page).locator('[data-indicator="A1.1.1"]').click();
  await field(chair.page, 'A1.1.1').focus();
  await chair.page.keyboard.press('Backspace');
  await expect(field(chair.page, 'A1.1.1')).toHaveValue('');
  await chair.page.getByRole('textbox', { name: '备注' }).fill('离线时写的备注');
  await tree(chair.page).locator('[data-indicator="A1.2.2"]').click();
  await recordFigure(chair.page, '面积', '312');
  await note(chair.page, 'A1.2.2').click();
  await chair.page.keyboard.type('离线时量了三间。');
  await expect(saveState(chair.page)).toHaveAttribute('data-save-state', 'waiting');
  await expect(saveState(chair.page)).toContainText(/已存本机，[5-9] 处待发送/);
  await saveState(chair.page).click();
  const dialog = chair.page.getByRole('dialog', { name: '保存情况' });
  await expect(dialog.getByRole('listitem')).toContainText(['A1.1.3 评分', 'A1.1.1 评分']);
  await expect(dialog).toContainText('未连上服务器，内容保存在本机，恢复后自动发送。');
  await shootWidths(chair.page, 'offline-1-waiting');

  // the colleague goes on meanwhile
  await note(bo.page, 'A1.2.2').click();
  await bo.page.keyboard.type('在线的人也写了一句。');
  await expectSaved(bo.page);

  // closed and opened again, still without a network
  await chair.page.close();
  chair.page = await chair.context.newPage();
  await chair.page.goto(`/evaluations/${id}/score?at=A1.1.1`);
  await expect(chair.page.getByText(/没有网络：显示的是本机 .* 保存的内容/)).toBeVisible();
  await expect(chair.page.getByRole('status').filter({ hasText: '没有网络' })).toHaveCount(1);
  await expect(field(chair.page, 'A1.1.1')).toHaveValue('');
  await expect(chair.page.getByRole('textbox', { name: '备注' })).toHaveValue('离线时写的备注');
  await expect(saveState(chair.page)).toHaveAttribute('data-save-state', 'waiting');
  await tree(chair.page).locator('[data-indicator="A1.1.3"]').click();
  await expect(field(chair.page, 'A1.1.3')).toHaveValue('1.5');
  await field(chair.page, 'A1.1.3').fill('1');
  await field(chair.page, 'A1.1.3').press('Enter');
  await expect(note(bo.page, 'A1.2.2')).not.toContainText('离线时量了三间。');
  await shoot(chair.page, 'offline-2-reopened');
  // on its side a phone has half of its height for the indicator, whatever stands above and below it
  await chair.page.setViewportSize({ width: 844, height: 390 });
  const heading = pane(chair.page).getByRole('heading').first();
  await expect.poll(async () => (await heading.boundingBox())?.y ?? 999).toBeLessThan(130);
  const foot = await chair.page.locator('.foot').boundingBox();
  expect(
    (foot?.y ?? 0) - ((await chair.page.locator('.room .bar').boundingBox())?.height ?? 390),
  ).toBeGreaterThan(195);
  await shoot(chair.page, 'offline-2-on-its-side');
  await chair.page.setViewportSize({ width: 1440, height: 900 });

  // back
  await chair.context.setOffline(false);
  await expectSaved(chair.page);
  await expect(chair.page.getByText(/没有网络：显示的是本机/)).toBeHidden();
  await expect(note(bo.page, 'A1.2.2')).toContainText('离线时量了三间。');
  await expect(note(bo.page, 'A1.2.2')).toContainText('在线的人也写了一句。');
  await expect(bo.page.getByRole('textbox', { name: '面积：实际数值' })).toHaveValue('312');
  const [elsewhere] = await people(['chair']);
  await openSheet(elsewhere.page, id);
  await expect(field(elsewhere.page, 'A1.1.1')).toHaveValue('');
  await expect(elsewhere.page.getByRole('textbox', { name: '备注' })).toHaveValue('离线时写的备注');
  await expect(tree(elsewhere.page).getByRole('meter', { name: '本表进度' })).toHaveAttribute(
    'aria-valuetext',
    '2/40',
  );
  await tree(elsewhere.page).locator('[data-indicator="A1.1.3"]').click();
  await expect(field(elsewhere.page, 'A1.1.3')).toHaveValue('1');
});

test('what was written offline after the ballots were revealed is refused with its reason and kept as a copy', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  bo.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id);
  await field(bo.page, 'A1.1.1').fill('6');
  await field(bo.page, 'A1.1.1').press('Enter');
  await expectSaved(bo.page);
  await bo.context.setOffline(true);
  await expect(saveState(bo.page)).toContainText('离线');
  await field(bo.page, 'A1.1.2').fill('1.5');
  await field(bo.page, 'A1.1.2').press('Enter');
  await expect(saveState(bo.page)).toHaveAttribute('data-save-state', 'waiting');
  await chair.post(`/evaluations/${id}/reveal`, { reason: '时间已到' });
  await bo.context.setOffline(false);

  await expect(saveState(bo.page)).toHaveAttribute('data-save-state', 'refused');
  await expect(saveState(bo.page)).toContainText('未接受 1 处');
  await saveState(bo.page).click();
  const dialog = bo.page.getByRole('dialog', { name: '保存情况' });
  await expect(dialog).toContainText('“集体评议”阶段不能再修改这份内容');
  await dialog.getByRole('button', { name: '查看副本' }).click();
  const row = dialog.getByRole('row').filter({ hasText: 'A1.1.2 评分' });
  await expect(row).toContainText('1.5 分');
  await shootWidths(bo.page, 'offline-3-refused');
  const { ballots } = await chair.get<{
    ballots: { person: { id: string }; scores: Record<string, number | null> }[];
  }>(`/evaluations/${id}/ballots`);
  const frozen = ballots.find(({ person }) => person.id === bo.id)?.scores;
  expect([frozen?.['A1.1.1'], frozen?.['A1.1.2']]).toEqual([60, null]);
});
