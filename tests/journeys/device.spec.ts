/** What a tablet keeps of whom: sealed, locked, handed on, left. [DV1–DV7] */
import type { Page } from '@playwright/test';
import { castScore, remarkOf, writeText } from '@heping/protocol';
import * as Y from 'yjs';
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD, type Person } from './person.ts';
import { cards, choose, evidence, holdsPictures, keepsNone, letPicturesGo, photo } from './pieces.ts';
import { expectSaved, field, openSheet, saveState, tree } from './sheet.ts';
import { shootWidths } from './shots.ts';
import { atHome, comeIn, disk, leaveBy, lockScreen, signIn, unlock, untilWorker } from './tablet.ts';

const REMARK = '二楼会议室未见标识';

async function score(page: Page, code: string, points: string): Promise<void> {
  await field(page, code).fill(points);
  await field(page, code).press('Enter');
}
const remark = (page: Page) => page.getByRole('textbox', { name: '备注' });

/** A panelist with the sheet open on a device that knows their password, and one remark that is saved. */
async function atTheSheet(person: Person, evaluation: string): Promise<void> {
  await comeIn(person);
  await untilWorker(person.page);
  await openSheet(person.page, evaluation);
  await remark(person.page).fill(REMARK);
  await score(person.page, 'A1.1.1', '5.5');
  await expectSaved(person.page);
}

