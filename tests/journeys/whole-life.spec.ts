/** A leader and three officers in four browsers: from delivery to closure, and again. */
import type { RectificationPlan } from '@heping/protocol';
import type { Page } from '@playwright/test';
import { inDays } from './days.ts';
import { bringTo, DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { idOf, NETWORK, PASSWORD } from './person.ts';
import { finding, planned, section, withoutNotice } from './rectify.ts';
import { shootWidths } from './shots.ts';

const isSaved = (page: Page) =>
  expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved');

test('objection, plan returned and approved, extension, acceptance, look-back, repetition: one life, four browsers', async ({
  people,
}) => {
  test.slow();
  const [admin, leader, handler, approver, third, chair, bo] = await people([
    ...(['admin', 'shao.jie', 'county.officer', 'jiang.bo', 'panelist3', 'chair', 'panelist1'] as const),
  ]);
  for (const person of [leader, handler, approver, third]) person.expects(...NETWORK);
  await admin.send('PUT', `/bodies/${DEMO.bodies.county}/officers/${third.id}`);
  const id = await bringTo(
    'notice',
    { officer: handler, panel: [chair, bo] },
    {
      planning: { campaign: await withoutNotice(handler, '德清县全程抽查') },
      facts: { 'floor-area': 2680 },
      agreed: { 'A1.2.2': 20, 'A1.4.1': 40 },
    },
  );
  await handler.post(`/evaluations/${id}/publish`);
  const path = `/evaluations/${id}/findings`;

  // the leader accepts one and objects to the other
  const page = await leader.open(path);
  await finding(page, 'A1.4.1').click();
  await section(page, 'response').getByRole('button', { name: '接受这个问题' }).click();
  await expect(page.getByText('中心已反馈，问题进入整改。')).toBeVisible();
  await page.getByRole('link', { name: /返回问题清单/ }).click();
  await finding(page, 'A1.2.2').click();
  await section(page, 'response').getByRole('button', { name: '提出复核申请' }).click();
  const grounds = page.getByRole('form', { name: '复核申请' });
  await grounds.getByLabel('复核理由').fill('漏计二楼会议室，测绘报告可查。');
  await grounds.getByRole('button', { name: '提交复核申请' }).click();
  await expect(section(page, 'objection').getByText('待审查')).toBeVisible();

  // one officer proposes, another agrees: a new signed revision
  await handler.open(path);
  await finding(handler.page, 'A1.2.2').click();
  const deciding = section(handler.page, 'decision');
  await deciding.getByRole('button', { name: '受理' }).click();
  await deciding.getByRole('button', { name: '提出复核意见' }).click();
  const proposal = deciding.getByRole('form');
  await proposal.getByRole('radio', { name: '部分采纳' }).check();
  await proposal.getByLabel('复核后得分').fill('4');
  await proposal.getByLabel('理由').fill('会议室计入后仍不足。');
  await proposal.getByLabel('登录密码（签字）').fill(PASSWORD);
  await proposal.getByRole('button', { name: '签字并提交审定' }).click();
  await expect(section(handler.page, 'objection').getByText('待审定')).toBeVisible();
  await approver.open(path);
  await finding(approver.page, 'A1.2.2').click();
  const agreeing = section(approver.page, 'decision');
  await agreeing.getByRole('button', { name: '同意并签字' }).first().click();
  await agreeing.getByRole('form').getByLabel('登录密码（签字）').fill(PASSWORD);
  await agreeing.getByRole('form').getByRole('button', { name: '同意并签字' }).click();
  await expect(section(approver.page, 'objection').getByText('部分采纳：得分为 4.0 分。')).toBeVisible();
  await expect(section(page, 'objection').getByText('形成评分表第 2 版')).toBeVisible();

  // all four write the plan; it is returned, mended and approved
  const writers = [leader, handler, approver, third] as const;
  await Promise.all(writers.map((person) => person.open(`/evaluations/${id}/plan`)));
  const causeOn = (at: Page, number: number) =>
    planned(at, number).getByRole('textbox', { name: '问题原因' });
  for (const writer of writers) await expect(causeOn(writer.page, 1)).toBeEditable();
  await Promise.all([
    causeOn(leader.page, 1).pressSequentially('建设时面积不足。'),
    causeOn(third.page, 2).pressSequentially('没有综合服务区。'),
  ]);
  const { findings } = await leader.get<RectificationPlan>(`/evaluations/${id}/plan`);
  for (const [place, writer] of [leader, approver].entries()) {
    const at = planned(writer.page, place + 1);
    await at.getByRole('button', { name: '+ 纠正' }).click();
    const measure = at.getByRole('listitem', { name: '措施 1' });
    await measure.getByRole('textbox', { name: '措施内容' }).fill(`措施之${place + 1}`);
    await measure.getByLabel('责任人', { exact: true }).selectOption(idOf('shao.jie'));
    await measure.getByLabel('完成时限').fill(findings[place]?.dueOn ?? '');
    await measure.getByLabel('完成时限').press('Tab');
    await isSaved(writer.page);
  }
  const submit = leader.page.getByRole('button', { name: '提交方案' });
  const hand = async () => {
    await expect(submit).not.toHaveAttribute('aria-disabled', 'true');
    await submit.click();
    await leader.page.getByRole('dialog').getByRole('button', { name: '提交方案' }).click();
  };
  await hand();
  await third.page.getByRole('button', { name: '退回方案' }).click();
  await third.page.getByRole('dialog').getByRole('textbox').fill('写明做法');
  await third.page.getByRole('dialog').getByRole('button', { name: '退回方案' }).click();
  await expect(leader.page.getByText('写明做法').first()).toBeVisible();
  await planned(leader.page, 1).getByRole('textbox', { name: '措施内容' }).fill('向街道申请扩建会议室');
  await isSaved(leader.page);
  await hand();
  await approver.page.getByRole('button', { name: '批准方案' }).click();
  await approver.page.getByRole('dialog').getByRole('button', { name: '批准方案' }).click();
  await expect(planned(leader.page, 1).getByText('整改中').first()).toBeVisible();
  await shootWidths(leader.page, 'life-1-approved');

  // the leader does it, with more time; what is reported is verified by somebody else
  await leader.open(path);
  await finding(page, 'A1.2.2').click();
  const own = (name: string) => section(page, name);
  await own('measures').getByRole('button', { name: '申请延期' }).click();
  const asking = page.getByRole('form', { name: '申请延期' });
  await asking.getByLabel('延期至').fill(inDays(300));
  await asking.getByLabel('理由').fill('等待批复');
  await asking.getByRole('button', { name: '申请延期' }).click();
  await third.open(path);
  await finding(third.page, 'A1.2.2').click();
  await third.page.getByRole('button', { name: '同意延期', exact: true }).click();
  const granting = third.page.getByRole('form', { name: '同意延期', exact: true });
  await granting.getByLabel('理由').fill('属实');
  await granting.getByRole('button', { name: '同意延期', exact: true }).click();
  await own('measures').getByRole('button', { name: '报告完成' }).click();
  const report = page.getByRole('form', { name: '报告完成' });
  await report.getByLabel('做了什么').fill('已批复并启用');
  await report.getByRole('button', { name: '报告完成' }).click();
  await page.getByRole('button', { name: '提交验收' }).click();
  const submission = page.getByRole('form', { name: '提交验收' });
  await submission.getByLabel('整改情况说明').fill('会议室已启用，测绘报告在现场');
  await submission.getByRole('button', { name: '提交验收' }).click();
  await expect(page.getByRole('button', { name: '撤回提交' })).toBeVisible();

  // accepted by an officer, with a day for a look-back
  await handler.open(path);
  await finding(handler.page, 'A1.2.2').click();
  await expect(section(handler.page, 'acceptance').getByText('会议室已启用')).toBeVisible();
  await handler.page.getByRole('button', { name: '验收通过、销号' }).click();
  const closing = handler.page.getByRole('form', { name: '验收通过、销号' });
  await closing.getByLabel('验收意见').fill('现场核实');
  await closing.getByLabel('同时核验通过 1 项').check();
  await closing.getByLabel('回头看日期').fill(inDays(500));
  await closing.getByRole('button', { name: '验收通过、销号' }).click();
  await expect(section(page, 'acceptance').getByText('现场核实')).toBeVisible();

  // it did not last: a finding of its own, the old one again once a person says so
  await section(handler.page, 'look-back').getByRole('button', { name: '进行回头看' }).click();
  const looking = handler.page.getByRole('form', { name: '进行回头看' });
  await looking.getByLabel('无效').check();
  await looking.getByLabel('看到的情况').fill('会议室改作仓库');
  await looking.getByRole('button', { name: '记录回头看' }).click();
  await section(handler.page, 'look-back')
    .getByRole('link', { name: /已列为新问题 \d{4}-003/ })
    .click();
  await section(handler.page, 'repeats').getByRole('button', { name: '认定为重复' }).click();
  const dialog = handler.page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('同一间会议室');
  await dialog.getByRole('button', { name: '认定为重复' }).click();
  await section(handler.page, 'chain').getByRole('button', { name: '查看全部 2 次' }).click();
  await expect(section(handler.page, 'chain').getByRole('listitem')).toHaveCount(2);

  // the leader finds it waiting on the first page, and what was decided stays closed
  await leader.open('/');
  await expect(page.getByText(/2026-003|\d{4}-003/).first()).toBeVisible();
  await leader.open(path);
  await expect(page.getByText('已销号').first()).toBeVisible();
  await expect(page.getByText('重复').first()).toBeVisible();
  await shootWidths(page, 'life-2-repeated');
});
