/** The app on a device: a new version comes when the person says so; an address without https says what it cannot do. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { IndicatorCode } from '@heping/scoring';
import { planAndOpen } from './evaluation.ts';
import { expect, test, type Come } from './fixture.ts';
import { NETWORK, Person } from './person.ts';
import { expectSaved, field, openSheet, saveState, treeRow } from './sheet.ts';
import { shootWidths } from './shots.ts';
import { comeIn, disk, signIn, untilKept } from './tablet.ts';

const BUILD = fileURLToPath(new URL('../../apps/web/build/', import.meta.url));
const remark = (page: Page) => page.getByRole('textbox', { name: '备注' });
const prompt = (page: Page) => page.getByRole('status').filter({ hasText: '有新版本' });
const shells = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('heping-shell-')));

/** The same pages under another version: to a browser that is a new build. */
async function laterBuild(version: string): Promise<string> {
  const build = await mkdtemp(join(tmpdir(), 'heping-build-'));
  await cp(BUILD, build, { recursive: true });
  const { version: now } = JSON.parse(await readFile(join(build, '_app/version.json'), 'utf8')) as {
    version: string;
  };
  const worker = await readFile(join(build, 'service-worker.js'), 'utf8');
  await writeFile(join(build, 'service-worker.js'), worker.replaceAll(now, version));
  for (const compressed of ['br', 'gz']) await rm(join(build, `service-worker.js.${compressed}`));
  return build;
}