test('without a network one locks; nothing of the work can be read; the password opens it, also in a tab opened anew', async ({
  people,
  server,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1'], { signedOut: false });
  const [tablet] = await people(['panelist1'], { signedOut: true });
  chair.expects(...NETWORK);
  tablet.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);

  // Both: a browser that opens a page anew may ask before it is cut off, and an answered end of the session is one. [DV4]
  await server.stop();
  await tablet.context.setOffline(true);
  await score(tablet.page, 'A1.1.2', '1.5');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  // On a phone the menu that one leaves by gives way to what is asked.
  await tablet.page.setViewportSize({ width: 390, height: 844 });
  await tablet.page.getByRole('button', { name: '菜单', exact: true }).click();
  const menu = tablet.page.locator('#frame-menu');
  await menu.getByRole('button', { name: '退出登录' }).click();
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(menu).toBeHidden();
  await tablet.page.setViewportSize({ width: 1440, height: 900 });
  await expect(dialog).toContainText('还有内容只在这台设备上');
  await expect(dialog.getByRole('listitem')).toContainText('个人评分表：1 处修改待发送');
  await expect(dialog).toContainText('现在可以锁定');
  await expect(dialog.getByRole('button', { name: '发送后退出' })).toHaveCount(0);
  await shootWidths(tablet.page, 'device-1-out-offline');
  await dialog.getByRole('button', { name: '锁定' }).click();
  await expect(lockScreen(tablet.page)).toBeVisible();
  await expect(tablet.page.locator('body')).not.toContainText(REMARK);
  await shootWidths(tablet.page, 'device-2-locked');

  await tablet.page.close();
  tablet.page = await tablet.context.newPage();
  await tablet.page.goto(`/evaluations/${id}/score?at=A1.1.1`);
  await unlock(tablet.page, 'not the password');
  await expect(tablet.page.getByText('密码不对，没有解开。')).toBeVisible();
  const kept = await disk(tablet.page);
  expect(kept).toContain(`ballot:${id}`);
  for (const word of [REMARK, 'A1.1.2', '"roles"', '武康']) expect(kept).not.toContain(word);
  await unlock(tablet.page);
  await expect(remark(tablet.page)).toHaveValue(REMARK);
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  await tree(tablet.page).locator('[data-indicator="A1.1.2"]').click();
  await expect(field(tablet.page, 'A1.1.2')).toHaveValue('1.5');

  await server.start();
  await tablet.context.setOffline(false);
  await expectSaved(tablet.page);
  await openSheet(bo.page, id, 'A1.1.2');
  await expect(field(bo.page, 'A1.1.2')).toHaveValue('1.5');

  // with everything sent one signs out, and nothing of the person stays
  await leaveBy(tablet.page, '退出登录');
  await expect(tablet.page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  const left = await disk(tablet.page);
  for (const word of [tablet.id, id, REMARK, bo.name]) expect(left).not.toContain(word);
});

test('signing out waits for what is unsent: it is named, sent when the server is back, or knowingly given up', async ({
  people,
  server,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  for (const person of [officer, chair, tablet]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  await server.stop();
  await score(tablet.page, 'A1.1.2', '1.5');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  await leaveBy(tablet.page, '退出登录');
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toContainText('1 处修改待发送');
  await shootWidths(tablet.page, 'device-3-unsent');
  await server.start();
  await dialog.getByRole('button', { name: '发送后退出' }).click();
  await expect(tablet.page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();

  // From the restart on the server answers, and no document reaches it: what is given up was not sent just before.
  let isCut = false;
  await tablet.page.routeWebSocket(/\/sync\//, (line) => {
    if (isCut) void line.close();
    else line.connectToServer();
  });
  await comeIn(tablet);
  await openSheet(tablet.page, id, 'A1.1.2');
  await expect(field(tablet.page, 'A1.1.2')).toHaveValue('1.5');
  isCut = true;
  await server.stop();
  await score(tablet.page, 'A1.1.2', '2');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  await leaveBy(tablet.page, '退出登录');
  // Nothing answers: one is told what is going on, and need not wait for it.
  await dialog.getByRole('button', { name: '发送后退出' }).click();
  await expect(dialog.getByRole('status')).toContainText('正在发送');
  await shootWidths(tablet.page, 'device-3-sending');
  await dialog.getByRole('button', { name: '不再等待' }).click();
  await expect(dialog.getByRole('status')).toBeHidden();
  await dialog.getByRole('button', { name: '放弃并退出' }).click();
  await expect(dialog).toContainText('不能恢复');
  await server.start();
  await dialog.getByRole('button', { name: '确认放弃' }).click();
  await expect(tablet.page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  isCut = false;
  await comeIn(tablet);
  await openSheet(tablet.page, id, 'A1.1.2');
  await expect(field(tablet.page, 'A1.1.2')).toHaveValue('1.5');
});

test('[DV4] locked without a network, a device ends the session before anything is asked with it', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  const asked = () => tablet.page.evaluate(async () => (await fetch('/api/v1/me')).status);
  expect(await asked()).toBe(200);
  await tablet.context.setOffline(true);
  // The page loads anew: a browser that closes it in the middle of that hangs.
  const isAnew = tablet.page.waitForEvent('load');
  await leaveBy(tablet.page, '锁定');
  await isAnew;
  await expect(lockScreen(tablet.page)).toBeVisible();

  // By hand, past every page of ours.
  await tablet.page.close();
  await tablet.context.setOffline(false);
  tablet.page = await tablet.context.newPage();
  await tablet.page.goto(`/api/v1/evaluations/${id}/self`);
  await expect(tablet.page.locator('body')).toContainText('LOGIN');

  // On the lock screen itself, as soon as there is a network.
  await tablet.page.goto('/');
  await unlock(tablet.page);
  await expect(tablet.page.getByRole('heading', { name: '我的工作' })).toBeVisible();
  await tablet.context.setOffline(true);
  await leaveBy(tablet.page, '锁定');
  await expect(lockScreen(tablet.page)).toBeVisible();
  const ended = tablet.context.waitForEvent(
    'response',
    (one) => one.request().method() === 'DELETE' && one.ok(),
  );
  await tablet.context.setOffline(false);
  await ended;
  expect(await asked()).toBe(401);
});

test('a tablet changes hands without a network: each finds their own, and nobody writes as the other', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  await leaveBy(tablet.page, '锁定');
  await expect(lockScreen(tablet.page)).toBeVisible();
  await tablet.page.getByRole('link', { name: '换一个账号登录' }).click();
  await signIn(tablet.page, 'panelist2');
  await expect(tablet.page.getByRole('heading', { name: '我的工作' })).toBeVisible();
  await openSheet(tablet.page, id);
  await expect(remark(tablet.page)).toHaveValue('');
  await score(tablet.page, 'A1.1.1', '3');
  await expectSaved(tablet.page);

  await tablet.context.setOffline(true);
  await leaveBy(tablet.page, '锁定');
  await expect(lockScreen(tablet.page)).toBeVisible();
  await tablet.page.getByRole('radio', { name: /陈薇/ }).check();
  await shootWidths(tablet.page, 'device-4-two');
  await unlock(tablet.page);
  await tree(tablet.page).locator('[data-indicator="A1.1.1"]').click();
  await expect(remark(tablet.page)).toHaveValue(REMARK);
  await tree(tablet.page).locator('[data-indicator="A1.1.2"]').click();
  await score(tablet.page, 'A1.1.2', '1.5');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');

  // the browser still has the session of the other
  await tablet.context.setOffline(false);
  const again = tablet.page.getByRole('dialog', { name: '登录已过期' });
  await expect(again).toContainText('陈薇');
  await again.getByLabel('密码').fill(PASSWORD);
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await expect(again).toBeHidden();
  await expectSaved(tablet.page);
  const [other] = await people(['panelist2']);
  await openSheet(other.page, id, 'A1.1.2');
  await expect(field(other.page, 'A1.1.2')).toHaveValue('');
});

test('[DV5] a password that was never typed here and that no server can check is typed twice before it locks', async ({
  people,
  server,
}) => {
  const tablet = await atHome(people);
  await server.stop();
  await leaveBy(tablet.page, '锁定');
  const dialog = tablet.page.getByRole('dialog', { name: '锁定' });
  const go = dialog.getByRole('button', { name: '锁定' });
  const again = dialog.getByLabel('再输入一次密码');
  await dialog.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await go.click();
  await expect(again).toBeVisible();
  await expect(dialog).toContainText('没有网络，无法向服务器核对');
  await again.fill('a slip of the hand');
  await go.click();
  await expect(dialog).toContainText('两次输入的密码不一致');
  await shootWidths(tablet.page, 'device-6-twice');
  await again.fill(PASSWORD);
  await go.click();
  await expect(lockScreen(tablet.page)).toBeVisible();
  await expect(tablet.page.getByText('没有网络也可以解锁')).toBeVisible();
  await unlock(tablet.page);
  await expect(lockScreen(tablet.page)).toBeHidden();
});

test('[DV4, DQ1] locking waits for photos that are made ready, and names those that the device could not keep', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  const { page } = tablet;
  const dialog = page.getByRole('dialog', { name: '有照片或文件只在此页面' });
  await holdsPictures(page);
  await choose(page, [await photo(1)]);
  await leaveBy(page, '锁定');
  await expect(dialog.getByRole('listitem')).toHaveText([/：1 张照片或文件正在存入本机/]);
  await expect(dialog).toContainText('存好后自动锁定');
  await letPicturesGo(page);
  await unlock(page);
  await expect(cards(page)).toHaveCount(1);

  await keepsNone(page, 'QuotaExceededError');
  const alerts = evidence(page).getByRole('alert');
  await choose(page, [await photo(2)]);
  await expect(alerts).toHaveCount(1);
  await leaveBy(page, '锁定');
  await expect(dialog.getByRole('listitem')).toHaveText([/：1 张照片或文件未能存入本机，只在此页面/]);
  await shootWidths(page, 'device-7-loss');
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(alerts).toHaveCount(1);
  await leaveBy(page, '锁定');
  await dialog.getByRole('button', { name: '放弃并锁定' }).click();
  await unlock(page);
  await expect(cards(page)).toHaveCount(1);
  await expect(alerts).toHaveCount(0);
});

test('[DV10] locked from another tab a page is covered before anything is asked; what only it had is said to be gone', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  const { page } = tablet;
  await keepsNone(page, 'QuotaExceededError');
  await choose(page, [await photo(1), await photo(2)]);
  await expect(evidence(page).getByRole('alert')).toHaveCount(2);
  await tree(page).locator('[data-indicator="A1.1.1"]').click();
  await expect(remark(page)).toHaveValue(REMARK);
  const other = await tablet.context.newPage();
  await other.goto('/');
  await leaveBy(other, '锁定');
  await expect(lockScreen(other)).toBeVisible();
  await expect(lockScreen(page)).toBeVisible();
  await expect(page.getByRole('status')).toContainText('2 张照片或文件没有存入本机，已经清除');
  await expect(page.locator('body')).not.toContainText(REMARK);
  await shootWidths(page, 'device-8-lost');
  await unlock(page);
  await expect(remark(page)).toHaveValue(REMARK);
  await expect(evidence(page).getByRole('alert')).toHaveCount(0);

  // signed out from there, what is being made ready can be kept by nobody either
  await holdsPictures(page);
  await choose(page, [await photo(3)]);
  await expect(page.getByText('正在处理，还有 1 个')).toBeVisible();
  await expect(other.getByRole('heading', { name: '我的工作' })).toBeVisible();
  await leaveBy(other, '退出登录');
  await expect(lockScreen(page)).toBeVisible();
  await expect(page.getByRole('status')).toContainText('1 张照片或文件没有存入本机，已经清除');
  await page.getByRole('main').getByRole('link', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
});

test('[DV10] while photos are made ready a page that was locked from another tab lets nobody in, and keeps them', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  const { page } = tablet;
  let asks = 0;
  page.on('dialog', () => (asks += 1));
  await holdsPictures(page);
  await choose(page, [await photo(1), await photo(2)]);
  await expect(page.getByText('正在处理，还有 2 个')).toBeVisible();
  const other = await tablet.context.newPage();
  await other.goto('/');
  await leaveBy(other, '锁定');
  await expect(lockScreen(page)).toBeVisible();
  await expect(page.getByRole('status')).toContainText('照片或文件存入本机后就可以解锁');
  await expect(page.getByLabel('密码')).toHaveCount(0);
  await shootWidths(page, 'device-9-closing');
  await unlock(other);
  await expect(other.getByRole('heading', { name: '我的工作' })).toBeVisible();
  await letPicturesGo(page);
  await expect(cards(page)).toHaveCount(2);
  expect(asks).toBe(0);
});

