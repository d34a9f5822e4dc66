/** Before leaving one takes along what is needed; then a day without a network goes on, in a tab opened anew. [OF5, OF6, OF8] */
import { createHash } from 'node:crypto';
import { FILE_HASH_HEADER, FILE_NAME_HEADER, type PieceUpload } from '@heping/protocol';
import type { Page, WebSocketRoute } from '@playwright/test';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import sharp from 'sharp';
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person } from './person.ts';
import {
  allFull,
  expectSaved,
  field,
  pane,
  recordFigure,
  saveState,
  scoreByKeyboard,
  tree,
} from './sheet.ts';
import { shootWidths } from './shots.ts';
import { atHome, comeIn, untilWorker } from './tablet.ts';

const ready = (page: Page) => page.getByRole('region', { name: '离线准备' });
const TODAYS = `${dayIn(TIME_ZONE, Date.now())} 德清县武康街道社会组织党群服务中心`;
const ALONE = '现在没有网络，只能查看本机已有的内容。';
const note = (page: Page, code: string) => page.getByRole('textbox', { name: `${code} 佐证记录` });

/** A photo that lies with the server before anybody leaves. */
async function bringPhoto(person: Person, id: string): Promise<PieceUpload> {
  const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'navy' } })
    .jpeg()
    .toBuffer();
  const address = `${person.origin}/api/v1/evaluations/${id}/evidence/ab12cd34ef56`;
  const answer = await person.context.request.put(address, {
    data: bytes,
    headers: {
      ...{ origin: person.origin, 'content-type': 'application/octet-stream' },
      [FILE_NAME_HEADER]: 'a.jpg',
      [FILE_HASH_HEADER]: createHash('sha256').update(bytes).digest('hex'),
    },
  });
  return (await answer.json()) as PieceUpload;
}

