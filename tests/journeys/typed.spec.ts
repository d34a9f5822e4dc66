/** What is typed is never dropped without a word: a day that is none, a race that is lost, a reload, a text that is too long. */
import type { Acceptance, Cases, MeasurePage, MeasureSheet } from '@heping/protocol';
import type { Locator, Page, Route } from '@playwright/test';
import { inDays } from './days.ts';
import { bringTo } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { measureInDemo } from './measure.ts';
import { NETWORK, type Person } from './person.ts';
import { section, withoutNotice } from './rectify.ts';
import { shootWidths } from './shots.ts';
import { leaveBy } from './tablet.ts';

const LATE = /姚晓燕.*\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;

/** The measure of the demo, with its finding's page; two officers of its body, who see it at once. */
const LOOK_BACK = inDays(500);

async function atOneMeasure(leader: Person, officer: Person, second: Person, admin: Person) {
  await admin.send('PUT', `/bodies/body-qianyuan/officers/${second.id}`);
  const measure = await measureInDemo(leader, officer);
  const { evaluation, finding } = await leader.get<MeasurePage>(`/measures/${measure}`);
  const path = `/evaluations/${evaluation}`;
  return { measure, page: `${path}/findings/${finding.id}`, cases: `${path}/cases/${finding.id}` };
}

/** Of what the officer sees submitted. */
const submittedAt = async (officer: Person, cases: string): Promise<number> =>
  (await officer.get<Acceptance>(`${cases}/acceptance`)).submitted?.at ?? 0;

