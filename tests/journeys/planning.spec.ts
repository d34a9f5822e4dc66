/** Point 1: a committee opens a campaign and plans evaluations; what may not be is refused in words, nothing typed is lost. */
import { SERVER_HEADER } from '@heping/protocol';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import type { Page } from '@playwright/test';
import { DEMO, plan, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { idOf, NETWORK, PASSWORD } from './person.ts';
import { shoot, shootWidths, WIDTHS } from './shots.ts';

const TODAY = dayIn(TIME_ZONE, Date.now());

/** Looks somebody up and puts them on the panel. */
async function seat(page: Page, search: string, add: string): Promise<void> {
  await page.getByRole('searchbox', { name: /搜索人员|Search people/ }).fill(search);
  await page.getByRole('button', { name: add, exact: true }).click();
}

test('an officer of a county’s committee opens a campaign, is told what clause 7.2 does not allow, and plans a spot-check', async ({
  people,
}) => {
  const [officer] = await people(['county.officer'], { signedOut: true });
  officer.expects(...NETWORK);
  const page = await officer.open('/campaigns');

  // the sign-in is the way in, and leads to where one wanted to go
  await page.getByLabel('用户名').fill('county.officer');
  await page.getByLabel('密码').fill('a wrong password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('用户名或密码');
  await shootWidths(page, 'planning-1-sign-in');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/campaigns$/);

  // the campaign: period looked at, policies
  await page.getByRole('link', { name: '新建年度考核评估' }).click();
  await page.getByLabel('名称').fill('德清县2026年度乡镇中心抽查');
  await page.getByLabel('起始日期').fill('2026-12-31');
  await page.getByLabel('截止日期').fill('2026-01-01');
  await page.getByRole('radio', { name: /^按比例/ }).check();
  await page.getByRole('radio', { name: /^0.1 分/ }).check();
  await page.getByLabel('公示期').fill('0');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByText('截止日期早于起始日期。')).toBeVisible();
  await expect(page.getByLabel('名称')).toHaveValue('德清县2026年度乡镇中心抽查');
  await shootWidths(page, 'planning-2-campaign');
  await page.getByLabel('起始日期').fill('2026-01-01');
  await page.getByLabel('截止日期').fill('2026-12-31');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '德清县2026年度乡镇中心抽查' })).toBeVisible();
  await expect(page.getByText('不公示，送达后即可公布。')).toBeVisible();

  // the plan: regular is not the county's to lead
  await page.getByRole('link', { name: '安排评价' }).click();
  await page.getByRole('searchbox', { name: '搜索中心' }).fill('武康');
  await page.getByRole('button', { name: /德清县武康街道社会组织党群服务中心/ }).click();
  await expect(
    page
      .getByText(/按标准 7\.2\.3.*德清县社会组织综合党委不能牵头对“.*”的日常评价。可以改为安排抽查。/)
      .first(),
  ).toBeVisible();

  // one person is no panel; the director of the centre may not score it
  await seat(page, '陆建平', '添加陆建平');
  await expect(page.getByText('评价组至少 2 人，现有 1 人。').first()).toBeVisible();
  await seat(page, 'shao.jie', '添加邵洁');
  await expect(page.getByRole('listitem').filter({ hasText: '邵洁' }).getByRole('alert')).toHaveText(
    /邵洁是“德清县武康街道社会组织党群服务中心”的主任，.*不能参加评分；请另选他人。/,
  );
  const save = page.getByRole('button', { name: '安排', exact: true });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await save.click({ force: true });
  await expect(page.getByText('德清县武康街道社会组织党群服务中心', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: '已选 2 人' })).toContainText('陆建平');
  await shootWidths(page, 'planning-3-refused');

  // a day before the period is refused beside the field, one long after it remarked on
  const day = page.getByLabel('评价日期');
  await day.fill('2025-12-31');
  await expect(page.getByText('2025-12-31 早于考核周期（2026-01-01 至 2026-12-31）').first()).toBeVisible();
  await day.fill('2062-11-23');
  await expect(page.getByText(/已超过一年，请核对年份/)).toBeVisible();
  await day.fill(TODAY);
  await expect(page.getByText(/已超过一年，请核对年份/)).toBeHidden();

  // as a spot-check, without the director, it is allowed
  await page.getByRole('radio', { name: /^抽查/ }).check();
  await page.getByRole('button', { name: '移除邵洁' }).click();
  for (const name of ['陈薇', '王海峰', '章敏']) await seat(page, name, `添加${name}`);
  // by keyboard: the arrows choose, Enter adds whom they chose and plans nothing
  const search = page.getByRole('searchbox', { name: '搜索人员' });
  await search.fill('an');
  const found = page.getByRole('list', { name: '找到的人员' });
  await search.press('ArrowDown');
  await expect(found.getByRole('listitem').nth(1)).toContainText('Enter');
  await search.fill('费子昂');
  await expect(found.getByRole('listitem')).toHaveCount(1);
  await search.press('Enter');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');
  await search.press('Enter');
  await expect(page.getByRole('list', { name: '已选 5 人' })).toBeVisible();
  await expect(page.getByRole('radio', { name: '陆建平任组长' })).toBeChecked();
  await expect(page.getByText('符合规定，可以安排。')).toBeVisible();
  await shootWidths(page, 'planning-4-allowed');
  await save.click();
  await expect(page).toHaveURL(/\/evaluations\/[a-z0-9-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('德清县武康街道社会组织党群服务中心');
  await expect(page.getByText('精确到 0.1 分')).toBeVisible();
  await shootWidths(page, 'planning-5-planned');

  // the chair finds it among what waits for them
  const [chair] = await people(['chair']);
  await chair.open('/');
  await chair.page
    .getByRole('link', { name: /德清县武康街道社会组织党群服务中心/ })
    .first()
    .click();
  await expect(chair.page.getByRole('button', { name: '开始评分' })).toBeVisible();
});

