/** Evidence on site: photos are kept on the device first, survive a closed browser and a cut line, and each arrives once. */
import { createHash } from 'node:crypto';
import type { ArrivedPieces } from '@heping/protocol';
import sharp from 'sharp';
import { bringTo, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person } from './person.ts';
import { cards, choose, evidence, holdsPictures, keepsNone, letPicturesGo, photo, queue } from './pieces.ts';
import { expectSaved, field, grid, openSheet, saveState, treeRow } from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';
import { comeIn, disk, leaveBy, untilKept, untilWorker } from './tablet.ts';
import { DEVICES } from './targets.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const arrived = async (person: Person, id: string) =>
  (await person.get<ArrivedPieces>(`/evaluations/${id}/evidence`)).pieces;

test('sixty photos taken offline survive a closed browser and arrive once each, bytes equal', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id, 'A1.3.1');
  await openSheet(chair.page, id, 'A1.3.1');
  await untilKept(chair.page);

  await chair.context.setOffline(true);
  const taken = await Promise.all(Array.from({ length: 60 }, (_, at) => photo(at)));
  await choose(chair.page, taken.slice(0, 40));
  await expect(queue(chair.page)).toContainText('本机添加 40 件：已上传 0，待上传 40');
  await expect(queue(chair.page)).toContainText('离线，恢复后自动上传');
  await expect(cards(chair.page).first()).toContainText('在本机，待上传');
  await queue(chair.page).scrollIntoViewIfNeeded();
  await shootWidths(chair.page, 'evidence-1-offline');

  // Closed and opened again, still without a network.
  await chair.page.close();
  chair.page = await chair.context.newPage();
  await chair.page.addInitScript(() => {
    const create = URL.createObjectURL.bind(URL);
    let made = 0;
    URL.createObjectURL = (bytes) => {
      document.documentElement.dataset['pictures'] = String((made += 1));
      return create(bytes);
    };
  });
  await chair.page.goto(`/evaluations/${id}/score?at=A1.3.1`);
  await expect(queue(chair.page)).toContainText('待上传 40');
  await expect(cards(chair.page)).toHaveCount(40);
  await expect(cards(chair.page).first().getByRole('img')).toBeVisible();
  await choose(chair.page, taken.slice(40));
  await expect(queue(chair.page)).toContainText('本机添加 60 件：已上传 0，待上传 60');
  await expect(cards(chair.page).locator('img')).toHaveCount(60);
  // Each is opened once, however many came after it.
  await expect(chair.page.locator('html')).toHaveAttribute('data-pictures', '60');
  expect(await arrived(bo, id)).toEqual([]);

  // Back: the record tells the others at once whose they are, the bytes follow one after another.
  await chair.context.setOffline(false);
  await expect(cards(bo.page)).toHaveCount(60);
  await expect(queue(chair.page)).toContainText('本机添加 60 件：已上传 60，待上传 0', { timeout: 90_000 });
  await expectSaved(chair.page);
  const pieces = await arrived(bo, id);
  expect(pieces.map(({ cameAs }) => cameAs).toSorted()).toEqual(
    taken.map(({ buffer }) => sha256(buffer)).toSorted(),
  );
  expect(new Set(pieces.map(({ by }) => by))).toEqual(new Set([chair.id]));
  await expect(cards(bo.page).first()).not.toContainText('尚未到服务器');
  await cards(bo.page).first().scrollIntoViewIfNeeded();
  await shoot(bo.page, 'evidence-2-arrived');
});

test('a photo goes on where it stopped when the server is killed in the middle of it', async ({
  server,
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const large = {
    name: 'large.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 2400, height: 1800, channels: 3, background: 'gray', noise } })
      .jpeg({ quality: 60 })
      .toBuffer(),
  };
  const devtools = await chair.context.newCDPSession(chair.page);
  await devtools.send('Network.enable');
  const line = (uploadThroughput: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 20, downloadThroughput: -1, uploadThroughput },
    });
  const ranges: string[] = [];
  chair.page.on('request', (request) => {
    if (request.method() === 'PUT') ranges.push(request.headers()['content-range'] ?? '');
  });
  await line(300_000);
  await choose(chair.page, [large]);
  await expect(cards(chair.page)).toContainText(/正在上传 [1-9]\d?%/, { timeout: 30_000 });
  await server.kill9();
  await expect(queue(chair.page)).toContainText('离线，恢复后自动上传');
  await line(-1);
  await server.start();
  await expect(queue(chair.page)).toContainText('已上传 1，待上传 0', { timeout: 60_000 });
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges[0]).toMatch(/^bytes 0-/);
  expect(ranges.at(-1)).not.toMatch(/^bytes 0-/);
  expect(await arrived(chair, id)).toHaveLength(1);
});

