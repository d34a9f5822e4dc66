/** Point 8: somebody acts in one browser, and in another the bell goes up without a reload; one click leads to the place. */
import { bringTo } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import { shoot, shootWidths } from './shots.ts';

test('delivered by the officer, told to the leader at once: the bell, the message, the place, and read', async ({
  people,
}) => {
  const [officer, chair, bo, leader] = await people(['county.officer', 'chair', 'panelist1', 'shao.jie']);
  leader.expects(...NETWORK);
  const page = await leader.open('/');
  const bell = page.getByRole('link', { name: /^消息/ });
  await expect(bell).toBeVisible();
  const before = (await leader.get<{ unread: number }>('/me/notifications/unread')).unread;
  const id = await bringTo(
    'notice',
    { officer, panel: [chair, bo] },
    { agreed: { 'A1.2.2': 95, 'A1.4.1': 40 } },
  );
  await expect(bell).toContainText(`${before + 1} 条未读`);
  await shootWidths(page, 'notifications-0-bell');

  // A panelist is not told of it, and is told of the seat.
  const told = await bo.get<{ notifications: { kind: string; path: string }[] }>('/me/notifications');
  const here = told.notifications.filter(({ path }) => path.startsWith(`/evaluations/${id}`));
  expect(here.map(({ kind }) => kind)).toEqual(['evaluation.assigned']);

  await bell.click();
  await expect(page.getByRole('heading', { level: 1, name: '消息' })).toBeVisible();
  const message = page.getByRole('link', { name: /评价结果已送达，列出问题 2 个/ }).first();
  await expect(message).toBeVisible();
  await shootWidths(page, 'notifications-1-page');
  await message.click();
  await expect(page).toHaveURL(new RegExp(`/evaluations/${id}/findings$`));
  await expect(bell).not.toContainText(`${before + 1} 条未读`);

  // A second device of the same person knows it, too; and all of it can be read at once.
  const other = await leader.context.newPage();
  await other.goto('/notifications');
  await expect(other.getByRole('link', { name: /^消息/ })).toBeVisible();
  const all = other.getByRole('button', { name: '全部标为已读' });
  if (before > 0) await all.click();
  await expect(other.getByText('全部已读')).toBeVisible();
  await expect(page.getByText(/条未读/)).toHaveCount(0);
});

test('an officer registers a webhook and sees its secret once; a refused address keeps what was typed', async ({
  people,
}) => {
  const [officer, panelist] = await people(['county.officer', 'panelist1']);
  for (const person of [officer, panelist]) person.expects(...NETWORK);
  const page = await officer.open('/webhooks');
  await expect(page.getByText('还没有推送地址')).toBeVisible();
  await page.getByRole('button', { name: '新增推送地址' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('接收地址').fill('https://10.0.0.8/hook');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText(/在内部网络中（10\.0\.0\.8）/)).toBeVisible();
  await expect(dialog.getByLabel('接收地址')).toHaveValue('https://10.0.0.8/hook');
  await shootWidths(page, 'webhooks-0-refused');
  await dialog.getByLabel('接收地址').fill('http://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await shootWidths(page, 'webhooks-1-secret');
  await page.getByRole('button', { name: '已保存好' }).click();
  await expect(page.getByText(/^whsec_/)).toHaveCount(0);
  await page.getByRole('button', { name: '测试' }).click();
  await expect(page.getByText('没有发送成功')).toBeVisible();
  await page.getByRole('button', { name: '推送记录' }).click();
  await expect(page.getByText('还没有推送过消息。')).toBeVisible();
  await shootWidths(page, 'webhooks-2-tested');
  await page.getByRole('button', { name: '更换密钥' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await expect(page.getByText('还没有推送地址')).toBeVisible();
  await panelist.open('/webhooks');
  await expect(panelist.page.getByText('消息推送由评价主体的经办人和系统管理员设置。')).toBeVisible();
});

test('one’s address is kept on the account page, and what is wrong with it is said', async ({ people }) => {
  const [leader] = await people(['shao.jie']);
  leader.expects(...NETWORK);
  const page = await leader.open('/account');
  const address = page.getByLabel('邮箱地址');
  await address.fill('not an address');
  await page.getByRole('region', { name: '邮件提醒' }).getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('请填写一个邮箱地址，如 wang@example.cn。')).toBeVisible();
  await expect(address).toHaveValue('not an address');
  await address.fill('shao.jie@example.cn');
  await page.locator('summary', { hasText: '哪些消息发邮件' }).click();
  await page.getByLabel('问题销号').uncheck();
  await page.getByRole('region', { name: '邮件提醒' }).getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('邮件提醒已保存。')).toBeVisible();
  await shootWidths(page, 'account-mail');
  await page.reload();
  await expect(page.getByLabel('邮箱地址')).toHaveValue('shao.jie@example.cn');
  await page.locator('summary', { hasText: '哪些消息发邮件' }).click();
  await expect(page.getByLabel('问题销号')).not.toBeChecked();
  await shoot(page, 'account-mail-kinds');
});

test('places, bell and account stand beside each other at every width, in English, too', async ({
  people,
}) => {
  const [admin] = await people(['admin'], { english: true });
  admin.expects(...NETWORK);
  const page = await admin.open('/notifications');
  const bell = page.getByRole('link', { name: /^Messages/ });
  await expect(bell).toBeVisible();
  await shootWidths(page, 'notifications-2-english');
  for (const width of [1440, 1240, 1100, 1024, 980, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const gaps = await page.evaluate(() => {
      const isShown = (element: Element) => element.getClientRects().length > 0;
      const inBar = [...document.querySelectorAll('header .bar a, header .bar button')].filter(isShown);
      const places = inBar.map((element) => element.getBoundingClientRect());
      return places.slice(1).map((place, at) => Math.round(place.left - (places[at]?.right ?? 0)));
    });
    expect({ width, overlapping: gaps.filter((gap) => gap < 0) }).toEqual({ width, overlapping: [] });
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ width, tooWide }).toEqual({ width, tooWide: 0 });
  }
});