test('taken along in the office, never opened before: the whole sheet is scored without a network and merges on return', async ({
  people,
  server,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const [tablet] = await people(['panelist1'], { signedOut: true });
  for (const person of [officer, chair, tablet]) person.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  const { file } = await bringPhoto(chair, id);
  await comeIn(tablet);
  await untilWorker(tablet.page);
  const entry = ready(tablet.page)
    .getByRole('listitem')
    .filter({ has: tablet.page.getByRole('checkbox', { name: TODAYS }) });
  await expect(entry.getByRole('checkbox', { name: TODAYS })).toBeChecked();
  await expect(entry.getByText('尚未下载')).toBeVisible();
  await shootWidths(tablet.page, 'ready-1-missing');
  await ready(tablet.page).getByRole('button', { name: '下载到本机' }).click();
  await expect(entry.getByText(/已全部下载，截至/)).toBeVisible();
  await entry.getByText(/已全部下载，截至/).click();
  await expect(entry.locator('.lines').getByRole('listitem')).toContainText([
    '页面程序：已在本机',
    '评价信息：已在本机，',
    '评分细则：已在本机',
    '个人评分表：已在本机，',
    '检查记录：已在本机，',
    '自评：已在本机，',
    '上次评价：已在本机，',
    '台账计数：已在本机，',
    '照片缩略图：本机 1/1',
  ]);
  await shootWidths(tablet.page, 'ready-2-here');

  await server.stop();
  await tablet.context.setOffline(true);
  await tablet.page.close();
  tablet.page = await tablet.context.newPage();
  await tablet.page.goto('/');
  await expect(ready(tablet.page)).toContainText(ALONE);
  await tablet.page.goto(`/evaluations/${id}/score?at=A1.1.1`);
  await expect(field(tablet.page, 'A1.1.1')).toBeEditable();
  const looked = (address: string) =>
    tablet.page.evaluate((path) => fetch(path).then(({ status }) => status, String), address);
  expect(await looked(`/api/v1/files/${file?.id}?w=320`)).toBe(200);
  await scoreByKeyboard(tablet.page, allFull);
  await tree(tablet.page).locator('[data-indicator="A1.2.2"]').click();
  await recordFigure(tablet.page, '面积', '312');
  await note(tablet.page, 'A1.2.2').click();
  await tablet.page.keyboard.type('量了三间。');
  await expect(saveState(tablet.page)).toContainText('已存本机');
  await tree(tablet.page).locator('[data-indicator="A2.3.8"]').click();
  await expect(pane(tablet.page).getByRole('region', { name: '对照' })).toContainText('工作台账没有登记');

  await server.start();
  await tablet.context.setOffline(false);
  await expectSaved(tablet.page);
  // Counts follow what is saved a quarter of a second later. [PJ1]
  const scored = async () => {
    const path = `/evaluations/${id}`;
    const { panel } = await chair.get<{ panel: { id: string; progress: { scored: number } | null }[] }>(path);
    return panel.find((member) => member.id === tablet.id)?.progress?.scored;
  };
  await expect.poll(scored).toBe(40);
});

test('[OF8] a network that leads nowhere is none, and a server that answers again is noticed on every page', async ({
  people,
  server,
}) => {
  const tablet = await atHome(people);
  await tablet.page.reload();
  await expect(ready(tablet.page)).toContainText('尚未下载');
  await expect(ready(tablet.page)).not.toContainText(ALONE);

  await server.stop();
  await tablet.page.reload();
  await expect(ready(tablet.page)).toContainText(ALONE);
  expect(await tablet.page.evaluate(() => navigator.onLine)).toBe(true);
  const bar = tablet.page.getByRole('status').filter({ hasText: '没有网络：显示的是本机' });
  await expect(bar).toBeVisible();

  await server.start();
  await expect(bar).toBeHidden();
  await expect(ready(tablet.page)).not.toContainText(ALONE);
});

test('[OF8] what a server answers only after this device has is taken as it comes', async ({
  people,
  server,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const tablet = await atHome(people);
  await tablet.page.reload();
  await expect(ready(tablet.page)).toContainText('尚未下载');
  await tablet.page.goto('about:blank');
  await planAndOpen(officer, chair);
  // Nor does the line for hints say that it answers.
  await tablet.page.routeWebSocket(/\/socket\.io\//, (line) => void line.close());

  server.fallSilent();
  await tablet.page.goto('/');
  const bar = tablet.page.getByRole('status').filter({ hasText: '没有网络：显示的是本机' });
  await expect(bar).toBeVisible();
  await expect(ready(tablet.page).getByRole('checkbox', { name: TODAYS })).toHaveCount(0);
  expect(await tablet.page.evaluate(() => navigator.onLine)).toBe(true);

  server.wake();
  await expect(bar).toBeHidden();
  await expect(ready(tablet.page).getByRole('checkbox', { name: TODAYS })).toBeVisible();
});

test('[OF8] where nothing is kept a server that falls silent is noticed by the line for hints', async ({
  people,
}) => {
  // Nothing is kept without a worker.
  const [officer] = await people(['county.officer'], { serviceWorkers: 'block' });
  const { page } = officer.expects(...NETWORK);
  const lines = new Set<WebSocketRoute>();
  let isSilent = false;
  await page.routeWebSocket(/\/socket\.io\//, (line) => {
    if (isSilent) return void line.close();
    line.connectToServer();
    lines.add(line);
  });
  await officer.open('/campaigns');
  await expect.poll(() => lines.size).toBe(1);
  const bar = page.getByRole('status').filter({ hasText: '现在没有网络' });
  await expect(bar).toBeHidden();

  // Nobody answers, and nobody says no.
  isSilent = true;
  await page.route('**/api/**', () => undefined);
  for (const line of lines) await line.close();
  await expect(bar).toBeVisible();
  expect(await page.evaluate(() => navigator.onLine)).toBe(true);

  isSilent = false;
  await page.unroute('**/api/**');
  await expect(bar).toBeHidden();
});

test('[OF8] whoever goes into an evaluation from the page where keeping began asks for it once more, and is done', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair);
  const { page } = await atHome(people);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.serviceWorker() === null) asked.push(new URL(request.url()).pathname);
  });
  await page.locator(`main a[href*="${id}"]`).first().click();
  await tree(page).locator('[data-indicator="A1.1.2"]').click();
  await field(page, 'A1.1.2').fill('1');
  await field(page, 'A1.1.2').press('Enter');
  await expectSaved(page);
  const times = (path: string) => asked.filter((one) => one === `/api/v1${path}`).length;
  // When it is opened, because keeping began, and at the hint of what was decided meanwhile.
  expect(times(`/evaluations/${id}`)).toBeLessThanOrEqual(4);
  expect(times('/sessions/current')).toBeLessThanOrEqual(2);
});

test('[OF6] a browser finds nothing that keeps it from being installed', async ({ people }) => {
  const [tablet] = await people(['panelist1']);
  await tablet.open('/');
  await untilWorker(tablet.page);
  const browser = await tablet.context.newCDPSession(tablet.page);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A window without a profile installs nothing; that is all it may object to.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { errors, data } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ id: '/', short_name: '合评', display: 'standalone' });
});
