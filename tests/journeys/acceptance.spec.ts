/** 整改、验收、回头看、重复: reported by its owner, verified, submitted, closed by another officer; what did not last is linked. */
import {
  addMeasure,
  causeOf,
  giveMeasure,
  setMeasure,
  wordsOf,
  writeText,
  type RectificationPlan,
} from '@heping/protocol';
import { inDays } from './days.ts';
import { writeIn } from './document.ts';
import { bringTo, DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person } from './person.ts';
import { withoutNotice } from './rectify.ts';
import { shootWidths } from './shots.ts';

interface MeasuresAnswer {
  readonly measures: readonly { readonly id: string }[];
}
const CENTRE = 'centre-wukang';

/** One finding, accepted and planned with a measure of this owner; the plan is approved. Answers the finding and the measure. */
async function planned(
  evaluation: string,
  { leader, officer, owner }: { readonly leader: Person; readonly officer: Person; readonly owner: Person },
): Promise<{ readonly finding: string; readonly measure: string }> {
  const path = `/evaluations/${evaluation}`;
  const { findings } = await leader.get<RectificationPlan>(`${path}/plan`);
  const [only] = findings;
  if (only === undefined) throw new Error('nothing was found');
  await leader.post(`${path}/cases/${only.id}/accept`);
  await writeIn(leader, { kind: 'plan', evaluation }, (plan) => {
    writeText(causeOf(plan, 1), '没有专人负责');
    const place = addMeasure(plan, { finding: 1, slot: 'aaaaaa' }, 'corrective');
    giveMeasure(plan, place, { id: owner.id, name: null });
    setMeasure(plan, place, 'due', only.dueOn);
    writeText(wordsOf(plan, place), '重做导视牌并专人维护');
  });
  await leader.post(`${path}/plan/submit`);
  const { submissions } = await officer.get<RectificationPlan>(`${path}/plan`);
  await officer.post(`${path}/plan/approve`, { revision: 1, hash: submissions[0]?.hash });
  const { measures } = await leader.get<MeasuresAnswer>(`${path}/measures`);
  return { finding: only.id, measure: measures[0]?.id ?? '' };
}

