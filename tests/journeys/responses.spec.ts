/** Point 2: the centre answers its findings; an objection is proposed and approved by two officers; the sheet is revised. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { bringTo } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD } from './person.ts';
import { finding, section, withoutNotice } from './rectify.ts';
import { shootWidths } from './shots.ts';

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('accepts some, objects to one; proposed, approved in part by another: a new revision, the old one readable', async ({
  people,
}) => {
  const [officer, approver, chair, bo, leader] = await people([
    ...(['county.officer', 'jiang.bo', 'chair', 'panelist1', 'shao.jie'] as const),
  ]);
  const [reader] = await people(['shao.jie'], { english: true });
  const [stranger] = await people(['public'], { signedOut: true });
  for (const person of [leader, approver, officer]) person.expects(...NETWORK);
  const campaign = await withoutNotice(officer, '德清县复核抽查');
  const id = await bringTo(
    'notice',
    { officer, panel: [chair, bo] },
    {
      planning: { campaign },
      facts: { 'floor-area': 2680 },
      agreed: { 'A1.2.2': 20, 'A1.4.1': 40, 'A2.1.1': 10 },
    },
  );
  const path = `/evaluations/${id}/findings`;

  // the leader sees what waits, and accepts one
  const page = await leader.open(`/evaluations/${id}`);
  await page.getByRole('link', { name: '查看问题并反馈' }).click();
  await expect(page.getByRole('heading', { name: /^等我办理/ })).toBeVisible();
  await isAccessible(page);
  await shootWidths(page, 'responses-1-list');
  await finding(page, 'A1.4.1').click();
  await section(page, 'response').getByRole('button', { name: '接受这个问题' }).click();
  await expect(page.getByText('中心已反馈，问题进入整改。')).toBeVisible();
  await page.getByRole('link', { name: /返回问题清单/ }).click();

  // objects to another: what was typed stays when it is refused
  await finding(page, 'A1.2.2').click();
  await section(page, 'response').getByRole('button', { name: '提出复核申请' }).click();
  const form = page.getByRole('form', { name: '复核申请' });
  await form.getByLabel('复核理由').fill('测绘报告载明总面积 312 ㎡，当日漏计二楼会议室。');
  await isAccessible(page);
  await shootWidths(page, 'responses-2-form');
  // a file that is not kept is no part of it: it is taken out before it is sent, and tried again where that may help
  await form
    .getByLabel('选择文件')
    .setInputFiles({ name: '平面图.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await expect(form.getByText('未上传')).toBeVisible();
  const filing = form.getByRole('button', { name: '提交复核申请' });
  await expect(filing).toHaveAttribute('aria-disabled', 'true');
  await expect(form.getByText('有文件不能保存：请移除它，或换一个文件。')).toBeVisible();
  await expect(form.getByRole('button', { name: '再试一次' })).toHaveCount(0);
  await form.getByRole('button', { name: '移除“平面图.svg”' }).click();
  // a reload loses nothing of it
  await page.reload();
  await expect(form.getByLabel('复核理由')).toHaveValue(/漏计二楼会议室/);
  await leader.context.setOffline(true);
  await form.getByRole('button', { name: '提交复核申请' }).click();
  await expect(form.getByRole('note').or(form.getByRole('alert'))).toBeVisible();
  await expect(form.getByLabel('复核理由')).toHaveValue(/漏计二楼会议室/);
  await leader.context.setOffline(false);
  await form.getByRole('button', { name: '提交复核申请' }).click();
  await expect(section(page, 'objection').getByText('待审查')).toBeVisible();

  // the rest at once is the one that is left
  await leader.open(path);
  await finding(page, 'A2.1.1').click();
  await section(page, 'response').getByRole('button', { name: '接受这个问题' }).click();
  await expect(page.getByText('中心已反馈，问题进入整改。')).toBeVisible();

  // the handler takes it and proposes to grant it in part
  const handling = await officer.open(path);
  await finding(handling, 'A1.2.2').click();
  const deciding = section(handling, 'decision');
  await deciding.getByRole('button', { name: '受理' }).click();
  await expect(section(handling, 'objection').getByText('经办人：俞志明')).toBeVisible();
  await deciding.getByRole('button', { name: '提出复核意见' }).click();
  const proposal = deciding.getByRole('form');
  await proposal.getByRole('radio', { name: '部分采纳' }).check();
  await proposal.getByLabel('复核后得分').fill('abc');
  await expect(proposal.getByText(/得分须是 0\.5 分的整数倍/).first()).toBeVisible();
  await expect(proposal.getByRole('button', { name: '签字并提交审定' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await proposal.getByLabel('复核后得分').fill('4');
  await proposal.getByLabel('理由').fill('会议室计入后基本达标，门厅仍不足。');
  await proposal.getByLabel('登录密码（签字）').fill('wrong-password');
  await isAccessible(handling);
  await shootWidths(handling, 'responses-3-propose');
  await proposal.getByRole('button', { name: '签字并提交审定' }).click();
  await expect(proposal.getByText('密码不正确，未执行任何操作。')).toBeVisible();
  await expect(proposal.getByLabel('理由')).toHaveValue(/门厅仍不足/);
  await proposal.getByLabel('登录密码（签字）').fill(PASSWORD);
  await proposal.getByRole('button', { name: '签字并提交审定' }).click();
  await expect(section(handling, 'objection').getByText('待审定')).toBeVisible();
  await expect(deciding.getByText('这是您提出的复核意见').first()).toBeVisible();
  // Nobody of the centre reads it before it is decided, and the score stays.
  await expect(page.getByText('门厅仍不足')).toHaveCount(0);

  // another officer sends it back once, then agrees
  const approving = await approver.open(path);
  await finding(approving, 'A1.2.2').click();
  const panel = section(approving, 'decision');
  await panel.getByRole('button', { name: '退回经办人' }).click();
  const dialog = approving.getByRole('dialog');
  await dialog.getByRole('textbox').fill('请写明依据的测绘报告编号。');
  await dialog.getByRole('button', { name: '退回经办人' }).click();
  await expect(section(handling, 'objection').getByText('待审查')).toBeVisible();
  await deciding.getByRole('button', { name: '重新提出复核意见' }).click();
  await expect(proposal.getByLabel('复核后得分')).toHaveValue('4.0');
  await proposal.getByLabel('理由').fill('测绘报告〔2026〕31 号：会议室计入后基本达标，门厅仍不足。');
  await proposal.getByLabel('登录密码（签字）').fill(PASSWORD);
  await proposal.getByRole('button', { name: '签字并提交审定' }).click();
  await expect(panel.getByText('测绘报告〔2026〕31 号', { exact: false })).toBeVisible();
  await isAccessible(approving);
  await shootWidths(approving, 'responses-4-approve');
  await panel.getByRole('button', { name: '同意并签字' }).first().click();
  const agreeing = panel.getByRole('form');
  await agreeing.getByLabel('登录密码（签字）').fill(PASSWORD);
  await agreeing.getByRole('button', { name: '同意并签字' }).click();
  await expect(section(approving, 'objection').getByText('部分采纳：得分为 4.0 分。')).toBeVisible();

  // the leader reads the decision without asking, and both revisions
  await leader.open(path);
  await finding(page, 'A1.2.2').click();
  await expect(section(page, 'objection').getByText('形成评分表第 2 版')).toBeVisible();
  await expect(section(page, 'history').getByText('复核决定：部分采纳')).toBeVisible();
  await expect(section(page, 'history').getByText('提出复核意见并签字')).toHaveCount(0);
  await isAccessible(page);
  await shootWidths(page, 'responses-5-decided');
  await page.getByRole('link', { name: '查看现行评分表' }).click();
  await expect(
    section(page, 'revised').getByText(/A1\.2\.2（问题 2026-001）：2\.0 分改为 4\.0 分/),
  ).toBeVisible();
  await expect(page.getByText('第 1 版').first()).toBeVisible();
  await page.getByText('查看第 1 版').click();
  await isAccessible(page);
  await shootWidths(page, 'responses-6-result');

  // in English, and for everybody once it is published
  const english = await reader.open(path);
  await expect(english.getByText('awaiting plan').first()).toBeVisible();
  await shootWidths(english, 'responses-7-english-list');
  await finding(english, 'A1.2.2').click();
  await expect(english.getByText('Granted in part: the score is 4.0.')).toBeVisible();
  await isAccessible(english);
  await shootWidths(english, 'responses-8-english');
  await officer.post(`/evaluations/${id}/publish`);
  const open = await stranger.open(`/results/${id}`);
  await expect(section(open, 'revised').getByText(/部分采纳复核申请/)).toBeVisible();
  await expect(open.getByText('门厅仍不足')).toHaveCount(0);
  await open.goto(`/results/${id}/print`);
  await expect(open.getByText(/经复核，A1\.2\.2 由 2\.0 分改为 4\.0 分/)).toBeVisible();
});

test('two of the centre answer at once: one is told by whom and when', async ({ people }) => {
  const [officer, chair, bo, leader] = await people(['county.officer', 'chair', 'panelist1', 'shao.jie']);
  const [again] = await people(['shao.jie']);
  again.expects(...NETWORK);
  leader.expects(...NETWORK);
  const id = await bringTo(
    'notice',
    { officer, panel: [chair, bo] },
    { planning: { campaign: await withoutNotice(officer, '德清县复核抽查') }, agreed: { 'A1.4.1': 40 } },
  );
  await Promise.all(
    [leader, again].map(async (person) => {
      const page = await person.open(`/evaluations/${id}/findings`);
      await finding(page, 'A1.4.1').click();
      await expect(section(page, 'response').getByRole('button', { name: '接受这个问题' })).toBeVisible();
    }),
  );
  // The second has not heard of it yet.
  await again.page.route('**/api/v1/evaluations/**', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await section(leader.page, 'response').getByRole('button', { name: '接受这个问题' }).click();
  await expect(leader.page.getByText('中心已反馈，问题进入整改。')).toBeVisible();
  await section(again.page, 'response').getByRole('button', { name: '接受这个问题' }).click();
  await expect(again.page.getByText(/这个问题现为“待整改”：邵洁已于 .+ 处理过/)).toBeVisible();
});