test('[DV10] signing out from a tab that was locked meanwhile is shown to and done for nobody who came after', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  const { page } = tablet;
  const { promise: mayGo, resolve: givesUp } = Promise.withResolvers<void>();
  await page.route('**/evidence/**', async (route) => {
    await mayGo;
    await route.abort();
  });
  await choose(page, [await photo(1)]);
  await expect(cards(page)).toHaveCount(1);
  await keepsNone(page, 'QuotaExceededError');
  await choose(page, [await photo(2)]);
  await expect(evidence(page).getByRole('alert')).toHaveCount(1);
  await leaveBy(page, '退出登录');
  await page.getByRole('button', { name: '发送后退出' }).click();
  await expect(page.getByRole('dialog')).toContainText('正在发送');

  const other = await tablet.context.newPage();
  await other.goto('/');
  await leaveBy(other, '锁定');
  await expect(lockScreen(page)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('status')).toContainText('1 张照片或文件没有存入本机，已经清除');
  await other.getByRole('link', { name: '换一个账号登录' }).click();
  await signIn(other, 'panelist2');
  await expect(other.getByRole('heading', { name: '我的工作' })).toBeVisible();
  const failed = page.waitForEvent('requestfailed');
  givesUp();
  await failed;
  await other.reload();
  await expect(other.getByRole('button', { name: /^账号：王海峰/ })).toBeVisible();
  await expect(lockScreen(page)).toBeVisible();
});