test('the local party committee plans the regular evaluation of its township’s centre, once a campaign', async ({
  people,
}) => {
  const [officer] = await people(['town.officer'], { english: true });
  officer.expects(...NETWORK);
  const { id: campaign } = await officer.post<{ id: string }>('/campaigns', {
    body: DEMO.bodies.town,
    title: '乾元镇2027年度考核评估',
    periodFrom: '2027-01-01',
    periodTo: '2027-12-31',
  });
  const page = await officer.open(`/campaigns/${campaign}/plan`);
  await page.getByRole('button', { name: /^Qianyuan Town Centre/ }).click();
  await seat(page, 'Lu Jianping', 'Add Lu Jianping');
  await seat(page, 'Chen Wei', 'Add Chen Wei');
  // works there, answers for it
  await seat(page, 'Shi Lin', 'Add Shi Lin');
  await expect(
    page.getByText(/Shi Lin is on the staff of “Qianyuan Town Centre” .* may not score it/).first(),
  ).toBeVisible();
  await seat(page, 'xue.feng', 'Add Xue Feng');
  await expect(
    page.getByText(/Xue Feng .*“Qianyuan Town Centre”.*(may not score it|not score;)/).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Remove Shi Lin' }).click();
  await page.getByRole('button', { name: 'Remove Xue Feng' }).click();
  await shootWidths(page, 'planning-6-english');
  await page.getByRole('button', { name: 'Plan it', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Qianyuan Town Centre');

  await page.goto(`/campaigns/${campaign}/plan`);
  await page.getByRole('button', { name: /^Qianyuan Town Centre/ }).click();
  await expect(
    page
      .getByText(
        /This campaign already has a regular evaluation of “.*” \(.*\); there is one a round \(4\.3\.8\)\./,
      )
      .first(),
  ).toBeVisible();
  await seat(page, 'Lu Jianping', 'Add Lu Jianping');
  await seat(page, 'Chen Wei', 'Add Chen Wei');
  const save = page.getByRole('button', { name: 'Plan it', exact: true });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('radio', { name: /^Spot-check/ }).check();
  await expect(
    page.getByText(/By clause 7\.2\.3 .*; .* may not lead the spot-check of “.*”\./).first(),
  ).toBeVisible();
});

test('a campaign is closed, opened again and, never used, deleted', async ({ people }) => {
  const [officer, town] = await people(['county.officer', 'town.officer']);
  const { id } = await officer.post<{ id: string }>('/campaigns', {
    body: DEMO.bodies.county,
    title: '试建的考核评估',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
  });
  // on a phone what one line says lies over no other
  await officer.page.setViewportSize(WIDTHS.phone);
  await officer.open('/campaigns');
  const line = officer.page.locator('tr', { hasText: '试建的考核评估' });
  const [period, none] = await Promise.all(
    ['2026-12-31', '尚未安排评价'].map((text) => line.getByText(text).boundingBox()),
  );
  expect(none?.y).toBeGreaterThanOrEqual((period?.y ?? 0) + (period?.height ?? 0) - 1);
  await shoot(officer.page, 'planning-11-campaigns-phone');
  await officer.page.setViewportSize(WIDTHS.wide);
  const page = await officer.open(`/campaigns/${id}`);
  const answer = async (button: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('dialog').getByRole('button', { name: button }).click();
  };
  await answer('结束');
  await expect(page.getByText(/^已于 .* 结束$/)).toBeVisible();
  await expect(page.getByRole('link', { name: '安排评价' })).toHaveCount(0);
  await shootWidths(page, 'planning-7-closed');
  await answer('重新开放');
  await expect(page.getByRole('link', { name: '安排评价' })).toBeVisible();
  await shootWidths(page, 'planning-8-open');
  await answer('删除');
  await expect(page).toHaveURL(/\/campaigns$/);
  await expect(page.getByText('试建的考核评估')).toHaveCount(0);

  // one with evaluations is only closed; how many go on is said first
  await town.open(`/campaigns/${DEMO.campaigns.town}`);
  await expect(town.page.getByRole('button', { name: '结束' })).toBeVisible();
  await expect(town.page.getByRole('button', { name: '删除' })).toHaveCount(0);
  await town.page.getByRole('button', { name: '结束' }).click();
  await expect(town.page.getByRole('dialog')).toContainText(/\d+ 个尚未公布的评价照常进行/);
});

test('a list of evaluations is not cut off where its words are long', async ({ people }) => {
  const [officer] = await people(['county.officer'], { english: true });
  await officer.page.setViewportSize(WIDTHS.middle);
  const page = await officer.open('/evaluations');
  const deliberation = page.getByRole('row').getByText('Deliberation').first();
  await expect(deliberation).toBeInViewport({ ratio: 1 });
  await shootWidths(page, 'planning-12-evaluations-english');
});

test('once scored, nobody is taken off a panel: no button offers it, and what the server refuses is read', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  officer.expects(...NETWORK);
  const id = await planAndOpen(officer, chair, { panel: ['chair', 'panelist1', 'panelist2'] });
  const page = await officer.open(`/evaluations/${id}`);
  // As a page that still believes the evaluation is planned: it leaves somebody out.
  await page.route(`**/evaluations/${id}/panel`, async (route) => {
    const { panel } = route.request().postDataJSON() as { panel: { person: string }[] };
    await route.continue({
      postData: { panel: panel.filter(({ person }) => person !== idOf('panelist2')) },
    });
  });
  await page.getByRole('button', { name: '调整评价组' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: '已选 3 人' })).toContainText('王海峰');
  await expect(dialog.getByRole('button', { name: /^移除/ })).toHaveCount(0);
  await seat(page, '章敏', '添加章敏');
  await expect(dialog.getByRole('button', { name: /^移除/ })).toHaveText(['移除']);
  await shootWidths(page, 'planning-9-panel-in-scoring');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(
    dialog.getByText('评价已在“个人评分”阶段，不能移除王海峰；须由本人申请回避。可以增补人员、另定组长。'),
  ).toBeVisible();
  await shootWidths(page, 'planning-10-panel-refused');
});

test('where no body is registered yet the pages say what is missing', async ({ people }) => {
  const [admin] = await people(['admin']);
  const { page } = admin;
  const headers = { [SERVER_HEADER]: '1' };
  await page.route('**/api/v1/bodies', (route) => route.fulfill({ json: { bodies: [] }, headers }));
  await page.route('**/api/v1/campaigns', (route) => route.fulfill({ json: { campaigns: [] }, headers }));
  await admin.open('/people');
  await expect(page.getByRole('status').filter({ hasText: '还没有评价主体和中心' })).toContainText(
    '还不能指定经办人和中心负责人，也不能开始年度考核评估。',
  );
  await shootWidths(page, 'planning-13-people-nothing-registered');
  await admin.open('/campaigns');
  await expect(page.getByText(/没有登记任何评价主体和中心.*在此之前不能新建年度考核评估。/)).toBeVisible();
  await shootWidths(page, 'planning-14-campaigns-nothing-registered');
});

test('who asks without a page is refused in the same words', async ({ people }) => {
  const [county, town] = await people(['county.officer', 'town.officer']);
  const panel = ['chair', 'panelist1'].map((username, place) => ({
    person: idOf(username),
    isChair: place === 0,
  }));
  const planned = { centre: 'centre-wukang', kind: 'regular', plannedOn: TODAY, panel };
  const path = `/campaigns/${DEMO.campaigns.county}/evaluations`;
  const regular = await county.ask('POST', path, planned);
  expect([regular.status, regular.body.error]).toEqual([422, 'WRONG_LEAD_BODY']);
  expect(regular.body.message).toContain('7.2.3');
  const alone = await county.ask('POST', path, { ...planned, kind: 'spot-check', panel: panel.slice(0, 1) });
  expect([alone.status, alone.body.error]).toEqual([422, 'PANEL_TOO_SMALL']);
  const director = await county.ask('POST', path, {
    ...planned,
    kind: 'spot-check',
    panel: [...panel, { person: idOf('shao.jie') }],
  });
  expect([director.status, director.body.error]).toEqual([422, 'CONFLICT_OF_INTEREST']);
  const second = await town.ask('POST', `/campaigns/${DEMO.campaigns.town}/evaluations`, {
    ...planned,
    centre: DEMO.centres.leaders,
  });
  expect([second.status, second.body.error]).toEqual([409, 'SECOND_REGULAR']);
  expect((await town.ask('POST', path, planned)).status).toBe(404);
  expect(await plan(county)).toMatch(/^[a-z0-9-]+$/);
});
