/** Whoever is writing goes on writing, whatever is decided of the evaluation meanwhile. */
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { openSheet } from './sheet.ts';

test('an evidence note keeps its caret when the evaluation is asked for again', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.1.2');
  const note = chair.page.getByRole('textbox', { name: 'A1.1.2 佐证记录' });
  await note.click();
  await chair.page.keyboard.type('灭火器');
  await bo.post(`/evaluations/${id}/recuse`, { reason: '与该中心有业务往来' });
  const panel = chair.page.getByRole('region', { name: '评价组' });
  await expect(panel.getByRole('listitem').filter({ hasText: bo.name })).toContainText('回避');
  await chair.page.keyboard.type('在有效期内。');
  await expect(note).toHaveText('灭火器在有效期内。');
});