test('a password changed elsewhere: the earlier one opens what was locked here, the next one holds from then on', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK, /401/);
  const id = await planAndOpen(officer, chair);
  await atTheSheet(tablet, id);
  await leaveBy(tablet.page, '锁定');
  await expect(lockScreen(tablet.page)).toBeVisible();
  const [elsewhere] = await people(['panelist1']);
  const next = `${PASSWORD}-2027`;
  await elsewhere.post('/me/password', { current: PASSWORD, next });
  await unlock(tablet.page, next);
  await expect(tablet.page.getByRole('heading', { name: '本机内容由您以前的密码加密' })).toBeVisible();
  await shootWidths(tablet.page, 'device-5-earlier');
  await tablet.page.getByLabel('以前的密码').fill(PASSWORD);
  await tablet.page.getByRole('button', { name: '解锁' }).click();
  await tree(tablet.page).locator('[data-indicator="A1.1.1"]').click();
  await expect(remark(tablet.page)).toHaveValue(REMARK);
  await leaveBy(tablet.page, '锁定');
  await unlock(tablet.page, next);
  await expect(remark(tablet.page)).toHaveValue(REMARK);

  // the session ended where nobody saw it: a page opened anew does not wait for the server, and locks at its word [DV6]
  await tablet.context.clearCookies();
  await tablet.page.reload();
  await expect(lockScreen(tablet.page)).toBeVisible();
  await expect(remark(tablet.page)).toHaveCount(0);
});

