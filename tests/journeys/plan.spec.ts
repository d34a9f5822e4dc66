/** 整改方案: a leader and three officers write at once; submitted, returned with a comment at its words, mended, approved. */
import { causeOf, readPlan, type RectificationPlan } from '@heping/protocol';
import type { Locator, Page } from '@playwright/test';
import { openDocument } from './document.ts';
import { bringTo, DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { idOf, type Person } from './person.ts';
import { planned } from './rectify.ts';
import { shoot, shootWidths } from './shots.ts';

const PLAN = (evaluation: string) => ({ kind: 'plan', evaluation }) as const;

/** Delivered with two findings, both accepted by the leader. */
async function deliveredTo(
  leader: Person,
  officer: Person,
  panel: readonly [Person, Person],
): Promise<string> {
  const id = await bringTo(
    'notice',
    { officer, panel: [panel[0], panel[1]] },
    { facts: { 'floor-area': 2680 }, agreed: { 'A1.2.2': 95, 'A1.4.1': 40 } },
  );
  const { findings } = await leader.get<RectificationPlan>(`/evaluations/${id}/plan`);
  for (const finding of findings) await leader.post(`/evaluations/${id}/cases/${finding.id}/accept`);
  return id;
}

const causeOn = (page: Page, number: number): Locator =>
  planned(page, number).getByRole('textbox', { name: '问题原因' });
const isSaved = (page: Page) =>
  expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved');

test('a leader and three officers write one plan at once; returned at its words, mended, approved, changed', async ({
  people,
}) => {
  // Seven browsers, and four of them type.
  test.slow();
  const [admin, leader, officer, mei, gu, chair, bo] = await people([
    ...(['admin', 'shao.jie', 'county.officer', 'panelist3', 'panelist4', 'chair', 'panelist1'] as const),
  ]);
  for (const person of [mei, gu])
    await admin.send('PUT', `/bodies/${DEMO.bodies.county}/officers/${person.id}`);
  const id = await deliveredTo(leader, officer, [chair, bo]);
  const writers = [leader, officer, mei, gu] as const;
  await Promise.all(writers.map((person) => person.open(`/evaluations/${id}/plan`)));
  for (const { page } of writers) await expect(causeOn(page, 1)).toBeEditable();

  // four people in one text: everything stays, and each sees the others' carets
  await causeOn(leader.page, 1).pressSequentially('房屋面积按原标准建设，');
  for (const { page } of writers) await expect(causeOn(page, 1)).toHaveValue(/房屋面积按原标准建设/);
  await causeOn(officer.page, 1).press('Control+End');
  await Promise.all([
    causeOn(officer.page, 1).pressSequentially('扩建经费没有落实，'),
    causeOn(mei.page, 1)
      .press('Control+Home')
      .then(() => causeOn(mei.page, 1).pressSequentially('经查：')),
    causeOn(gu.page, 2).pressSequentially('分区没有按服务功能布置。'),
  ]);
  for (const { page } of writers) {
    await expect(causeOn(page, 1)).toHaveValue('经查：房屋面积按原标准建设，扩建经费没有落实，');
    await expect(causeOn(page, 2)).toHaveValue('分区没有按服务功能布置。');
  }
  const carets = planned(leader.page, 1).locator('[data-caret]');
  await expect(carets).toHaveCount(2);
  await expect(carets.filter({ hasText: officer.name })).toHaveAttribute('data-caret', officer.id);
  await expect(planned(leader.page, 1).getByText(`${mei.name}正在`)).toBeVisible();
  await shootWidths(leader.page, 'plan-1-together');

  // measures are added by several at once
  await planned(leader.page, 1).getByRole('button', { name: '+ 纠正' }).click();
  await planned(officer.page, 2).getByRole('button', { name: '+ 立行立改' }).click();
  const fill = async (page: Page, finding: number, words: string, owner: 'account' | 'name') => {
    const measure = planned(page, finding).getByRole('listitem', { name: '措施 1' });
    await measure.getByRole('textbox', { name: '措施内容' }).fill(words);
    if (owner === 'account')
      await measure.getByLabel('责任人', { exact: true }).selectOption(idOf('shao.jie'));
    else {
      await measure.getByLabel('责任人', { exact: true }).selectOption({ label: '没有账号的人，填写姓名' });
      await measure.getByLabel('责任人姓名').fill('王师傅');
      await measure.getByLabel('责任人姓名').press('Tab');
    }
    return measure;
  };
  const first = await fill(leader.page, 1, '向街道申请扩建', 'account');
  await fill(officer.page, 2, '重新划分服务区', 'name');

  // what lacks is named and leads there
  await isSaved(leader.page);
  const submit = leader.page.getByRole('button', { name: '提交方案' });
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  const refused = await leader.ask('POST', `/evaluations/${id}/plan/submit`, {});
  expect(refused.body.error).toBe('PLAN_GAPS');
  await leader.page
    .getByRole('link', { name: /措施 1：没有完成时限/ })
    .first()
    .click();
  const { findings } = await leader.get<RectificationPlan>(`/evaluations/${id}/plan`);
  const dueOn = findings[0]?.dueOn ?? '';
  // a day that is none stays in the field, is said there, and keeps the plan from being submitted
  await first.getByLabel('完成时限').fill('明天');
  await first.getByLabel('完成时限').press('Tab');
  await expect(first.getByLabel('完成时限')).toHaveAttribute('aria-invalid', 'true');
  await expect(first.getByLabel('完成时限')).toHaveValue('明天');
  await expect(first.getByText(/看不懂这个日期/)).toBeVisible();
  await first.getByLabel('完成时限').fill(dueOn);
  await planned(officer.page, 2)
    .getByLabel('完成时限')
    .fill(findings[1]?.dueOn ?? '');
  await planned(officer.page, 2).getByLabel('完成时限').press('Tab');
  await expect(submit).not.toHaveAttribute('aria-disabled', 'true');
  await submit.click();
  await leader.page.getByRole('dialog').getByRole('button', { name: '提交方案' }).click();
  for (const { page } of writers) await expect(page.getByText('第 1 版').first()).toBeVisible();

  // returned with a comment at the words it is meant for
  const words = planned(officer.page, 1).getByRole('textbox', { name: '措施内容' });
  await words.evaluate((area: HTMLTextAreaElement) => {
    area.focus();
    area.setSelectionRange(1, 3);
    area.dispatchEvent(new Event('select'));
  });
  await planned(officer.page, 1).getByRole('button', { name: '批注所选文字' }).click();
  await officer.page.getByRole('textbox', { name: '对措施内容的批注' }).fill('写明向哪个部门申请');
  await officer.page.getByRole('button', { name: '写入批注' }).click();
  await expect(planned(leader.page, 1).getByText('写明向哪个部门申请')).toBeVisible();
  await expect(planned(leader.page, 1).locator('mark')).toHaveText('街道');
  await officer.page.getByRole('button', { name: '退回方案' }).click();
  const dialog = officer.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('措施不具体');
  await dialog.getByRole('button', { name: '退回方案' }).click();
  await expect(leader.page.getByText('措施不具体').first()).toBeVisible();
  await shootWidths(leader.page, 'plan-2-returned');

  // mended: the mark stays with its words while others write before them
  await first.getByRole('textbox', { name: '措施内容' }).fill('三月底前向街道党建办申请扩建');
  await expect(planned(officer.page, 1).getByRole('textbox', { name: '措施内容' })).toHaveValue(/党建办/);
  await planned(leader.page, 1).getByRole('button', { name: '已处理' }).click();
  await expect(planned(officer.page, 1).locator('mark')).toHaveCount(0);
  await isSaved(leader.page);
  await submit.click();
  await leader.page.getByRole('dialog').getByRole('button', { name: '提交方案' }).click();
  await expect(mei.page.getByText('第 2 版').first()).toBeVisible();

  // two officers decide at once: one is done, the other is told by whom
  const { submissions } = await gu.get<RectificationPlan>(`/evaluations/${id}/plan`);
  await mei.page.getByRole('button', { name: '批准方案' }).click();
  await mei.page.getByRole('dialog').getByRole('button', { name: '批准方案' }).click();
  await expect(leader.page.getByText('已批准').first()).toBeVisible();
  const late = await gu.ask('POST', `/evaluations/${id}/plan/return`, {
    ...{ revision: 2, hash: submissions[0]?.hash, reason: '再看看' },
  });
  expect([late.body.error, late.body.message]).toEqual(['PLAN_STATE', expect.stringContaining(mei.name)]);
  await expect(planned(leader.page, 1).getByText('整改中').first()).toBeVisible();

  // a later change shows as one, word by word
  await causeOn(leader.page, 2).press('Control+End');
  await causeOn(leader.page, 2).pressSequentially('已于当日调整。');
  const changes = planned(officer.page, 2).getByRole('region', { name: '修改对照' });
  await expect(changes.locator('ins').first()).toContainText('已于当日调整');
  await expect(planned(officer.page, 1).getByRole('region', { name: '修改对照' })).toHaveCount(0);
  await isSaved(leader.page);
  await officer.page.getByText('第 1 版').last().click();
  await expect(officer.page.getByText('向街道申请扩建').last()).toBeVisible();
  await shootWidths(officer.page, 'plan-3-changed');
});

test('without a network the plan is written on; the panel reads it and writes nothing', async ({
  people,
}) => {
  const [leader, officer, chair] = await people(['shao.jie', 'county.officer', 'chair']);
  const [bo] = await people(['panelist1'], { english: true });
  leader.expects(/./);
  const id = await deliveredTo(leader, officer, [chair, bo]);
  await leader.open(`/evaluations/${id}/plan`);
  await expect(causeOn(leader.page, 1)).toBeEditable();
  await isSaved(leader.page);
  await leader.context.setOffline(true);
  await causeOn(leader.page, 1).fill('断网时写的原因');
  await expect(leader.page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'waiting');
  await shoot(leader.page, 'plan-4-offline');
  const there = await openDocument(officer, PLAN(id));
  there.doc.transact(() => causeOf(there.doc, 2).insert(0, '同时写的原因'));
  await there.saved();
  await leader.context.setOffline(false);
  await isSaved(leader.page);
  await expect(causeOn(leader.page, 2)).toHaveValue('同时写的原因');
  await expect.poll(() => readPlan(there.doc, [1])[0]?.cause).toBe('断网时写的原因');
  there.close();

  await chair.open(`/evaluations/${id}/plan`);
  await expect(causeOn(chair.page, 1)).toHaveValue('断网时写的原因');
  await expect(causeOn(chair.page, 1)).not.toBeEditable();
  await expect(chair.page.getByRole('button', { name: /提交方案|批准方案|\+ 纠正/ })).toHaveCount(0);
  await shootWidths(chair.page, 'plan-5-panel');
  await bo.open(`/evaluations/${id}/plan`);
  await expect(bo.page.getByRole('heading', { name: 'Rectification plan' })).toBeVisible();
  await shootWidths(bo.page, 'plan-6-english');
});
