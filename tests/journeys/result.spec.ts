/** Point 6: approved or sent back, delivered with findings, published after the notice; seen by whom it is for, and when. */
import type { Evaluation } from '@heping/protocol';
import { minuteIn, TIME_ZONE } from '@heping/scoring';
import { bringTo, DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person } from './person.ts';
import { shoot, shootWidths } from './shots.ts';

const withoutNotice = async (officer: Person) =>
  (
    await officer.post<{ id: string }>('/campaigns', {
      body: DEMO.bodies.county,
      title: '德清县无公示抽查',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      noticeDays: 0,
    })
  ).id;

test('approved, delivered with each deduction as a finding, published: each sees it from when it is theirs to see', async ({
  people,
}) => {
  const [officer, chair, bo, leader] = await people(['county.officer', 'chair', 'panelist1', 'shao.jie']);
  const [stranger] = await people(['public'], { signedOut: true });
  for (const person of [leader, stranger]) person.expects(...NETWORK);
  const campaign = await withoutNotice(officer);
  const id = await bringTo(
    'preliminary',
    { officer, panel: [chair, bo] },
    { planning: { campaign }, facts: { 'floor-area': 2680 }, agreed: { 'A1.2.2': 95, 'A1.4.1': 40 } },
  );

  // not before delivery
  const before = await leader.ask('GET', `/evaluations/${id}/result`);
  expect(before.status).toBeGreaterThanOrEqual(404);
  expect(JSON.stringify(before.body)).not.toContain('有缺项');
  expect((await leader.ask('GET', `/evaluations/${id}/findings`)).status).toBeGreaterThanOrEqual(404);
  expect((await stranger.ask('GET', `/results/${id}`)).status).toBe(404);
  expect((await leader.ask('GET', `/results/${id}`)).status).toBe(404);
  await stranger.open(`/results/${id}`);
  await expect(stranger.page.getByText('没有找到').first()).toBeVisible();
  await expect(stranger.page.getByText('可能是链接有误，也可能是结果还没有公布。')).toBeVisible();
  await expect(stranger.page.getByRole('link', { name: '查看已公布的结果' })).toBeVisible();
  await expect(stranger.page.getByRole('link', { name: '回到我的工作' })).toHaveCount(0);
  await shootWidths(stranger.page, 'result-0-not-yet');

  // the committee approves
  const page = await officer.open('/');
  await page
    .getByRole('link', { name: /德清县武康街道社会组织党群服务中心/ })
    .first()
    .click();
  await page.goto(`/evaluations/${id}/result`);
  await expect(page.getByText('初评结果，未审定')).toBeVisible();
  await expect(page.getByRole('button', { name: '送达' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: '审定', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('文号').fill('德社评〔2026〕7 号');
  await dialog.getByLabel('审定会议记录').fill('11 月 23 日党委会，一致同意');
  await dialog.getByRole('button', { name: '审定', exact: true }).click();
  await expect(page.getByText('初评结果，已审定')).toBeVisible();
  await shootWidths(page, 'result-1-approved');

  // delivered: two deductions, two findings, and the leader sees them
  await page.getByRole('button', { name: '送达' }).click();
  await expect(dialog).toContainText('2 处扣分各成为一条问题；本轮不公示。');
  await dialog.getByRole('button', { name: '送达' }).click();
  await expect(page.getByRole('heading', { name: /^问题清单/ })).toContainText('2');
  // without a notice nothing is called one
  await expect(page.getByText('已送达，不公示')).toBeVisible();
  await expect(page.getByText(/公示期满|公示已结束/)).toHaveCount(0);
  await expect(page.getByRole('list', { name: '阶段' }).getByRole('listitem')).toContainText([
    /已安排/,
    /个人评分/,
    /集体评议/,
    /签字确认/,
    /初评/,
    /送达/,
    /公布/,
  ]);
  await leader.open(`/evaluations/${id}/result`);
  const findings = leader.page.getByRole('table').filter({ hasText: '2026-001' });
  const floor = findings.getByRole('row').filter({ hasText: 'A1.2.2' }).filter({ hasText: '一般问题' });
  await expect(floor).toContainText('5.2.4');
  await expect(floor).toContainText('300');
  await expect(floor).toContainText('268');
  await expect(
    findings.getByRole('row').filter({ hasText: 'A1.4.1' }).filter({ hasText: '严重问题' }),
  ).toContainText('A1.4.1 有缺项');
  await expect(leader.page.getByRole('table').filter({ hasText: '表 A.1' })).toContainText('93.5');
  await expect(leader.page.getByRole('table').filter({ hasText: '表 A.2' })).toContainText('100');
  // in words that mean something to a leader, too
  await expect(leader.page.getByText('本轮不公示，等待经办人公布；公布后所有人都可以查看。')).toBeVisible();
  await shootWidths(leader.page, 'result-2-leader');
  expect((await stranger.ask('GET', `/results/${id}`)).status).toBe(404);

  // published: nobody has to sign in
  await page.getByRole('button', { name: '公布' }).click();
  await dialog.getByRole('button', { name: '公布' }).click();
  await expect(page.getByText('已公布').first()).toBeVisible();
  await stranger.open('/results');
  await stranger.page.getByRole('searchbox').fill('没有这样的中心');
  await expect(stranger.page.getByText('换一个层级、区县或搜索词试试。')).toBeVisible();
  await stranger.page.getByRole('button', { name: '清除筛选' }).click();
  await stranger.page
    .getByRole('link', { name: /德清县武康街道社会组织党群服务中心/ })
    .first()
    .click();
  await expect(stranger.page.getByRole('table').filter({ hasText: '表 A.1' })).toContainText('93.5');
  await shootWidths(stranger.page, 'result-3-public');
  expect(JSON.stringify(await stranger.get(`/results/${id}`))).not.toContain('ballot');

  // on paper: tables with heads that repeat
  await officer.open(`/evaluations/${id}/print`);
  await page.emulateMedia({ media: 'print' });
  for (const table of ['表 A.1', '表 A.2']) {
    const form = page.getByRole('table').filter({ has: page.locator('caption', { hasText: table }) });
    await expect(form.getByRole('columnheader')).toHaveText(['项目', '考评内容', '分值', '得分', '扣分原因']);
    expect(await form.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe(
      'table-header-group',
    );
  }
  // where the first page ends, each table of Appendix A has a line that ends just above
  const ends = await page.locator('.paper .appendix').evaluateAll((tables) =>
    tables.map((table) => {
      const top = table.closest('.paper')?.getBoundingClientRect().top ?? 0;
      const bottoms = [...table.querySelectorAll('tbody')].map(
        (body) => (body.getBoundingClientRect().bottom - top) / (96 / 25.4),
      );
      return Math.max(...bottoms.filter((bottom) => bottom <= 170));
    }),
  );
  expect(ends).toHaveLength(2);
  for (const end of ends) expect(end).toBeGreaterThan(145);
  const [one, other] = await Promise.all(
    ['表 A.1', '表 A.2'].map((table) =>
      page
        .getByRole('table')
        .filter({ has: page.locator('caption', { hasText: table }) })
        .boundingBox(),
    ),
  );
  expect(other?.y).toBeCloseTo(one?.y ?? 0, 0);
  expect(other?.x).toBeGreaterThan((one?.x ?? 0) + (one?.width ?? 0) - 1);
  await expect(page.getByRole('heading', { name: /附件 1.*问题清单/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /附件 2.*实际情况与佐证/ })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '总面积：一般不少于 300 ㎡' })).toContainText(
    '268 ㎡',
  );
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden();
  await shoot(page, 'result-4-paper');
  await page.emulateMedia({ media: null });
});

test('a notice is waited for, and its length is the campaign’s', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo('notice', { officer, panel: [chair, bo] }, { agreed: { 'A1.1.1': 50 } });
  const { noticeEndsOn, lockedAt } = await officer.get<Evaluation>(`/evaluations/${id}`);
  expect(noticeEndsOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const page = await officer.open(`/evaluations/${id}/result`);
  await expect(page.getByText('公示中')).toBeVisible();
  await expect(page.getByRole('button', { name: '公布' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/公示至 .* 结束，之后才能公布。/)).toBeVisible();
  // the browser stands in another zone: what the paper dates is dated where the campaign is
  await expect(page.getByText(`第 1 版 · ${minuteIn(TIME_ZONE, lockedAt ?? 0)}`)).toBeVisible();
  await shoot(page, 'result-5-notice');
  const early = await officer.ask('POST', `/evaluations/${id}/publish`, {});
  expect([early.status, early.body.error]).toEqual([409, 'NOTICE_RUNNING']);
});

test('what the committee sends back lies on the panel’s table again, with the reason', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo('preliminary', { officer, panel: [chair, bo] });
  // as long as the socket is not up nothing says that there is no network
  const socket = /\/sync\//;
  await officer.page.routeWebSocket(socket, () => undefined);
  const page = await officer.open(`/evaluations/${id}/result`);
  await expect(page.getByRole('button', { name: '退回' })).not.toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/^需要网络/)).toHaveCount(0);
  await page.getByRole('button', { name: '退回' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('满意度样本不足，请补充');
  await dialog.getByRole('button', { name: '退回' }).click();
  await expect
    .poll(async () => (await chair.get<Evaluation>(`/evaluations/${id}`)).phase)
    .toBe('deliberation');
  // among one's work it is no ordinary round
  await chair.open('/');
  const task = chair.page.getByRole('listitem').filter({ hasText: '被退回：满意度样本不足，请补充' });
  await expect(task.getByRole('link', { name: '按退回意见修改，重新定稿' })).toBeVisible();
  await shootWidths(chair.page, 'result-6-work');
  // and its history names who did what
  await chair.open(`/evaluations/${id}`);
  const history = chair.page.getByRole('region', { name: '经过' }).getByRole('listitem');
  const told = new RegExp(`${officer.name} · \\d{4}-`);
  await expect(history.filter({ hasText: /^安排在/ })).toHaveText(told);
  for (const done of [/^开始评分/, /^公开评分/])
    await expect(history.filter({ hasText: done })).toHaveText(new RegExp(`${chair.name} · \\d{4}-`));
  await chair.open(`/evaluations/${id}/sign`);
  await expect(chair.page.getByText('满意度样本不足，请补充').first()).toBeVisible();
  await expect(chair.page.getByRole('button', { name: '定稿签字' })).toBeVisible();
  await shoot(chair.page, 'result-6-sent-back');
});

test('an exception is named as one, with clause, both numbers and reason, wherever the result is read', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo('agreed', { officer, panel: [chair, bo] }, { facts: { 'floor-area': 2680 } });
  await chair.post(`/evaluations/${id}/exceptions`, {
    requirement: 'floor-area',
    reason: '历史街区不得扩建',
  });
  await chair.post(`/evaluations/${id}/lock`);
  const words = '面积，5.2.4 一般要求 300 ㎡，实际 268 ㎡；理由：历史街区不得扩建（陆建平）';
  const page = await chair.open(`/evaluations/${id}/sign`);
  await expect(page.getByText(words).first()).toBeVisible();
  await expect(page.locator('[data-detail="A1.2.2"]')).toContainText(`例外 ${words}`);
  await chair.open(`/evaluations/${id}/print`);
  await expect(page.getByText(`例外：${words}`)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: '面积达到本层级的要求' }).first();
  await expect(row.getByRole('cell').last()).toHaveText('例外');
});

test('what was locked is what a result shows, whatever the campaign is called later', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const campaign = await withoutNotice(officer);
  const id = await bringTo('notice', { officer, panel: [chair, bo] }, { planning: { campaign } });
  await officer.send('PATCH', `/campaigns/${campaign}`, { title: '改了名的抽查' });
  await officer.post(`/evaluations/${id}/publish`);
  const page = await officer.open(`/results/${id}`);
  await expect(page.getByText('德清县无公示抽查')).toBeVisible();
  await officer.open(`/results/${id}/print`);
  await expect(page.getByText('德清县无公示抽查')).toBeVisible();
  await expect(page.getByText('改了名的抽查')).toHaveCount(0);
});