test('one piece serves several indicators, is said what it shows, drawn on, paired, taken out; live for all', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await openSheet(bo.page, id, 'A1.3.1');
  await choose(chair.page, [await photo(3, { width: 1600, height: 1200 }), await photo(9)]);
  await expect(queue(chair.page)).toContainText('已上传 2，待上传 0');

  await cards(chair.page).first().getByRole('button').click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByLabel('说明', { exact: true }).fill('南门旗杆');
  await dialog.getByLabel('地点').fill('南门外');
  await dialog.getByLabel('地点').press('Enter');
  await dialog.getByLabel('评价方法').selectOption('inspect');
  await dialog.getByLabel('清单条目').selectOption({ index: 1 });
  await dialog.getByLabel('再关联一个指标').selectOption('A1.1.1');
  await expect(dialog.getByText('A1.1.1', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('img').first()).toBeVisible();
  await shootWidths(chair.page, 'evidence-3-piece');
  await expect(cards(bo.page).first()).toContainText('南门旗杆');
  await expect(cards(bo.page).first()).toContainText('检查 · 陆建平');
  await expect(cards(bo.page).first()).toContainText('南门外');

  // Drawn on: the original stays, the picture with the arrow is a piece of its own.
  await dialog.getByRole('button', { name: '标注', exact: true }).click();
  const board = chair.page.getByRole('application', { name: /已标注/ });
  await expect(board).toBeVisible();
  const frame = (await board.boundingBox())!;
  const at = (x: number, y: number) => [frame.x + frame.width * x, frame.y + frame.height * y] as const;
  await chair.page.mouse.move(...at(0.2, 0.2));
  await chair.page.mouse.down();
  await chair.page.mouse.move(...at(0.5, 0.5), { steps: 4 });
  await chair.page.mouse.up();
  await chair.page.getByRole('button', { name: '方框' }).click();
  await chair.page.mouse.move(...at(0.55, 0.4));
  await chair.page.mouse.down();
  await chair.page.mouse.move(...at(0.8, 0.8), { steps: 4 });
  await chair.page.mouse.up();
  await chair.page.getByRole('button', { name: '文字' }).click();
  await chair.page.getByLabel('要写的文字').fill('旗杆倾斜');
  await chair.page.mouse.click(...at(0.55, 0.25));
  await expect(chair.page.getByRole('application', { name: '照片，已标注 3 处' })).toBeVisible();
  await shootWidths(chair.page, 'evidence-4-annotate');
  await chair.page.getByRole('button', { name: '存为新图' }).click();
  await expect(cards(chair.page)).toHaveCount(3);
  await expect(cards(bo.page)).toHaveCount(3);
  await expect(queue(chair.page)).toContainText('已上传 3，待上传 0');

  // Before and after.
  await cards(chair.page).nth(1).getByRole('button').click();
  const before = dialog.getByLabel('整改前的照片（与本图成对）');
  await expect(before.getByRole('option').nth(1)).toHaveText(
    /^A1\.1\.1、A1\.3\.1 · .*南门旗杆 · IMG_0003\.jpg · 陆建平 · /,
  );
  await before.selectOption({ index: 1 });
  await expect(dialog.getByRole('region', { name: '整改前后对照' })).toBeVisible();
  await shootWidths(chair.page, 'evidence-5-pair');
  // What stands in a field is said, however the dialog is left.
  await dialog.getByLabel('说明', { exact: true }).fill('整改后');
  await chair.page.keyboard.press('Escape');
  await expect(cards(bo.page).nth(1)).toContainText('整改后，与“南门旗杆”成对');
  await expect(cards(bo.page).first()).toContainText('整改前，与“整改后”成对');

  // The linked indicator shows it, and what was drawn on it; taken out it is gone for both.
  await openSheet(bo.page, id, 'A1.1.1');
  await expect(cards(bo.page)).toHaveCount(2);
  await expect(cards(bo.page).first()).toContainText('南门旗杆');
  await shootWidths(bo.page, 'evidence-6-linked');
  await cards(bo.page).first().getByRole('button').click();
  await bo.page.getByRole('dialog').getByRole('button', { name: '移除', exact: true }).click();
  await expect(cards(bo.page)).toHaveCount(1);
  await expect(cards(chair.page)).toHaveCount(2);

  // What was taken out stands in the history under its name, and is put back by whoever wants it.
  await chair.page.goto(`/evaluations/${id}/history?at=A1.1.1`);
  const taken = chair.page.getByRole('row').filter({ hasText: '在用 → 已移除' });
  await expect(taken).toContainText(bo.name);
  await expect(taken).toContainText('佐证“');
  await shootWidths(chair.page, 'evidence-7-history');
  await evidence(bo.page).getByText('已移除 1 件').click();
  await evidence(bo.page)
    .getByRole('button', { name: /^放回“/ })
    .click();
  await expect(cards(bo.page)).toHaveCount(2);
});