/** Holds what the page asks until it is let go. */
async function hold(page: Page, isHeld: (method: string) => boolean): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/api/v1/**', async (route: Route) => {
    if (isHeld(route.request().method())) await promise;
    await route.continue();
  });
  return resolve;
}
const press = (place: Locator, name: string) => place.getByRole('button', { name, exact: true }).click();

test('who loses a race reads by whom and when, and what was typed; a day that is none closes nothing', async ({
  people,
}) => {
  const [leader, officer, second, admin] = await people([
    ...(['leader', 'town.officer', 'panelist3', 'admin'] as const),
  ]);
  second.expects(...NETWORK);
  const { measure, page: path, cases } = await atOneMeasure(leader, officer, second, admin);
  const page = await second.open(path);
  const measures = section(page, 'measures').locator(`[data-measure="${measure}"]`);

  await test.step('an extension: the form is gone before the answer comes', async () => {
    await leader.post(`/measures/${measure}/ask-extension`, { until: '2026-12-30', reason: '厂家排期' });
    await press(measures, '不同意延期');
    const form = measures.getByRole('form', { name: '不同意延期' });
    await form.getByLabel('理由').fill('可先整改一楼');
    const letGo = await hold(page, (method) => method === 'POST');
    await press(form, '不同意延期');
    const asked = (await leader.get<MeasurePage>(`/measures/${measure}`)).measure.extensions.at(-1);
    await officer.post(`/measures/${measure}/grant-extension`, { reason: '同意', extension: asked?.id });
    await expect(form).toHaveCount(0);
    letGo();
    const told = measures.getByRole('alert').filter({ hasText: '“不同意延期”没有执行' });
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('可先整改一楼');
    await shootWidths(page, 'typed-1-late');
    await press(told, '知道了');
    await expect(told).toHaveCount(0);
    await page.unroute('**/api/v1/**');
  });

  await test.step('a verification: the answer comes before the form is gone', async () => {
    await leader.post(`/measures/${measure}/report`, { text: '座席已安装' });
    await press(measures, '核验通过');
    const form = measures.getByRole('form', { name: '核验通过' });
    await form.getByLabel('看到什么').fill('二楼也看过');
    const letGo = await hold(page, (method) => method === 'GET');
    await officer.post(`/measures/${measure}/verify`, { text: '现场已看' });
    await press(form, '核验通过');
    letGo();
    await expect(form).toHaveCount(0);
    const told = measures.getByRole('alert').filter({ hasText: '“核验通过”没有执行' });
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('二楼也看过');
    await page.unroute('**/api/v1/**');
  });

  const acceptance = section(page, 'acceptance');
  await test.step('a day that is none is no day, and nothing is sent', async () => {
    const { measures: all } = await leader.get<{ measures: MeasureSheet[] }>(
      `${cases.replace('/cases/', '/measures?finding=')}`,
    );
    for (const { id, state } of all)
      if (state === 'doing') await leader.post(`/measures/${id}/report`, { text: '已完成' });
    await leader.post(`${cases}/submit`);
    await press(acceptance, '验收通过、销号');
    const form = acceptance.getByRole('form', { name: '验收通过、销号' });
    await form.getByLabel('验收意见').fill('座席已增加');
    await form.getByLabel(/同时核验通过/).check();
    await form.getByLabel('回头看日期').fill('2月30日');
    const button = form.getByRole('button', { name: '验收通过、销号' });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await form.getByLabel('回头看日期').press('Enter');
    await form.getByLabel('验收意见').focus();
    await expect(form.getByLabel('回头看日期')).toHaveAttribute('aria-invalid', 'true');
    await expect(form.getByText(/看不懂这个日期/).first()).toBeVisible();
    await shootWidths(page, 'typed-2-day');
    expect((await leader.get<{ phase: string }>(cases.replace(/\/cases.*/, ''))).phase).not.toBe('closed');
    await form.getByLabel('回头看日期').fill(LOOK_BACK);
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('closing, and the look-back', async () => {
    const form = acceptance.getByRole('form', { name: '验收通过、销号' });
    const letGo = await hold(page, (method) => method === 'POST');
    await press(form, '验收通过、销号');
    await officer.post(`${cases}/close`, {
      submittedAt: await submittedAt(officer, cases),
      reason: '已到位',
      verifyReported: true,
      lookBackOn: inDays(501),
    });
    await expect(form).toHaveCount(0);
    letGo();
    const told = acceptance.getByRole('alert').filter({ hasText: '“验收通过、销号”没有执行' });
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('座席已增加');
    await expect(told).toContainText(`回头看日期 ${LOOK_BACK}`);
    await page.unroute('**/api/v1/**');

    const lookBack = section(page, 'look-back');
    await press(lookBack, '进行回头看');
    const looking = lookBack.getByRole('form', { name: '进行回头看' });
    await looking.getByRole('radio', { name: /^有效/ }).check();
    await looking.getByLabel('看到的情况').fill('座席仍在使用');
    const letLook = await hold(page, (method) => method === 'POST');
    await press(looking, '记录回头看');
    await officer.post(`${cases}/look-back`, { effect: 'effective', statement: '仍有效' });
    await expect(looking).toHaveCount(0);
    letLook();
    const late = lookBack.getByRole('alert').filter({ hasText: '“记录回头看”没有执行' });
    await expect(late).toContainText('座席仍在使用');
    await expect(late).toContainText(LATE);
  });
});

