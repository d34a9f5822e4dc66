/** The panel suggests live beside its deductions; delivered, the officer issues the notice of findings, and the centre has it on paper. */
import type { FindingsNotice } from '@heping/protocol';
import { join } from 'node:path';
import { bringTo } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD } from './person.ts';
import { shoot, shootWidths } from './shots.ts';

const FOLDER = process.env['HEPING_SHOTS'];
const ADVICE = '建议建立专家库，明确专家参与培训和评审的方式，每年更新一次。';

test('a suggestion is made live, delivered, and written to the centre in a notice that is put right once', async ({
  people,
}) => {
  const [officer, chair, bo, leader] = await people(['county.officer', 'chair', 'panelist1', 'shao.jie']);
  const [reader] = await people(['shao.jie'], { english: true });
  for (const person of [leader, reader]) person.expects(...NETWORK);
  const id = await bringTo(
    'agreed',
    { officer, panel: [chair, bo] },
    { facts: { 'floor-area': 2680 }, agreed: { 'A1.2.2': 95, 'A1.4.1': 40 } },
  );

  // beside the deductions, where the panel decides what they are
  const page = await bo.open(`/evaluations/${id}/sign`);
  const section = page.getByRole('region', { name: /^改进建议/ });
  await expect(section.getByText('还没有改进建议。', { exact: false })).toBeVisible();
  await chair.open(`/evaluations/${id}/deliberation`);
  const seen = chair.page.getByRole('region', { name: /^改进建议/ });
  await expect(seen).toBeVisible();

  await section.getByRole('button', { name: '提改进建议' }).click();
  const form = section.getByRole('form', { name: '提改进建议' });
  await form.getByRole('button', { name: '添加' }).click();
  await expect(form.getByText('请选择建议针对的考评内容或条款。')).toBeVisible();
  await expect(form.getByText('请写明建议内容。')).toBeVisible();
  await form.getByLabel('针对').selectOption('4.4.1');
  await form.getByLabel('建议内容').fill(ADVICE);
  await shootWidths(page, 'notice-1-suggesting');
  await form.getByRole('button', { name: '添加' }).click();
  await expect(section.getByRole('listitem')).toContainText(ADVICE);
  // the second one has it without asking
  await expect(seen.getByRole('listitem')).toContainText(ADVICE);
  await expect(seen.getByRole('listitem')).toContainText('4.4.1');
  await expect(seen.getByRole('listitem')).toContainText(bo.name);

  // what is refused stays as it was typed
  await seen.getByRole('button', { name: '提改进建议' }).click();
  await seen.getByLabel('针对').selectOption('4.4.1');
  await seen.getByLabel('建议内容').fill(ADVICE);
  chair.expects(/409/);
  await seen.getByRole('button', { name: '添加' }).click();
  await expect(seen.getByText(/已有同样的改进建议/)).toBeVisible();
  await expect(seen.getByLabel('建议内容')).toHaveValue(ADVICE);
  await seen.getByLabel('针对').selectOption('A1.3.1');
  await seen.getByLabel('建议内容').fill('这条写错了');
  await seen.getByRole('button', { name: '添加' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(2);
  await expect(section.getByRole('button', { name: '撤回对 A1.3.1 的改进建议' })).toHaveCount(0);
  await seen.getByRole('button', { name: '撤回对 A1.3.1 的改进建议' }).click();
  await chair.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(1);
  await shootWidths(chair.page, 'notice-2-suggested');

  // the centre hears nothing of it before it is delivered
  expect((await leader.ask('GET', `/evaluations/${id}/suggestions`)).status).toBe(404);
  expect((await leader.ask('GET', `/evaluations/${id}/notice`)).status).toBe(409);

  // signed, approved, delivered
  await chair.post(`/evaluations/${id}/lock`);
  await expect(section.getByRole('listitem')).toContainText(ADVICE);
  await shoot(page, 'notice-3-signing');
  const { sheets } = await chair.get<{ sheets: { hash: string }[] }>(`/evaluations/${id}/sheets`);
  const hash = sheets[0]?.hash ?? '';
  for (const person of [chair, bo])
    await person.post(`/evaluations/${id}/sign`, { password: PASSWORD, hash });
  await chair.post(`/evaluations/${id}/close-signing`);
  await officer.post(`/evaluations/${id}/approve`, { hash });
  const desk = await officer.open(`/evaluations/${id}/result`);
  await expect(desk.getByRole('region', { name: /^改进建议/ })).toContainText(ADVICE);
  await desk.getByRole('button', { name: '送达' }).click();
  await expect(desk.getByRole('dialog')).toContainText('改进建议一并送达');
  await desk.getByRole('dialog').getByRole('button', { name: '送达' }).click();
  await expect(desk.getByRole('heading', { name: /^问题清单/ })).toContainText('3');
  await expect(desk.getByRole('row').filter({ hasText: '2026-003' })).toContainText(ADVICE);
  await shootWidths(desk, 'notice-4-delivered');

  // a leader sees that it is not issued yet, the officer issues it before their eyes
  await leader.open(`/evaluations/${id}/notice`);
  await expect(leader.page.getByText('尚未印发').first()).toBeVisible();
  await expect(leader.page.getByRole('button', { name: '印发' })).toHaveCount(0);
  await desk.getByRole('link', { name: '问题整改通知单' }).click();
  await expect(desk.getByText('以下为预览。', { exact: false })).toBeVisible();
  await desk.getByRole('button', { name: '印发' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByText('请填写文号。')).toBeVisible();
  await expect(dialog.getByLabel('受文单位')).toHaveValue('德清县武康街道社会组织党群服务中心');
  await dialog.getByLabel('文号').fill('德社党〔2026〕12号');
  await shoot(desk, 'notice-5-issue');
  await dialog.getByRole('button', { name: '印发' }).click();
  await expect(desk.getByText('已印发。')).toBeVisible();
  const paper = leader.page.locator('.notice-paper');
  await expect(paper.getByText('德社党〔2026〕12号', { exact: true })).toBeVisible();
  await expect(leader.page.getByText('尚未印发')).toHaveCount(0);

  // put right, with a reason that stays
  await desk.getByRole('button', { name: '更正文号或受文单位' }).click();
  await dialog.getByLabel('文号').fill('德社党〔2026〕13号');
  await expect(dialog.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('更正理由').fill('文号录入有误');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(leader.page.getByRole('region', { name: '更正记录' })).toContainText('文号录入有误');

  // on paper: all of it, heads that repeat, nothing of the screen
  const { dueBy } = await leader.get<FindingsNotice>(`/evaluations/${id}/notice`);
  expect(dueBy.map(({ severity }) => severity)).toEqual(['severe', 'ordinary', 'suggestion']);
  await expect(paper.getByRole('columnheader')).toHaveText([
    ...['序号', '考评内容', '条款', '标准要求', '检查发现的问题', '扣分', '类别', '整改时限'],
  ]);
  const floor = paper.getByRole('row').filter({ hasText: '2026-001' });
  for (const words of ['A1.2.2', '5.2.4', '300 ㎡', '268 ㎡', '0.5', '一般问题'])
    await expect(floor).toContainText(words);
  await expect(paper.getByRole('row').filter({ hasText: '2026-003' })).toContainText(ADVICE);
  await expect(paper).toContainText('7.5.1');
  await expect(paper).toContainText('签收单位（盖章）');
  await shootWidths(leader.page, 'notice-6-paper');
  await leader.page.emulateMedia({ media: 'print' });
  await expect(leader.page.getByRole('button', { name: '打印' })).toBeHidden();
  await expect(leader.page.getByRole('region', { name: '更正记录' })).toBeHidden();
  expect(await paper.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe(
    'table-header-group',
  );
  await leader.page.emulateMedia({ media: null });
  const pdf = await leader.page.pdf({
    preferCSSPageSize: true,
    ...(FOLDER ? { path: join(FOLDER, 'notice.pdf') } : {}),
  });
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(sizes.length).toBeGreaterThan(0);
  for (const [, width, height] of sizes)
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);

  // and in English for who reads it so
  await reader.open(`/evaluations/${id}/notice`);
  await expect(reader.page.locator('.notice-paper h1')).toHaveText('Notice of findings');
  await shootWidths(reader.page, 'notice-7-english');
  if (FOLDER) await reader.page.pdf({ preferCSSPageSize: true, path: join(FOLDER, 'notice-en.pdf') });

  // the file that opens in an office
  const [download] = await Promise.all([
    leader.page.waitForEvent('download'),
    leader.page.getByRole('link', { name: '下载 Word 文件（.docx）' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(
    '问题整改通知单 德社党〔2026〕13号 德清县武康街道社会组织党群服务中心.docx',
  );
  if (FOLDER) await download.saveAs(join(FOLDER, 'notice.docx'));
});

test('a campaign sets its days after delivery; once a result is delivered they stand', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const page = await officer.open('/campaigns/new');
  await page.getByLabel('名称').fill('德清县专项抽查');
  const group = page.getByRole('group', { name: '送达之后' });
  await expect(group.getByLabel('反馈')).toHaveValue('5');
  await group.getByLabel('严重问题整改').fill('0');
  await page.getByRole('button', { name: '新建' }).click();
  await expect(group.getByText('请填 1 至 250 的整数。')).toBeVisible();
  await expect(group.getByLabel('严重问题整改')).toBeFocused();
  await group.getByLabel('严重问题整改').fill('10');
  await group.getByLabel('决定复核申请的人数').fill('3');
  await group.scrollIntoViewIfNeeded();
  await shootWidths(page, 'notice-8-campaign');
  await page.getByRole('button', { name: '新建' }).click();
  await expect(page.getByText('会议决定，附会议纪要。')).toBeVisible();
  await shootWidths(page, 'notice-9-policies');
  const campaign = /campaigns\/([\w-]+)/.exec(page.url())?.[1] ?? '';

  // somebody scores already: the days can still be set
  const id = await bringTo(
    'preliminary',
    { officer, panel: [chair, bo] },
    {
      planning: { campaign },
      agreed: { 'A1.4.1': 40 },
    },
  );
  await officer.open(`/campaigns/${campaign}/edit`);
  await expect(page.getByLabel('起始日期')).toBeDisabled();
  await group.getByLabel('反馈').fill('7');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('反馈 7 个工作日，方案 10 个工作日')).toBeVisible();

  const { sheets } = await chair.get<{ sheets: { hash: string }[] }>(`/evaluations/${id}/sheets`);
  await officer.post(`/evaluations/${id}/approve`, { hash: sheets[0]?.hash });
  await officer.post(`/evaluations/${id}/deliver`);
  await officer.open(`/campaigns/${campaign}/edit`);
  await expect(group.getByLabel('反馈')).toBeDisabled();
  await expect(group.getByText('已有结果送达，这些期限不能再改。')).toBeVisible();
  const late = await officer.ask('PATCH', `/campaigns/${campaign}`, { responseDays: 9 });
  expect([late.status, late.body.error]).toEqual([409, 'CAMPAIGN_DELIVERED']);
});