test('under a finger a piece opens without a keyboard over the photo, and what needs a mouse is not offered', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [bo] = await people(['panelist1'], { viewport: DEVICES.tablet, hasTouch: true, isMobile: true });
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id, 'A1.3.1');
  await expect(bo.page.getByRole('group', { name: '添加佐证' })).toHaveAccessibleDescription(/^照片或 PDF/);
  await choose(bo.page, [await photo(3)]);
  await cards(bo.page).first().getByRole('button').tap();
  const dialog = bo.page.getByRole('dialog');
  await expect(dialog.getByLabel('说明', { exact: true })).toBeVisible();
  await expect(dialog).toBeFocused();
  await shoot(bo.page, 'evidence-8-touch');
  await openSheet(chair.page, id, 'A1.3.1');
  await cards(chair.page).first().getByRole('button').click();
  await expect(chair.page.getByRole('dialog').getByLabel('说明', { exact: true })).toBeFocused();
});

test('what is no photo is refused in words on the device, and nothing of it is kept', async ({ people }) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  const file = (name: string, mimeType: string, text: string) => ({
    name,
    mimeType,
    buffer: Buffer.from(text),
  });
  await choose(chair.page, [
    file('图.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    file('IMG_0001.HEIC', 'image/heic', '\0\0\0\x18ftypheic'),
    file('空.jpg', 'image/jpeg', ''),
  ]);
  const alerts = evidence(chair.page).getByRole('alert');
  await expect(alerts).toHaveText([/“图.svg”不是 JPEG/, /HEIC/, /“空.jpg”是空文件/]);
  await alerts.first().scrollIntoViewIfNeeded();
  await shootWidths(chair.page, 'evidence-7-refused');
  expect(await arrived(chair, id)).toEqual([]);
  await expect(cards(chair.page)).toHaveCount(0);
});

test('[DQ3] what the server refuses for what it is can be saved or given up, and is not tried again', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await choose(chair.page, [
    { name: '坏.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj') },
  ]);
  const refused = evidence(chair.page).getByRole('listitem').filter({ hasText: '“坏.pdf”未保存' });
  await expect(refused.getByRole('button')).toHaveText(['存到本机', '从本机删去']);
  await refused.scrollIntoViewIfNeeded();
  await shootWidths(chair.page, 'evidence-8-for-good');
});

test('[DQ1] each photo that a device cannot keep stays to be saved elsewhere, whatever is looked at next', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(/not kept/);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await keepsNone(chair.page, 'QuotaExceededError');
  const alerts = evidence(chair.page).getByRole('alert');
  await choose(chair.page, [await photo(1)]);
  await expect(alerts).toHaveText([/存储空间已满，“IMG_0001.jpg”没有保存/]);
  await choose(chair.page, [await photo(2)]);
  await expect(alerts).toHaveText([/“IMG_0001.jpg”/, /“IMG_0002.jpg”/]);
  await keepsNone(chair.page, 'UnknownError');
  await choose(chair.page, [await photo(3), await photo(4)]);
  await expect(alerts).toHaveText([/“IMG_0001/, /“IMG_0002/, /页面出错，“IMG_0003/, /页面出错，“IMG_0004/]);
  await alerts.first().scrollIntoViewIfNeeded();
  await shootWidths(chair.page, 'evidence-9-not-kept');

  await treeRow(chair.page, 'A1.3.2').click();
  await expect(field(chair.page, 'A1.3.2')).toBeEditable();
  await expect(alerts).toHaveCount(4);
  const saving = chair.page.waitForEvent('download');
  await alerts.first().getByRole('button', { name: '存到本机' }).click();
  expect((await saving).suggestedFilename()).toBe('IMG_0001.jpg');
  await alerts.first().getByRole('button', { name: '知道了' }).click();
  await expect(alerts).toHaveCount(3);

  // refused for what it is: that it stays where it was is no loss
  await choose(chair.page, [{ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('说明') }]);
  await expect(alerts).toHaveCount(4);
  await chair.page.getByRole('banner').getByRole('link', { name: '合评' }).click();
  await expect(chair.page).toHaveURL(/\/$/);
  await chair.page.goBack();
  await expect(alerts).toHaveCount(4);
  const asked = chair.page.waitForEvent('dialog');
  await chair.page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await leaveBy(chair.page, '退出登录');
  await expect(chair.page.getByRole('dialog').getByRole('listitem')).toHaveText([
    /武康街道社会组织党群服务中心：3 张照片或文件未能存入本机，只在此页面/,
  ]);
});

