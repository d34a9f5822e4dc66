/** Point 8: kill -9 in the middle of scoring; what was shown as saved is there afterwards, deletions included. */
import { INDICATORS, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import { expectSaved, field, openSheet, points, saveState, scoreByKeyboard, tree } from './sheet.ts';
import { shoot } from './shots.ts';

test('the server dies while several people score, and comes back: saved is saved, and what was not sent arrives', async ({
  server,
  people,
}) => {
  const [officer, chair, bo, chen] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  for (const person of [chair, bo, chen]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await Promise.all([chair, bo, chen].map(({ page }) => openSheet(page, id)));

  // one has finished, cleared a score and written a note; it says saved, and the browser is closed
  await scoreByKeyboard(chen.page, (_, maximum) => points(maximum), INDICATORS.slice(0, 6));
  await tree(chen.page).locator('[data-indicator="A1.1.2"]').click();
  await field(chen.page, 'A1.1.2').focus();
  await chen.page.keyboard.press('Backspace');
  await chen.page.getByRole('textbox', { name: 'A1.1.2 佐证记录' }).click();
  await chen.page.keyboard.type('灭火器已过期。');
  await chen.page.keyboard.press('Control+A');
  await chen.page.keyboard.press('Delete');
  await chen.page.keyboard.type('灭火器在有效期内。');
  await expectSaved(chen.page);
  await chen.context.close();

  // two are in the middle of it
  const typing = Promise.all(
    [chair, bo].map(({ page }) =>
      scoreByKeyboard(page, (_, maximum) => points(maximum), INDICATORS.slice(0, 20)),
    ),
  );
  await expect(tree(bo.page).getByRole('meter', { name: '本表进度' })).toHaveAttribute(
    'aria-valuetext',
    /^([5-9]|1\d)\/40$/,
  );
  await server.kill9();
  await typing;
  for (const { page } of [chair, bo]) {
    await expect(saveState(page)).toHaveAttribute('data-save-state', 'waiting');
    await expect(saveState(page)).toContainText(/已存本机，\d+ 处待发送/);
  }
  await shoot(bo.page, 'crash-1-gone');

  await server.start();
  const [again] = await people(['panelist2']);
  await openSheet(again.page, id, 'A1.1.2');
  await expect(tree(again.page).getByRole('meter', { name: '本表进度' })).toHaveAttribute(
    'aria-valuetext',
    '5/40',
  );
  await expect(field(again.page, 'A1.1.2')).toHaveValue('');
  await expect(again.page.getByRole('textbox', { name: 'A1.1.2 佐证记录' })).toHaveText('灭火器在有效期内。');
  for (const { page } of [chair, bo]) await expectSaved(page);
  await shoot(bo.page, 'crash-2-back');
  const [elsewhere] = await people(['panelist1']);
  await openSheet(elsewhere.page, id);
  await expect(tree(elsewhere.page).getByRole('meter', { name: '本表进度' })).toHaveAttribute(
    'aria-valuetext',
    '20/40',
  );
});

test('saved means on disk: killed at the moment the page says so, nothing of it is missing', async ({
  server,
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  for (const person of [chair, bo]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id);
  for (const [round, score] of ['6', '4.5', ''].entries()) {
    await field(bo.page, 'A1.1.1').focus();
    await bo.page.keyboard.press('Backspace');
    await bo.page.keyboard.type(score);
    await bo.page.keyboard.press('Tab');
    await expect(saveState(bo.page)).toHaveAttribute('data-save-state', 'saved');
    await server.kill9();
    // Whoever has unsent work would send it again: this browser may not.
    await bo.page.close();
    await server.start();
    bo.page = await bo.context.newPage();
    const [witness] = await people(['panelist1']);
    await openSheet(witness.page, id);
    await expect(field(witness.page, 'A1.1.1'), `round ${round}`).toHaveValue(score);
    await witness.page.close();
    await openSheet(bo.page, id);
  }
});