test('[FA3, MA5] who still writes when another is first keeps the words, and reads by whom and when', async ({
  people,
}) => {
  const [leader, officer, second, admin] = await people([
    ...(['leader', 'town.officer', 'panelist3', 'admin'] as const),
  ]);
  const { measure, page: path, cases } = await atOneMeasure(leader, officer, second, admin);
  const page = await second.open(path);
  const measures = section(page, 'measures').locator(`[data-measure="${measure}"]`);
  const cards = page.getByRole('alert').filter({ hasText: '没有执行' });
  const lost = (place: Locator, name: string) =>
    place.getByRole('alert').filter({ hasText: `“${name}”没有执行` });

  await test.step('an extension is granted while another writes why not', async () => {
    await leader.post(`/measures/${measure}/ask-extension`, { until: inDays(30), reason: '厂家排期' });
    await press(measures, '不同意延期');
    const form = measures.getByRole('form', { name: '不同意延期' });
    await form.getByLabel('理由').fill('可先整改一楼');
    // What one's own hand puts away is not lost, and no news.
    await press(measures.locator('.acts'), '不同意延期');
    await expect(form).toHaveCount(0);
    await press(measures, '不同意延期');
    await expect(form.getByLabel('理由')).toHaveValue('可先整改一楼');
    await expect(cards).toHaveCount(0);
    const asked = (await leader.get<MeasurePage>(`/measures/${measure}`)).measure.extensions.at(-1);
    await officer.post(`/measures/${measure}/grant-extension`, { reason: '同意', extension: asked?.id });
    await expect(form).toHaveCount(0);
    const told = lost(measures, '不同意延期');
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('同意延期');
    await expect(told).toContainText('可先整改一楼');
    await shootWidths(page, 'typed-7-taken-away');
    await press(told, '知道了');
    await expect(cards).toHaveCount(0);
  });

  await test.step('a submission is returned while another writes why it is accepted', async () => {
    const { measures: all } = await leader.get<{ measures: MeasureSheet[] }>(
      `${cases.replace('/cases/', '/measures?finding=')}`,
    );
    for (const { id, state } of all)
      if (state === 'doing') await leader.post(`/measures/${id}/report`, { text: '已完成' });
    await leader.post(`${cases}/submit`);
    const acceptance = section(page, 'acceptance');
    await press(acceptance, '验收通过、销号');
    const form = acceptance.getByRole('form', { name: '验收通过、销号' });
    await form.getByLabel('验收意见').fill('座席已增加');
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    await form
      .getByLabel('选择文件')
      .setInputFiles({ name: '验收单.pdf', mimeType: 'application/pdf', buffer: pdf });
    await expect(form.getByText('已上传')).toBeVisible();
    await officer.post(`${cases}/return`, {
      ...{ submittedAt: await submittedAt(officer, cases), reason: '二楼未见' },
    });
    await expect(form).toHaveCount(0);
    const told = lost(acceptance, '验收通过、销号');
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('验收退回');
    await expect(told).toContainText('座席已增加');
    await expect(told).toContainText('验收单.pdf');
    // Submitted again, it goes on where it was taken away.
    await leader.post(`${cases}/submit`);
    await expect(form.getByLabel('验收意见')).toHaveValue('座席已增加');
  });

  await test.step('a look-back is held while another writes what was seen', async () => {
    await officer.post(`${cases}/close`, {
      submittedAt: await submittedAt(officer, cases),
      ...{ reason: '已到位', verifyReported: true, lookBackOn: inDays(501) },
    });
    const lookBack = section(page, 'look-back');
    await press(lookBack, '进行回头看');
    const form = lookBack.getByRole('form', { name: '进行回头看' });
    await form.getByLabel('看到的情况').fill('座席仍在使用');
    await officer.post(`${cases}/look-back`, { effect: 'effective', statement: '仍有效' });
    await expect(form).toHaveCount(0);
    const told = lost(lookBack, '记录回头看');
    await expect(told).toContainText(LATE);
    await expect(told).toContainText('座席仍在使用');
  });
});

test('[FA3] who writes a proposal when the objection is withdrawn keeps it, and reads by whom and when', async ({
  people,
}) => {
  const [officer, chair, bo, leader] = await people([
    ...(['county.officer', 'chair', 'panelist1', 'shao.jie'] as const),
  ]);
  const campaign = await withoutNotice(officer, '德清县复核抽查');
  const id = await bringTo(
    'notice',
    { officer, panel: [chair, bo] },
    { planning: { campaign }, facts: { 'floor-area': 2680 }, agreed: { 'A1.2.2': 20 } },
  );
  const at = `/evaluations/${id}`;
  const { cases } = await leader.get<Cases>(`${at}/cases`);
  const open = cases.find(({ possible }) => possible.includes('object'))?.finding.id ?? '';
  await leader.post(`${at}/cases/${open}/object`, { grounds: '漏计会议室' });
  const page = await officer.open(`${at}/findings/${open}`);
  const deciding = section(page, 'decision');
  await press(deciding, '受理');
  await press(deciding, '提出复核意见');
  const form = deciding.getByRole('form');
  await form.getByRole('radio', { name: '部分采纳' }).check();
  await form.getByLabel('理由').fill('会议室计入后仍不足');
  await leader.post(`${at}/cases/${open}/withdraw-objection`);
  await expect(form).toHaveCount(0);
  const told = page.getByRole('alert').filter({ hasText: '“签字并提交审定”没有执行' });
  await expect(told).toContainText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
  await expect(told).toContainText('撤回');
  await expect(told).toContainText('会议室计入后仍不足');
  await shootWidths(page, 'typed-8-withdrawn');
  // Elsewhere it is no news.
  await page.getByRole('link', { name: /返回问题清单/ }).click();
  await expect(told).toHaveCount(0);
});