test('[DV8] what an earlier version left in the clear is taken over, sealed, and the clear one goes', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  const id = await planAndOpen(officer, chair);
  const ballot = `ballot:${id}:${tablet.id}`;
  const earlier = new Y.Doc();
  writeText(remarkOf(earlier, 'A1.1.1'), REMARK);
  castScore(earlier, 'A1.1.1', 55);
  await tablet.page.goto('/login');
  await tablet.page.evaluate(
    async ({ key, bytes }) => {
      const open = (name: string, stores: readonly (readonly [string, IDBObjectStoreParameters])[]) =>
        new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name, 1);
          request.onupgradeneeded = () => {
            for (const [store, options] of stores) request.result.createObjectStore(store, options);
          };
          request.onsuccess = () => resolve(request.result);
        });
      const put = (database: IDBDatabase, store: string, value: unknown) =>
        new Promise((resolve) => {
          const work = database.transaction(store, 'readwrite');
          work.objectStore(store).put(value);
          work.oncomplete = resolve;
        });
      const document = await open(`heping|${key}|0`, [['updates', { autoIncrement: true }]]);
      await put(document, 'updates', new Uint8Array(bytes));
      document.close();
      const kept = await open('heping-kept', [
        ['marks', { keyPath: 'key' }],
        ['copies', { keyPath: 'id' }],
        ['standings', { keyPath: 'document' }],
      ]);
      await put(kept, 'marks', { key: `${key}|1`, document: key, revision: 1, places: ['scores:A1.1.1'] });
      await put(kept, 'standings', { document: key, generation: 0, syncedAt: 1 });
      kept.close();
    },
    { key: `${tablet.id}|${ballot}`, bytes: [...Y.encodeStateAsUpdate(earlier)] },
  );
  expect(await disk(tablet.page)).toContain(REMARK);
  await comeIn(tablet);
  await openSheet(tablet.page, id);
  await expect(remark(tablet.page)).toHaveValue(REMARK);
  await expect(field(tablet.page, 'A1.1.1')).toHaveValue('5.5');
  await expectSaved(tablet.page);
  const kept = await disk(tablet.page);
  expect(kept).not.toContain(REMARK);
  expect(
    await tablet.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
  ).toEqual(['heping-device']);
});
