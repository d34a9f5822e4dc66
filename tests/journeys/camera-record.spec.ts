/** What a camera wrote into a photo: kept to its last line where the campaign says so, and nowhere else. [CA6, DQ6, FS17, FS18] */
import type { ArrivedPieces, Campaign } from '@heping/protocol';
import { readExif } from '@heping/protocol/exif';
import { exifIn, writtenIn } from '@heping/protocol/jpeg-exif';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { DEMO, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person } from './person.ts';
import { openSheet } from './sheet.ts';
import { shootWidths } from './shots.ts';
import { untilKept } from './tablet.ts';

const CAMERA = {
  takenAt: '2026-11-30T14:05:22',
  position: { latitude: 30.870833, longitude: 120.1 },
};
const LINE = '相机记录：2026-11-30 14:05 · 北纬 30.87083°，东经 120.10000° · Telephone T 60';

/** A photo as a telephone takes it, held on its side. */
const taken = async (
  name: string,
  { width, height }: { readonly width: number; readonly height: number },
) => ({
  ...{ name, mimeType: 'image/jpeg' },
  buffer: await sharp({ create: { width, height, channels: 3, background: 'darkolivegreen' } })
    .withExif({
      IFD0: { Make: 'Telephone', Model: 'T 60' },
      IFD2: { DateTimeOriginal: '2026:11:30 14:05:22' },
      IFD3: {
        ...{ GPSLatitudeRef: 'N', GPSLatitude: '30/1 52/1 15/1' },
        ...{ GPSLongitudeRef: 'E', GPSLongitude: '120/1 6/1 0/1' },
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer(),
});
const LARGE = { width: 3200, height: 2400 };
const SMALL = { width: 640, height: 480 };

const evidence = (page: Page): Locator => page.getByRole('region', { name: /^佐证( \d+)?$/ });
const cards = (page: Page): Locator => evidence(page).locator('[data-piece]');
const queue = (page: Page): Locator => page.locator('[data-queue]');
const choose = (page: Page, files: Awaited<ReturnType<typeof taken>>[]) =>
  page.locator('input[type="file"][multiple]').setInputFiles(files);
/** The bytes of the pieces that leave this browser, as they leave it. */
function sentFrom({ page }: Person): Buffer[] {
  const sent: Buffer[] = [];
  page.on('request', (request) => {
    const body = request.method() === 'PUT' ? request.postDataBuffer() : null;
    if (body !== null) sent.push(body);
  });
  return sent;
}
/** What the server serves of each piece, in the order they were chosen. */
async function served(person: Person, evaluation: string): Promise<Buffer[]> {
  const { pieces } = await person.get<ArrivedPieces>(`/evaluations/${evaluation}/evidence`);
  return Promise.all(
    pieces
      .toSorted((a, b) => a.file.name.localeCompare(b.file.name))
      .map(async ({ file }) => (await person.context.request.get(`/api/v1/files/${file.id}`)).body()),
  );
}
const recordIn = (bytes: Buffer) => {
  const block = exifIn(bytes);
  return block === null ? null : readExif(block);
};
const orientationOf = async (bytes: Buffer) => (await sharp(bytes).metadata()).orientation ?? 1;

test('[CA6, FS17, FS18] a campaign keeps when and where photos were taken: said in its form, brought without a network, shown with the piece', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  chair.expects(...NETWORK);
  await officer.open('/campaigns/new');
  const choice = officer.page.getByRole('group', { name: '照片的相机记录' });
  await expect(choice.getByRole('radio', { name: /^去掉/ })).toBeChecked();
  await officer.page.getByLabel('名称').fill('水印相机专项检查');
  await choice.getByRole('radio', { name: /^保留/ }).check();
  await choice.scrollIntoViewIfNeeded();
  await shootWidths(officer.page, 'camera-1-form');
  await officer.page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(officer.page.getByRole('heading', { level: 1 })).toHaveText('水印相机专项检查');
  await expect(officer.page.getByText('凡能打开照片的人都看得到')).toBeVisible();
  await shootWidths(officer.page, 'camera-2-campaign');
  const campaign = officer.page.url().split('/').at(-1) ?? '';
  expect((await officer.get<Campaign>(`/campaigns/${campaign}`)).keepsCameraRecord).toBe(true);

  const id = await planAndOpen(officer, chair, { campaign });
  const sent = sentFrom(chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await openSheet(bo.page, id, 'A1.3.1');
  await expect(evidence(chair.page)).toContainText('拍摄时间、位置和机型会保留');
  await untilKept(chair.page);
  await chair.context.setOffline(true);
  await choose(chair.page, [await taken('1.jpg', LARGE), await taken('2.jpg', SMALL)]);
  await expect(queue(chair.page)).toContainText('待上传 2');
  await expect(evidence(chair.page)).not.toContainText('相机记录');
  await chair.context.setOffline(false);
  await expect(queue(chair.page)).toContainText('已上传 2，待上传 0', { timeout: 60_000 });
  for (const page of [chair.page, bo.page]) await expect(cards(page).getByText(LINE)).toHaveCount(2);

  const [large, small] = await served(bo, id);
  for (const bytes of [large!, small!]) {
    expect(recordIn(bytes)).toEqual({ ...CAMERA, make: 'Telephone', model: 'T 60' });
    expect([await orientationOf(bytes), bytes.includes('adobe')]).toEqual([1, false]);
  }
  expect(await sharp(large).metadata()).toMatchObject({ width: 1920, height: 2560 });
  expect(await sharp(small).metadata()).toMatchObject({ width: 480, height: 640 });
  // The smaller picture took the record with it and nothing else.
  const shrunk = sent.find((bytes) => bytes.length !== sent.at(-1)?.length && recordIn(bytes) !== null);
  expect(shrunk && [writtenIn(shrunk).length, await orientationOf(shrunk)]).toEqual([1, 1]);

  await cards(bo.page).first().getByRole('button').click();
  await expect(bo.page.getByRole('dialog').getByText(LINE)).toBeVisible();
  await shootWidths(bo.page, 'camera-3-piece');
  await bo.page.keyboard.press('Escape');
  await shootWidths(bo.page, 'camera-4-cards');

  // What is drawn on a photo has no record of its own.
  await cards(chair.page).first().getByRole('button').click();
  await chair.page.getByRole('dialog').getByRole('button', { name: '标注', exact: true }).click();
  const board = chair.page.getByRole('application', { name: /已标注/ });
  await expect(board).toBeVisible();
  const frame = (await board.boundingBox())!;
  await chair.page.mouse.move(frame.x + frame.width * 0.2, frame.y + frame.height * 0.2);
  await chair.page.mouse.down();
  await chair.page.mouse.move(frame.x + frame.width * 0.6, frame.y + frame.height * 0.6, { steps: 4 });
  await chair.page.mouse.up();
  await chair.page.getByRole('button', { name: '存为新图' }).click();
  await expect(queue(chair.page)).toContainText('已上传 3，待上传 0');
  await expect(cards(bo.page)).toHaveCount(3);
  await expect(cards(bo.page).getByText(LINE)).toHaveCount(2);
  // The sheet as it stood shows it beside the piece, as the piece does now.
  await bo.page.goto(`/evaluations/${id}/history?at=A1.3.1&moment=${Date.now()}`);
  await expect(bo.page.getByText(LINE)).toHaveCount(2);
  await shootWidths(bo.page, 'camera-4-then');
  await openSheet(bo.page, id, 'A1.3.1');
  await bo.inEnglish();
  await bo.page.reload();
  await expect(
    bo.page.getByText(/^Camera record: 2026-11-30 14:05 · 30\.87083° N, 120\.10000° E · Telephone T 60$/),
  ).toHaveCount(2);
  await bo.page.locator('[data-piece]').last().scrollIntoViewIfNeeded();
  await shootWidths(bo.page, 'camera-5-cards-en');
  await officer.inEnglish();
  await officer.open(`/campaigns/${campaign}`);
  await expect(officer.page.getByText('Camera record of photos')).toBeVisible();
  await shootWidths(officer.page, 'camera-6-campaign-en');
  await officer.open(`/campaigns/${campaign}/edit`);
  const fixed = officer.page.getByRole('group', { name: 'Camera record of photos' });
  await expect(fixed.getByRole('radio', { name: /^Kept/ })).toBeChecked();
  await expect(fixed.getByRole('radio', { name: /^Removed/ })).toBeDisabled();
  await fixed.scrollIntoViewIfNeeded();
  await shootWidths(officer.page, 'camera-7-form-en');
});

test('[DQ6, FS17] in any other campaign nothing that a camera wrote leaves the device, nor does the server have it', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair, { campaign: DEMO.campaigns.county });
  const sent = sentFrom(chair);
  await openSheet(chair.page, id, 'A1.3.1');
  await expect(evidence(chair.page)).toContainText('拍摄时间、位置和设备信息会去掉');
  await choose(chair.page, [await taken('1.jpg', LARGE), await taken('2.jpg', SMALL)]);
  await expect(queue(chair.page)).toContainText('已上传 2，待上传 0', { timeout: 60_000 });
  expect(sent.length).toBeGreaterThanOrEqual(2);
  for (const bytes of sent)
    expect([writtenIn(bytes).length, bytes.includes('Telephone')]).toEqual([0, false]);
  const kept = await served(chair, id);
  for (const bytes of kept)
    expect([writtenIn(bytes).length, bytes.includes('Telephone')]).toEqual([0, false]);
  expect(await Promise.all(kept.map(async (bytes) => (await sharp(bytes).metadata()).width))).toEqual([
    1920, 480,
  ]);
  await expect(evidence(chair.page)).not.toContainText('相机记录');
});
