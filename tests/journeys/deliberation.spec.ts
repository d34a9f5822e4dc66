/** Point 4: ballots turn at once for all; the panel talks, agrees live, adopts what nobody disputes, settles what two set. */
import type { Page } from '@playwright/test';
import { bringTo, fillBallot, hashOf, planAndOpen, recordFacts, type Scoring } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD } from './person.ts';
import { expectSaved } from './sheet.ts';
import { shoot, shootWidths, WIDTHS } from './shots.ts';

/** Where the five stand apart: by indicator, in the order of the panel. */
const APART: Readonly<Record<string, readonly number[]>> = {
  'A1.4.1': [100, 60, 80, 90, 100],
  'A1.4.2': [100, 70, 80, 90, 100],
  'A2.3.10': [60, 30, 60, 60, 60],
  'A1.1.1': [60, 60, 60, 55, 60],
};
const seatScores =
  (seat: number): Scoring =>
  (code, maximum) =>
    APART[code]?.[seat] ?? maximum;

const agenda = (page: Page) => page.getByRole('navigation', { name: '议程' });
const toDiscuss = (page: Page) => agenda(page).getByRole('region', { name: /^需要讨论/ });
const agreed = (page: Page, code: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${code} 评定分，满分`) });
const detail = (page: Page) => page.getByRole('article');
/** The line that says what has happened and what can be done now. */
const standing = (page: Page) => page.locator('[data-standing]');
const codesIn = (page: Page) =>
  toDiscuss(page)
    .locator('li[data-indicator]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-indicator')));

test('the chair reveals with a reason: ballots turn at once for all, with aggregates, in the order of what is at stake', async ({
  people,
}) => {
  const [officer, ...panel] = await people([
    'county.officer',
    'chair',
    'panelist1',
    'panelist2',
    'panelist3',
    'panelist4',
  ]);
  const [chair, bo, chen, dora, eve] = panel;
  const id = await planAndOpen(officer, chair);
  await recordFacts(chair, id, { but: { study: 3 } });
  for (const [seat, person] of [chair, bo, chen, dora].entries())
    await fillBallot(person, id, seatScores(seat));
  await fillBallot(eve, id, (code, maximum) => (code.startsWith('A1') ? seatScores(4)(code, maximum) : null));
  await Promise.all(panel.map(({ page }) => page.goto(`/evaluations/${id}/deliberation`)));

  // before: who has finished, and nothing of a ballot
  const seats = bo.page.getByRole('list', { name: '评价组成员和进度' });
  await expect(seats.getByRole('listitem').filter({ hasText: chair.name })).toContainText('已评完');
  await expect(seats.getByRole('listitem').filter({ hasText: eve.name })).toContainText('19/40');
  await expect(seats.getByRole('listitem').filter({ hasText: eve.name })).toContainText('未评完');
  await expect(bo.page.getByText('由组长公开评分；公开后本页会自动显示全部评分。')).toBeVisible();
  await expect(bo.page.getByRole('button', { name: '公开评分' })).toHaveCount(0);
  await shootWidths(chair.page, 'deliberation-1-before');

  // one deliberate action; not everyone is finished, so it wants a reason
  await expect(chair.page.getByText('5 人中 4 人已评完')).toBeVisible();
  await chair.page.getByRole('button', { name: '公开评分' }).click();
  const dialog = chair.page.getByRole('dialog');
  const reveal = dialog.getByRole('button', { name: '公开评分' });
  await expect(reveal).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('现在公开的理由').fill('费子昂临时参加防汛');
  await shoot(chair.page, 'deliberation-2-reveal');
  await reveal.click();

  for (const { page } of panel) await expect(agenda(page)).toBeVisible();
  expect(await codesIn(bo.page)).toEqual(['A1.4.1', 'A1.4.2', 'A2.3.10', 'A2.3.8']);
  await expect(toDiscuss(bo.page).locator('[data-indicator="A1.4.1"]')).toContainText('分歧大');
  await expect(toDiscuss(bo.page).locator('[data-indicator="A2.3.8"]')).toContainText('有上限');
  await expect(detail(bo.page)).toContainText('极差达到分值的 30%，请讨论后议定。');
  await expect(detail(bo.page).getByRole('img').first()).toHaveAccessibleName(
    /陈薇 6.*中位数 9(\.00)?，最高可得分 10。/,
  );
  await shootWidths(bo.page, 'deliberation-3-agenda');

  await bo.page.getByRole('link', { name: '评分矩阵' }).click();
  const row = bo.page.getByRole('region', { name: '评分矩阵' }).locator('tr[data-indicator="A1.4.1"]');
  await expect(row.getByRole('cell')).toHaveText([
    /^10$/,
    /^6$/,
    /^8$/,
    /^9$/,
    /^10$/,
    /^9\.00$/,
    /^8\.60$/,
    /^9\.0$/,
    /^4\.0$/,
    /^10$/,
    /未议定/,
  ]);
  await expect(bo.page.getByRole('columnheader', { name: /陈薇/ })).toContainText('本人');
  // who was not finished has no score there: not zero
  const open = bo.page.getByRole('region', { name: '评分矩阵' }).locator('tr[data-indicator="A2.1.1"]');
  await expect(open.getByRole('cell').nth(4)).toContainText('未评');
  await shootWidths(bo.page, 'deliberation-4-matrix');

  // frozen for everyone, and the page goes on saying so
  await eve.page.goto(`/evaluations/${id}/score?at=A2.1.1`);
  await expect(standing(eve.page)).toContainText(/评分已于 .* 公开，个人评分不能再改。/);
  await expect(eve.page.getByText('评分已公开，不能再改。')).toBeVisible();
  await eve.page.goto(`/evaluations/${id}`);
  await expect(eve.page.getByText('理由：费子昂临时参加防汛')).toBeVisible();
});

test('the panel talks, is brought to an indicator, agrees live, and adopts what nobody disputes by the rule shown', async ({
  people,
}) => {
  const [officer, chair, bo, chen] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  const panel = [chair, bo, chen] as const;
  const id = await bringTo(
    'deliberation',
    { officer, panel },
    { scoreOf: (person) => seatScores(panel.findIndex(({ id }) => id === person.id)) },
  );
  await Promise.all(panel.map(({ page }) => page.goto(`/evaluations/${id}/deliberation`)));
  for (const { page } of panel) await expect(agenda(page)).toBeVisible();

  // the chair brings everyone to an indicator
  await agenda(bo.page)
    .getByRole('link', { name: /^A1\.1\.2/ })
    .click();
  await expect(bo.page).toHaveURL(/at=A1\.1\.2/);
  await agenda(chair.page)
    .getByRole('link', { name: /^A1\.4\.2/ })
    .click();
  await chair.page.getByRole('button', { name: '请大家来看这一项' }).click();
  for (const { page } of [bo, chen]) {
    await expect(page).toHaveURL(/at=A1\.4\.2/);
    await expect(page.getByText('陆建平请大家来看 A1.4.2')).toBeVisible();
  }
  await expect(bo.page.getByRole('button', { name: '请大家来看这一项' })).toHaveCount(0);
  // from one's own sheet the way leads to the table; who is typing is offered it, and loses nothing
  await bo.page.goto(`/evaluations/${id}/score?at=A1.1.1&view=grid`);
  await expect(bo.page.getByRole('region', { name: '评分全表' })).toBeVisible();
  const say = chen.page.getByRole('textbox', { name: '就 A1.4.2 发言' });
  await say.fill('我还没说完');
  await agenda(chair.page)
    .getByRole('link', { name: /^A2\.3\.10/ })
    .click();
  await chair.page.getByRole('button', { name: '请大家来看这一项' }).click();
  await expect(bo.page).toHaveURL(/\/deliberation\?at=A2\.3\.10$/);
  await expect(chen.page.getByText('陆建平请大家来看 A2.3.10')).toBeVisible();
  await expect(chen.page).toHaveURL(/at=A1\.4\.2/);
  await expect(say).toHaveValue('我还没说完');
  await chen.page.getByRole('link', { name: '前往' }).click();
  await expect(chen.page).toHaveURL(/at=A2\.3\.10/);
  for (const { page } of panel)
    await agenda(page)
      .getByRole('link', { name: /^A1\.4\.2/ })
      .click();
  await expect(say).toHaveValue('我还没说完');
  await say.fill('');

  // the thread
  await bo.page.getByRole('textbox', { name: '就 A1.4.2 发言' }).fill('展板去年就没有更新。');
  await bo.page.keyboard.press('Enter');
  for (const { page } of panel) {
    const message = page.getByRole('region', { name: /^讨论/ }).getByRole('listitem');
    await expect(message).toHaveText(/陈薇.*展板去年就没有更新。/s);
  }

  // the agreed score and its reason, live
  await agreed(chair.page, 'A1.4.2').fill('8');
  await chair.page.keyboard.press('Tab');
  await expect(agreed(bo.page, 'A1.4.2')).toHaveValue('8');
  await expect(bo.page.getByText('扣分须写明原因，否则不能签字。')).toBeVisible();
  await bo.page.getByLabel('扣分原因').pressSequentially('展板未更新；');
  await expect(chen.page.getByLabel('扣分原因')).toHaveValue('展板未更新；');
  await chen.page.getByLabel('扣分原因').focus();
  await chen.page.keyboard.press('Control+End');
  await Promise.all([
    chen.page.keyboard.type('缺志愿服务内容。'),
    bo.page.getByRole('textbox', { name: '就 A1.4.2 发言' }).fill('同意。'),
  ]);
  await expect(chair.page.getByLabel('扣分原因')).toHaveValue('展板未更新；缺志愿服务内容。');
  await expect(chair.page.getByText('扣分须写明原因，否则不能签字。')).toHaveCount(0);
  await shootWidths(chair.page, 'deliberation-5-agreed');

  // on a phone the ways on lie under the thumb, however far one has read
  const before = chen.page.viewportSize();
  await chen.page.setViewportSize(WIDTHS.phone);
  await chen.page.getByText('标准要求与实际情况').scrollIntoViewIfNeeded();
  const on = chen.page.getByRole('button', { name: '下一项' });
  await expect(on).toBeInViewport();
  await on.click();
  await expect(chen.page).not.toHaveURL(/at=A1\.4\.2/);
  await expect(chen.page.getByRole('heading', { level: 2 }).first()).toBeInViewport();
  await chen.page.getByRole('button', { name: '返回列表' }).click();
  await expect(agenda(chen.page)).toBeVisible();
  await expect(on).toBeHidden();
  if (before !== null) await chen.page.setViewportSize(before);

  // everything undisputed in one step, with the rule
  await chair.page.getByRole('button', { name: /^采用无分歧的 37 项/ }).click();
  const dialog = chair.page.getByRole('dialog');
  await expect(dialog).toContainText('规则：不足 5 人时取全部评分的平均');
  await shoot(chair.page, 'deliberation-6-adopt');
  await dialog.getByRole('button', { name: '采用 37 项' }).click();
  await expect(dialog).toContainText('已采用 37 项');
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  for (const { page } of panel) await expect(page.getByText('已议定 38/40')).toBeVisible();
  await expect(bo.page.getByRole('button', { name: /^采用无分歧/ })).toHaveCount(0);
});

test('two people set the same agreed score unseen by each other: both see both values, and a person settles it', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  bo.expects(...NETWORK);
  const id = await bringTo('deliberation', { officer, panel: [chair, bo] });
  for (const { page } of [chair, bo]) {
    await page.goto(`/evaluations/${id}/deliberation?at=A1.4.1`);
    await expect(agreed(page, 'A1.4.1')).toBeEditable();
  }
  await bo.context.setOffline(true);
  await expect(bo.page.getByText('离线', { exact: true })).toBeVisible();
  await agreed(bo.page, 'A1.4.1').fill('7');
  await bo.page.keyboard.press('Tab');
  await agreed(chair.page, 'A1.4.1').fill('9');
  await chair.page.keyboard.press('Tab');
  await expectSaved(chair.page);
  await expect(agreed(bo.page, 'A1.4.1')).toHaveValue('7');

  await bo.context.setOffline(false);
  for (const { page } of [chair, bo]) {
    const conflict = page.getByRole('group', { name: '两个值待确认' });
    await expect(conflict).toContainText('两人在互不知情时填了不同的值，请核实后选定。');
    await expect(conflict.getByRole('listitem').filter({ hasText: '9 分' })).toContainText(chair.name);
    await expect(conflict.getByRole('listitem').filter({ hasText: '7 分' })).toContainText(bo.name);
    await expect(agenda(page).locator('[data-indicator="A1.4.1"]')).toContainText('有冲突');
  }
  await shootWidths(bo.page, 'deliberation-7-conflict');
  await bo.page.getByRole('button', { name: '采用 9 分' }).click();
  for (const { page } of [chair, bo]) {
    await expect(page.getByRole('group', { name: '两个值待确认' })).toHaveCount(0);
    await expect(agreed(page, 'A1.4.1')).toHaveValue('9');
  }
  await expectSaved(bo.page);
});

test('who steps back leaves every open page; an unlock and a return stay in sight with their reasons', async ({
  people,
}) => {
  const [officer, chair, bo, chen] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  // who stepped back may not see it any more
  chen.expects(...NETWORK);
  const id = await bringTo(
    'agreed',
    { officer, panel: [chair, bo, chen] },
    { agreed: { 'A1.1.1': 50 }, scoreOf: (person) => seatScores(person === chen ? 1 : 0) },
  );
  const path = `/evaluations/${id}`;
  await Promise.all([
    chair.open(`${path}/deliberation?view=matrix&at=A1.4.1`),
    bo.open(`${path}/deliberation?at=A1.4.1`),
    chen.open(path),
  ]);
  const matrix = chair.page.getByRole('region', { name: '评分矩阵' });
  const heads = matrix.getByRole('columnheader');
  await expect(heads.filter({ hasText: chen.name })).toBeVisible();
  await expect(toDiscuss(bo.page)).toContainText('A1.4.1');

  await chen.page.getByRole('button', { name: '申请回避' }).click();
  const dialog = chen.page.getByRole('dialog');
  await expect(dialog.getByLabel('理由')).toBeFocused();
  await chen.page.keyboard.type('与中心负责人有亲属关系');
  await dialog.getByRole('button', { name: '申请回避' }).click();
  await expect(heads.filter({ hasText: chen.name })).toHaveCount(0);
  // nobody stands apart any more
  await expect(toDiscuss(bo.page)).not.toContainText('A1.4.1');

  await chair.post(`${path}/lock`);
  await expect(standing(bo.page)).toContainText('定稿，不能再改。 请核对后签字。');
  await chair.post(`${path}/unlock`, { reason: '补充 A1.1.1 的原因' });
  await expect(standing(bo.page)).toContainText('解除定稿：补充 A1.1.1 的原因');
  await expect(agreed(bo.page, 'A1.4.1')).toBeEditable();

  await chair.post(`${path}/lock`);
  const hash = await hashOf(chair, id);
  for (const person of [chair, bo]) await person.post(`${path}/sign`, { password: PASSWORD, hash });
  await chair.post(`${path}/close-signing`);
  await expect(standing(bo.page)).toContainText('签字已结束');
  await officer.post(`${path}/send-back`, { reason: 'A1.1.1 扣分依据不足' });
  await expect(standing(bo.page)).toContainText('被退回：A1.1.1 扣分依据不足');
  await expect(agreed(bo.page, 'A1.4.1')).toBeEditable();
});