test('reported, verified, submitted, closed by another; a look-back that finds it undone opens a linked finding', async ({
  people,
}) => {
  const [admin, leader, officer, second, owner, chair] = await people([
    ...(['admin', 'shao.jie', 'county.officer', 'panelist3', 'panelist4', 'chair'] as const),
  ]);
  const [bo] = await people(['panelist1'], { english: true });
  for (const person of [owner, second]) person.expects(...NETWORK);
  // another officer, who is deputy of the centre, too; and one of its staff with an account
  await admin.send('PUT', `/bodies/${DEMO.bodies.county}/officers/${second.id}`);
  await admin.send('PUT', `/centres/${CENTRE}/people/${second.id}`, { role: 'deputy' });
  await admin.send('PUT', `/centres/${CENTRE}/people/${owner.id}`, { role: 'staff' });
  const campaign = await withoutNotice(officer, '德清县整改抽查');
  const id = await bringTo(
    'notice',
    { officer, panel: [chair, bo] },
    { planning: { campaign }, agreed: { 'A1.4.1': 40 } },
  );
  await officer.post(`/evaluations/${id}/publish`);
  const { finding, measure } = await planned(id, { leader, officer, owner });
  const page = `/evaluations/${id}/findings/${finding}`;

  // the owner reaches the measure, and nothing else of it
  await owner.open(`/measures/${measure}`);
  await expect(owner.page.getByText('重做导视牌并专人维护')).toBeVisible();
  await expect(owner.page.getByRole('link', { name: '查看问题全貌' })).toHaveCount(0);
  expect((await owner.ask('GET', `/evaluations/${id}/measures`)).status).toBe(404);
  await owner.page.getByRole('button', { name: '填报进展' }).click();
  const note = owner.page.getByRole('form', { name: '填报进展' });
  await note.getByLabel('已完成').fill('60');
  await note.getByLabel('做了什么').fill('导视牌已下单');
  await note.getByRole('button', { name: '填报进展' }).click();
  await expect(owner.page.getByRole('meter', { name: '自报' })).toHaveAttribute('aria-valuenow', '60');
  await shootWidths(owner.page, 'acceptance-1-owner');

  // more time is asked for and granted
  const until = inDays(300);
  await owner.page.getByRole('button', { name: '申请延期' }).click();
  const asking = owner.page.getByRole('form', { name: '申请延期' });
  await asking.getByLabel('延期至').fill(until);
  await asking.getByLabel('理由').fill('厂家排期');
  await asking.getByRole('button', { name: '申请延期' }).click();
  await expect(owner.page.getByText(`申请延期至 ${until}`)).toBeVisible();
  await officer.open(page);
  await officer.page.getByRole('button', { name: '同意延期', exact: true }).click();
  const granting = officer.page.getByRole('form', { name: '同意延期', exact: true });
  await granting.getByLabel('理由').fill('确有困难');
  await granting.getByRole('button', { name: '同意延期', exact: true }).click();
  await expect(owner.page.getByRole('button', { name: '报告完成' })).toBeVisible();
  await owner.page.reload();
  await expect(owner.page.getByRole('definition').filter({ hasText: until })).toBeVisible();

  // reported; the bars are two, and not alike
  await owner.page.getByRole('button', { name: '报告完成' }).click();
  const report = owner.page.getByRole('form', { name: '报告完成' });
  await expect(report.getByRole('button', { name: '报告完成' })).toHaveAttribute('aria-disabled', 'true');
  await report.getByLabel('做了什么').fill('已全部安装，专人每周检查');
  await report.getByRole('button', { name: '报告完成' }).click();
  await expect(owner.page.locator('[data-measure]')).toHaveAttribute('data-state', 'reported');
  const section = (name: string) => officer.page.locator(`[data-section="${name}"]`);
  await expect(section('measures').getByRole('meter', { name: '自报' })).toHaveAttribute(
    'aria-valuenow',
    '100',
  );
  await expect(section('measures').getByRole('meter', { name: '核验' })).toHaveAttribute(
    'aria-valuenow',
    '0',
  );

  // sent back, and reported by the second officer, who is deputy of the centre
  await section('measures').getByRole('button', { name: '退回' }).click();
  const back = officer.page.getByRole('form', { name: '退回' });
  await back.getByLabel('理由').fill('二楼缺一块');
  await back.getByRole('button', { name: '退回' }).click();
  await expect(section('measures').getByText('二楼缺一块')).toBeVisible();
  await second.post(`/measures/${measure}/report`, { text: '二楼已补' });
  await leader.open(page);
  await leader.page.getByRole('button', { name: '提交验收' }).click();
  const submission = leader.page.getByRole('form', { name: '提交验收' });
  await submission.getByRole('button', { name: '提交验收' }).click();
  await expect(leader.page.getByRole('button', { name: '撤回提交' })).toBeVisible();
  await shootWidths(leader.page, 'acceptance-2-submitted');

  // who is deputy of the centre, and reported it, does not close it, and reads why
  await second.open(page);
  const closing = second.page.getByRole('button', { name: '验收通过、销号' });
  await expect(closing).toHaveAttribute('aria-disabled', 'true');
  await expect(second.page.getByText('您与被评价的中心有关联').first()).toBeVisible();
  const own = await second.ask('POST', `/evaluations/${id}/cases/${finding}/close`, {
    ...{ submittedAt: 0, reason: '通过', verifyReported: true },
  });
  expect([own.status, own.body.error]).toEqual([409, 'OFFICER_TIED']);

  // another officer closes it, with a day for a look-back
  const lookBack = inDays(500);
  await officer.page.getByRole('button', { name: '验收通过、销号' }).click();
  const form = officer.page.getByRole('form', { name: '验收通过、销号' });
  await form.getByLabel('验收意见').fill('现场核实，已整改到位');
  await form.getByLabel('同时核验通过 1 项').check();
  await form.getByLabel('回头看日期').fill(lookBack);
  await shootWidths(officer.page, 'acceptance-3-closing');
  await form.getByRole('button', { name: '验收通过、销号' }).click();
  await expect(section('acceptance').getByText('现场核实，已整改到位')).toBeVisible();
  await expect(leader.page.getByText(`约定 ${lookBack} 回头看。`)).toBeVisible();
  await expect(leader.page.getByRole('button', { name: /提交验收|撤回提交/ })).toHaveCount(0);
  expect((await officer.get<{ phase: string }>(`/evaluations/${id}`)).phase).toBe('closed');

  // the look-back finds it undone: a finding of its own, and the old one stays closed
  await section('look-back').getByRole('button', { name: '进行回头看' }).click();
  const looking = officer.page.getByRole('form', { name: '进行回头看' });
  await looking.getByLabel('无效').check();
  await looking.getByLabel('看到的情况').fill('导视牌又脱落');
  await looking.getByRole('button', { name: '记录回头看' }).click();
  const led = section('look-back').getByRole('link', { name: /已列为新问题 \d{4}-002/ });
  await expect(led).toBeVisible();
  await shootWidths(officer.page, 'acceptance-4-look-back');
  expect((await officer.get<{ phase: string }>(`/evaluations/${id}`)).phase).toBe('rectifying');

  // confirmed as the same by a person; the chain is one press
  await led.click();
  await expect(section('repeats').getByRole('link', { name: /\d{4}-001/ })).toBeVisible();
  await section('repeats').getByRole('button', { name: '认定为重复' }).click();
  const dialog = officer.page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('同一块导视牌');
  await dialog.getByRole('button', { name: '认定为重复' }).click();
  await expect(section('repeats').getByText('同一块导视牌')).toBeVisible();
  await expect(officer.page.locator('[data-state="awaiting-response"]').getByText('重复')).toBeVisible();
  await section('chain').getByRole('button', { name: '查看全部 2 次' }).click();
  await expect(section('chain').getByRole('listitem')).toHaveCount(2);
  await shootWidths(officer.page, 'acceptance-5-chain');
  await section('chain').getByRole('link', { name: /-001$/ }).click();
  await expect(section('acceptance').getByText('现场核实，已整改到位')).toBeVisible();

  // the panel reads it, in English, too
  await bo.open(page);
  await expect(bo.page.getByRole('heading', { name: 'Acceptance' })).toBeVisible();
  await expect(bo.page.getByText('not effective')).toBeVisible();
  await expect(bo.page.getByRole('button', { name: /Submit|Verify|Accept/ })).toHaveCount(0);
  await shootWidths(bo.page, 'acceptance-6-english');
});