/** A panelist on a device of their own, not signed in yet, and the evaluation whose scoring is open. */
async function openSheetOfBo(people: Come): Promise<{ readonly bo: Person; readonly id: string }> {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [bo] = await people(['panelist1'], { signedOut: true });
  for (const person of [officer, chair, bo]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  return { bo, id };
}

test('a new version waits while one works, and takes over with one click; nothing that was written is lost', async ({
  people,
  server,
}) => {
  const { bo, id } = await openSheetOfBo(people);
  await comeIn(bo);
  await openSheet(bo.page, id);
  await untilKept(bo.page);
  const before = await shells(bo.page);
  expect(before).toHaveLength(1);
  const other = await bo.context.newPage();
  await other.goto('/');
  const build = await laterBuild('later');
  try {
    await server.stop();
    await server.start({ HEPING_WEB: build });
    await expectSaved(bo.page);
    await bo.page.reload();
    await expect(prompt(bo.page)).toBeVisible();
    await expect(prompt(other)).toBeVisible();
    await shootWidths(bo.page, 'installed-1-waiting');
    // Put off, it is asked again only when the page is opened anew, or of an earlier version.
    await prompt(other).getByRole('button', { name: '稍后' }).click();
    await expect(prompt(other)).toBeHidden();
    // Nothing of the frame is printed, neither the bar nor what else says how things stand.
    await bo.page.emulateMedia({ media: 'print' });
    await expect(prompt(bo.page)).toBeHidden();
    await expect(saveState(bo.page)).toBeHidden();
    await bo.page.emulateMedia({ media: null });
    // What works is the old version, until one says so.
    await field(bo.page, 'A1.1.1').fill('5.5');
    await field(bo.page, 'A1.1.1').press('Enter');
    await expectSaved(bo.page);
    expect(await shells(bo.page)).toEqual(expect.arrayContaining(before));

    // Without the server the work is still only on this device when the new version takes over.
    await bo.context.setOffline(true);
    await expect(saveState(bo.page)).toContainText('离线');
    await openAt(bo.page, 'A1.1.1');
    await remark(bo.page).fill('更新前没有发出的备注');
    await expect(saveState(bo.page)).toHaveAttribute('data-save-state', 'waiting');
    const loaded = bo.page.waitForEvent('load');
    await prompt(bo.page).getByRole('button', { name: '现在更新' }).click();
    await loaded;
    await expect.poll(() => shells(bo.page)).toEqual(['heping-shell-later']);
    await expect(prompt(bo.page)).toBeHidden();
    await openAt(bo.page, 'A1.1.1');
    await expect(field(bo.page, 'A1.1.1')).toHaveValue('5.5');
    await expect(remark(bo.page)).toHaveValue('更新前没有发出的备注');
    await bo.context.setOffline(false);
    await expectSaved(bo.page);
    // The other tab was not reloaded under anybody's hands: it says that it is of an earlier version.
    await expect(prompt(other)).toBeVisible();
    await expect(prompt(other).getByRole('button', { name: '稍后' })).toHaveCount(0);
    await prompt(other).getByRole('button', { name: '现在更新' }).click();
    await expect(prompt(other)).toBeHidden();
    await expect(other.getByRole('heading', { name: '我的工作' })).toBeVisible();
  } finally {
    await rm(build, { recursive: true, force: true });
  }
});

async function openAt(page: Page, code: IndicatorCode): Promise<void> {
  await treeRow(page, code).click();
  await expect(field(page, code)).toBeVisible();
}

test('an address without https: one works online as always, nothing stays on the device, and the page says so', async ({
  people,
  server,
  playwright,
  launchOptions,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  for (const person of [officer, chair]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  const { port } = new URL(server.origin);
  const origin = `http://heping.test:${port}`;
  await server.stop();
  await server.start({ HEPING_ORIGIN: `${origin},${server.origin}`, HEPING_HOST: '127.0.0.1' });
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP heping.test 127.0.0.1'],
  });
  try {
    const bo = await Person.come(browser, origin, 'panelist1', { signedOut: true, locale: 'zh-CN' });
    // The browser's own word on the header with which a sign-out empties its cache.
    bo.expects(/Clear-Site-Data/);
    const { page } = bo;
    await page.goto('/login');
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await signIn(page, 'panelist1');
    await expect(page.getByRole('heading', { name: '我的工作' })).toBeVisible();
    const ready = page.getByRole('region', { name: '离线准备' });
    await expect(ready).toContainText('这个地址不是 https');
    await expect(ready.getByRole('button', { name: '下载到本机' })).toHaveAttribute('aria-disabled', 'true');
    await shootWidths(page, 'installed-2-http');
    await openSheet(page, id);
    await field(page, 'A1.1.1').fill('5.5');
    await field(page, 'A1.1.1').press('Enter');
    await openAt(page, 'A1.1.1');
    await remark(page).fill('没有加密也能在线评分');
    await expectSaved(page);
    await page.reload();
    await openAt(page, 'A1.1.1');
    await expect(field(page, 'A1.1.1')).toHaveValue('5.5');
    await expect(remark(page)).toHaveValue('没有加密也能在线评分');
    expect(await disk(page)).not.toContain('没有加密');
    await page.getByRole('button', { name: /^账号：/ }).click();
    await expect(page.getByRole('menuitem', { name: '退出登录' })).toBeVisible();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await expect(page.getByRole('textbox', { name: '用户名' })).toBeVisible();
    expect(bo.complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a browser that keeps nothing: one works online as always, and nothing is called kept', async ({
  people,
}) => {
  const { bo, id } = await openSheetOfBo(people);
  await bo.context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await comeIn(bo);
  const { page } = bo;
  const ready = page.getByRole('region', { name: '离线准备' });
  await expect(ready).toContainText('这个浏览器不在本机保存数据');
  await expect(ready.getByRole('button', { name: '下载到本机' })).toHaveAttribute('aria-disabled', 'true');
  await openSheet(page, id);
  await openAt(page, 'A1.1.1');
  await bo.context.setOffline(true);
  await remark(page).fill('只在这个页面上');
  await expect(saveState(page)).toContainText('仅在此页面');
  await expect(page.getByRole('status').filter({ hasText: '现在没有网络' })).toContainText('只在此页面');
  await shootWidths(page, 'installed-3-nowhere');
  await bo.context.setOffline(false);
  await expectSaved(page);
  await page.reload();
  await openAt(page, 'A1.1.1');
  await expect(remark(page)).toHaveValue('只在这个页面上');
  await page.getByRole('button', { name: /^账号：/ }).click();
  await expect(page.getByRole('menuitem', { name: '退出登录' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: '锁定' })).toBeHidden();
});

test('[DV9] the site’s data thrown away under an open page: from then on nothing is called kept', async ({
  people,
}) => {
  const { bo, id } = await openSheetOfBo(people);
  await comeIn(bo);
  const { page } = bo;
  await openSheet(page, id);
  await openAt(page, 'A1.1.1');
  await bo.context.setOffline(true);
  await remark(page).fill('留在本机');
  await expect(saveState(page)).toContainText('已存本机');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('heping-device');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(new Error('deleteDatabase'));
      }),
  );
  await remark(page).fill('留在页面上');
  await expect(saveState(page)).toContainText('仅在此页面');
  await bo.context.setOffline(false);
  await expectSaved(page);
  await page.reload();
  await openAt(page, 'A1.1.1');
  await expect(remark(page)).toHaveValue('留在页面上');
});