test('[DQ1] what the device could not keep can be saved wherever one is, also once the record is locked', async ({
  people,
}) => {
  const [officer, chair, bo, wang] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  const id = await bringTo('agreed', { officer, panel: [chair, bo, wang] });
  const { page } = chair;
  await page.goto(`/evaluations/${id}/score?at=A1.3.1`);
  const adding = page.getByRole('group', { name: '添加佐证' });
  await expect(adding).toBeVisible();
  await keepsNone(page, 'QuotaExceededError');
  await choose(page, [await photo(1)]);
  const alert = page.getByRole('alert').filter({ hasText: '“IMG_0001.jpg”没有保存' });
  await expect(alert).toHaveCount(1);

  await chair.post(`/evaluations/${id}/lock`);
  await expect(adding).toBeHidden();
  await expect(evidence(page).getByRole('alert')).toHaveText([/“IMG_0001.jpg”没有保存/]);
  await page.getByRole('link', { name: '全表' }).click();
  await expect(grid(page)).toBeVisible();
  await expect(alert).toHaveCount(1);
  await shootWidths(page, 'evidence-9-grid');

  await page.getByRole('banner').getByRole('link', { name: '合评' }).click();
  await leaveBy(page, '退出登录');
  await page.getByRole('dialog').getByRole('link', { name: '打开这一页' }).click();
  const saving = page.waitForEvent('download');
  await alert.getByRole('button', { name: '存到本机' }).click();
  expect((await saving).suggestedFilename()).toBe('IMG_0001.jpg');
  await alert.getByRole('button', { name: '知道了' }).click();
  await expect(alert).toHaveCount(0);
});

test('[DV7, DQ1] signing out in the middle of a batch names what is made ready and what was not kept so far', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await holdsPictures(chair.page);
  await choose(chair.page, [
    { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('说明') },
    ...[await photo(1), await photo(2)],
  ]);
  // said at once, while the others are made ready
  await expect(evidence(chair.page).getByRole('alert')).toHaveText([/“说明.txt”不是 JPEG/]);
  await leaveBy(chair.page, '退出登录');
  const dialog = chair.page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveText([/：2 张照片或文件正在存入本机/]);
  await dialog.getByRole('button', { name: '发送后退出' }).click();
  await expect(dialog.getByRole('status')).toContainText('正在发送');
  await letPicturesGo(chair.page);
  await expect(chair.page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  await expect.poll(async () => (await arrived(officer, id)).length).toBe(2);
});