test('what is typed and not sent survives a reload; sent, or signed out, it is gone', async ({ people }) => {
  const [leader, officer, second, admin] = await people([
    ...(['leader', 'town.officer', 'panelist3', 'admin'] as const),
  ]);
  leader.expects(...NETWORK);
  const { measure, page: path } = await atOneMeasure(leader, officer, second, admin);
  const page = await leader.open(path);
  const measures = section(page, 'measures').locator(`[data-measure="${measure}"]`);
  const form = measures.getByRole('form', { name: '填报进展' });

  await press(measures, '填报进展');
  await form.getByLabel('做了什么').fill('隔墙已拆除');
  await form.getByLabel('已完成').fill('40');
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await form
    .getByLabel('选择文件')
    .setInputFiles({ name: '验收单.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(form.getByText('已上传')).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('做了什么')).toHaveValue('隔墙已拆除');
  await expect(form.getByLabel('已完成')).toHaveValue('40');
  await expect(form.getByText('验收单.pdf', { exact: true })).toBeVisible();
  await expect(form.getByText('这是您之前填写、还没有提交的内容。')).toBeVisible();
  await shootWidths(page, 'typed-3-draft');

  // a text over its length is kept, said, and not sent
  await form.getByLabel('做了什么').fill('改'.repeat(4001));
  await expect(form.getByText(/^4001 \/ 4000 字/).first()).toBeVisible();
  const button = form.getByRole('button', { name: '填报进展' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await shootWidths(page, 'typed-4-long');
  await form.getByLabel('做了什么').fill('隔墙已拆除');
  await button.click();
  await expect(section(page, 'measures').getByText('隔墙已拆除')).toBeVisible();
  await page.reload();
  await expect(section(page, 'measures').getByText('隔墙已拆除')).toBeVisible();
  await expect(form).toHaveCount(0);

  await press(measures, '填报进展');
  await form.getByLabel('做了什么').fill('座席在途');
  // Signing out names the form and where it is; nothing here could send it. [DV7]
  await leader.open('/ledger');
  await leaveBy(page, '退出登录');
  const unsent = page.getByRole('dialog');
  await expect(unsent.getByRole('listitem')).toContainText('1 份填写中的表单');
  await expect(unsent.getByRole('button', { name: '发送后退出' })).toHaveCount(0);
  await shootWidths(page, 'typed-9-unsent');
  await unsent.getByRole('link', { name: '打开这一页' }).click();
  await expect(form.getByLabel('做了什么')).toHaveValue('座席在途');
  await leaveBy(page, '退出登录');
  await unsent.getByRole('button', { name: '放弃并退出' }).click();
  await unsent.getByRole('button', { name: '确认放弃' }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft'))))
    .toEqual([]);
});

test('who has no ledger is told so, without its tools; a webhook is asked for as the server takes it', async ({
  people,
}) => {
  const [admin] = await people(['admin']);
  // No ledger is an answer the browser writes down, too.
  admin.expects(...NETWORK);
  const page = await admin.open('/ledger');
  await expect(page.getByText('您没有台账')).toBeVisible();
  await expect(page.getByRole('link', { name: /导出/ })).toHaveCount(0);
  await shootWidths(page, 'typed-5-no-ledger');

  await admin.open('/webhooks');
  await page.getByRole('button', { name: '新增推送地址' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('接收地址').fill('http://oa.deqing.gov.cn/hook');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('请填写以 https:// 开头的地址，不含用户名、密码和 #。')).toBeVisible();
  await shootWidths(page, 'typed-6-webhook');
});
