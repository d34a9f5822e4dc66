/** Between a tablet and the server stands a proxy that lost it, the sign-in page of a network, or a line that swallows. */
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD } from './person.ts';
import { expectSaved, field, openSheet, saveState, tree } from './sheet.ts';
import { comeIn, leaveBy, lockScreen, signIn, unlock, untilKept, untilWorker } from './tablet.ts';

/** What is waited for as long as it may take by its rule, and the slowness of two cores. */
const IN_TIME = { timeout: 30_000 };

test('[OF9] what somebody answers in the server’s place is silence: what is kept is shown, and nothing of it goes', async ({
  people,
  gate,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { origin: gate.origin });
  tablet.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(tablet.page, id);
  await untilKept(tablet.page);
  const bar = tablet.page.getByText(/没有网络：显示的是本机 .* 保存的内容/);

  for (const [standing, code, points] of [
    ['bad-gateway', 'A1.1.1', '5.5'],
    ['portal', 'A1.1.2', '1.5'],
  ] as const) {
    gate.become(standing);
    await tablet.page.reload();
    await expect(bar).toBeVisible();
    await field(tablet.page, code).fill(points);
    await field(tablet.page, code).press('Enter');
    await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
    gate.become('open');
    await expect(bar).toBeHidden(IN_TIME);
    await expectSaved(tablet.page);
  }

  // What is not kept is not to be had; what was typed stays, and it is not said that it was not done.
  await tablet.open('/account');
  const asked = tablet.page.getByLabel('当前密码');
  await asked.fill(PASSWORD);
  await tablet.page.getByLabel('新密码', { exact: true }).fill(`${PASSWORD}-2027`);
  await tablet.page.getByLabel('再输入一次新密码').fill(`${PASSWORD}-2027`);
  gate.become('bad-gateway');
  await tablet.page.getByRole('button', { name: '修改密码' }).click();
  await expect(tablet.page.getByText('没有等到服务器的答复')).toBeVisible();
  await expect(asked).toHaveValue(PASSWORD);

  // It had arrived, and only its answer had not: asked for again, it is found to be done.
  gate.become('open');
  await tablet.post('/me/password', { current: PASSWORD, next: `${PASSWORD}-2027` });
  await tablet.page.getByRole('button', { name: '修改密码' }).click();
  await expect(tablet.page.getByText('密码已修改。')).toBeVisible();
  await expect(asked).toHaveValue('');

  gate.become('bad-gateway');
  await tablet.open('/notifications');
  await expect(tablet.page.getByRole('alert').filter({ hasText: '没有连上服务器' })).toBeVisible();
});

test('[OF10] over a line that swallows, signing in says so and keeps what was typed; unlocking waits for no server', async ({
  people,
  gate,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { origin: gate.origin, signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await tablet.open('/login');
  await untilWorker(tablet.page);
  await expect(tablet.page.getByLabel('密码')).toBeVisible();
  gate.become('silent');
  await signIn(tablet.page, tablet.username);
  await expect(tablet.page.getByText('没有连上服务器，请检查网络后重试')).toBeVisible(IN_TIME);
  await expect(tablet.page.getByLabel('密码')).toHaveValue(PASSWORD);
  gate.become('open');
  await comeIn(tablet);
  await openSheet(tablet.page, id);
  await untilKept(tablet.page);

  gate.become('silent');
  await field(tablet.page, 'A1.1.1').fill('5.5');
  await field(tablet.page, 'A1.1.1').press('Enter');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  await leaveBy(tablet.page, '锁定');
  await expect(lockScreen(tablet.page)).toBeVisible();
  await unlock(tablet.page);
  await tree(tablet.page).locator('[data-indicator="A1.1.1"]').click();
  await expect(field(tablet.page, 'A1.1.1')).toHaveValue('5.5');
  gate.become('open');
  await expectSaved(tablet.page);
});