test('a photo that is drawn on while it is sent stays under the pen', async ({ people }) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  const { promise: mayGo, resolve: go } = Promise.withResolvers<void>();
  await chair.page.route(/\/evidence\/[^/?]+$/, async (route) => {
    await mayGo;
    await route.continue();
  });
  // A line on which no picture comes back.
  await chair.page.route(/\/files\//, (route) => route.abort());
  await choose(chair.page, [await photo(5)]);
  await cards(chair.page).first().getByRole('button').click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByRole('button', { name: '标注', exact: true }).click();
  const board = chair.page.getByRole('application', { name: /已标注/ });
  const frame = (await board.boundingBox())!;
  await chair.page.mouse.move(frame.x + 20, frame.y + 20);
  await chair.page.mouse.down();
  await chair.page.mouse.move(frame.x + 120, frame.y + 90, { steps: 4 });
  await chair.page.mouse.up();
  go();
  await expect(queue(chair.page)).toContainText('已上传 1，待上传 0');
  await expect(dialog.filter({ hasText: '到服务器' }).first()).toBeVisible();
  const marks = (count: number) =>
    expect(chair.page.getByRole('application', { name: `照片，已标注 ${count} 处` })).toBeVisible();
  await marks(1);

  // By keys, too: Escape drops the stroke that is begun, and what is drawn not without a word.
  await board.focus();
  for (const key of ['ArrowUp', 'Enter', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
    await chair.page.keyboard.press(key);
  await marks(2);
  for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Escape', 'Enter'])
    await chair.page.keyboard.press(key);
  await chair.page.keyboard.press('Escape');
  await marks(2);
  const asked = chair.page.getByText('已画的 2 处还没有存为新图');
  await chair.page.keyboard.press('Escape');
  await expect(asked).toBeVisible();
  await shootWidths(chair.page, 'evidence-4-leaving');
  await chair.page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await marks(2);
  await chair.page.getByRole('button', { name: '存为新图' }).click();
  await expect(queue(chair.page)).toContainText('已上传 2，待上传 0');
});

test('what is typed of a piece stands while somebody else says the same field', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await openSheet(bo.page, id, 'A1.3.1');
  await openSheet(chair.page, id, 'A1.3.1');
  await choose(chair.page, [await photo(8)]);
  await expect(queue(chair.page)).toContainText('已上传 1，待上传 0');
  const dialog = chair.page.getByRole('dialog');
  await cards(chair.page).first().getByRole('button').click();
  await cards(bo.page).first().getByRole('button').click();
  const caption = bo.page.getByRole('dialog').getByLabel('说明', { exact: true });
  await caption.pressSequentially('南门旗');
  await dialog.getByLabel('说明', { exact: true }).fill('东门');
  await dialog.getByLabel('说明', { exact: true }).press('Enter');
  await expect(bo.page.getByRole('dialog', { name: '东门' })).toBeVisible();
  await expect(caption).toHaveValue('南门旗');
  await caption.pressSequentially('杆');
  await bo.page.keyboard.press('Escape');
  await expect(cards(bo.page).first()).toContainText('南门旗杆');
});

test('[DQ2] on a full device what the server has goes nevertheless', async ({ people }) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(/not kept/);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  const { promise: mayGo, resolve: go } = Promise.withResolvers<void>();
  await chair.page.route(/\/evidence\/[^/?]+$/, async (route) => {
    await mayGo;
    await route.continue();
  });
  await choose(chair.page, [await photo(2)]);
  await expect(queue(chair.page)).toContainText('待上传 1');
  await keepsNone(chair.page, 'QuotaExceededError', 'pieces');
  go();
  await expect(queue(chair.page)).toHaveCount(0);
  await expect(cards(chair.page).first()).toHaveClass(/\bthere\b/);
});

test('[DQ4] a tab that finds another one sending goes on when that one is closed in the middle', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await openSheet(chair.page, id, 'A1.3.1');
  const sending = chair.page.waitForRequest((request) => request.method() === 'PUT');
  await chair.page.route(/\/evidence\/[^/?]+$/, () => undefined);
  await choose(chair.page, [await photo(6)]);
  await sending;
  const other = await chair.context.newPage();
  await openSheet(other, id, 'A1.3.1');
  await expect(queue(other)).toContainText('已上传 0，待上传 1');
  await chair.page.close();
  await expect(queue(other)).toContainText('已上传 1，待上传 0');
  chair.page = other;
});

test('[DV7, DQ1, DQ7] signing out names photos that wait; given up, nothing of them stays; none lies there to be seen', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  tablet.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  await comeIn(tablet);
  await untilWorker(tablet.page);
  await openSheet(tablet.page, id, 'A1.3.1');
  await expectSaved(tablet.page);
  await tablet.page.route('**/evidence/**', (route) => route.abort());
  await choose(tablet.page, [await photo(7)]);
  await expect(queue(tablet.page)).toContainText('待上传 1');
  await expect(saveState(tablet.page)).toHaveAttribute('data-save-state', 'waiting');
  await expect(saveState(tablet.page)).toContainText('1 张照片或文件待发送');
  await openSheet(chair.page, id, 'A1.3.1');
  await expect(cards(chair.page)).toHaveCount(1);
  // a JPEG says what it is in its first bytes; sealed it says nothing, nor what it is called
  for (const word of ['JFIF', 'IMG_0007']) expect(await disk(tablet.page)).not.toContain(word);

  await leaveBy(tablet.page, '退出登录');
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toContainText('1 张照片或文件待发送');
  await shoot(tablet.page, 'evidence-8-out');
  await dialog.getByRole('button', { name: '放弃并退出' }).click();
  await dialog.getByRole('button', { name: '确认放弃' }).click();
  await expect(tablet.page.getByRole('heading', { name: '登录', exact: true })).toBeVisible();
  // Nobody waits for what will not come. [DQ7]
  await expect(cards(chair.page)).toHaveCount(0);
  for (const word of [tablet.id, id, 'JFIF']) expect(await disk(tablet.page)).not.toContain(word);
});
