/** The activity log and the self-assessment: what a centre has done and says of itself, beside what the panel scores. [AL9–AL12, SA5, WK4] */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import sharp from 'sharp';
import { DEMO, plan } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { openSheet, pane } from './sheet.ts';
import { shootWidths } from './shots.ts';

const STUDY = '集中学习二十届四中全会精神';

async function photo(name: string, background: string) {
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}
/** A picture that has come, and is one. */
const expectPicture = (place: Locator, name: string) =>
  expect
    .poll(() =>
      place
        .getByRole('img', { name })
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    )
    .toBe(true);

/** A part of the page, in one of the themes; colours on their way are not looked at. */
async function expectAccessible(page: Page, colorScheme: 'light' | 'dark', part: string): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))).toEqual([]);
}

test('a study with its photo, corrected, and a self-assessment: the panel sees both beside the indicator', async ({
  people,
}) => {
  test.slow();
  const [officer, leader, chair] = await people(['county.officer', 'leader', 'chair']);
  const id = await plan(officer, { centre: DEMO.centres.leaders, panel: ['chair', 'panelist1'] });
  const page = await leader.open('/');
  const waiting = page.getByRole('listitem').filter({ hasText: '自评待提交' });
  await test.step('[WK4] the leader sees the day and what waits', async () => {
    await expect(waiting).toContainText(dayIn(TIME_ZONE, Date.now()));
    await expect(waiting.getByRole('link')).toHaveAttribute('href', `/evaluations/${id}/self`);
    await shootWidths(page, 'activities-0-work');
  });

  const entry = page.getByRole('listitem').filter({ hasText: STUDY });
  await test.step('[AL9] logs a study with a photo', async () => {
    await leader.open('/activities');
    await page.getByRole('button', { name: '登记', exact: true }).first().click();
    const form = page.getByRole('form', { name: '登记一条' });
    await form.getByRole('textbox', { name: '内容' }).fill(STUDY);
    // A day to come is told at once, and cannot be sent. [AL3]
    const day = form.getByLabel('日期');
    const today = await day.inputValue();
    await day.fill('2999-01-01');
    await day.press('Tab');
    await expect(form.getByText(`2999-01-01 还没有到，请改为 ${today} 或更早的日期。`).first()).toBeVisible();
    await expect(form.getByRole('button', { name: '保存记录' })).toHaveAttribute('aria-disabled', 'true');
    await day.fill(today);
    await form.getByLabel('参加人数').fill('３２');
    const chooser = form.locator('input[type="file"][multiple]');
    await chooser.setInputFiles([await photo('学习现场.jpg', 'tomato')]);
    await expect(form.getByText('已上传')).toBeVisible();
    await shootWidths(page, 'activities-1-form');
    await expectAccessible(page, 'light', 'main');
    // What is typed under a report shows nothing, and comes back with the study. [AL3]
    await form.getByRole('combobox', { name: '类型' }).selectOption({ label: '个案专报' });
    await expect(form.getByText('学习现场.jpg')).toHaveCount(0);
    await form.getByRole('combobox', { name: '类型' }).selectOption({ label: '集中或日常学习' });
    await form.getByRole('button', { name: '保存记录' }).click();
    await expect(entry).toBeVisible();
    await expect(form.getByText('学习现场.jpg')).toHaveCount(0);
    await form.getByRole('button', { name: '关闭' }).click();
    await expectPicture(entry, '学习现场.jpg');
  });

  await test.step('[AL11] corrects it: the photo stays, another comes, the first version shows its own', async () => {
    await entry.getByRole('button', { name: '更正' }).click();
    const form = page.getByRole('form', { name: '更正记录' });
    await expect(form.getByText('学习现场.jpg').first()).toBeVisible();
    await form.getByRole('textbox', { name: '参加人数' }).fill('32');
    await form.locator('input[type="file"][multiple]').setInputFiles([await photo('签到.jpg', 'navy')]);
    await expect(form.getByText('已上传')).toHaveCount(2);
    await form.getByRole('button', { name: '保存记录' }).click();
    await expectPicture(entry, '签到.jpg');
    await shootWidths(page, 'activities-2-entries');
    await expectAccessible(page, 'dark', 'main');
    await entry.getByRole('button', { name: '更正过 1 次' }).click();
    const versions = page.getByRole('dialog').getByRole('list').first().locator(':scope > li');
    await expect(versions.nth(0).getByRole('img')).toHaveCount(2);
    await expect(versions.nth(1).getByRole('img')).toHaveCount(1);
    await versions
      .nth(1)
      .getByRole('button', { name: /学习现场/ })
      .click();
    await expect(page.getByRole('dialog', { name: '学习现场.jpg' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(versions.nth(1)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('[AL7] searches it by hand: each letter stays where it was typed', async () => {
    const search = page.getByRole('searchbox');
    await search.pressSequentially('集中学习 不存在', { delay: 20 });
    await expect(search).toHaveValue('集中学习 不存在');
    await expect(page.getByText('没有符合条件的记录')).toBeVisible();
    for (let letters = 4; letters > 0; letters -= 1) await search.press('Backspace');
    await expect(entry).toBeVisible();
    await expect(search).toHaveValue('集中学习');
  });

  await test.step('[SA2] hands in the self-assessment: nothing waits any more', async () => {
    await leader.open(`/evaluations/${id}/self`);
    const row = page.locator('[data-self="A2.3.8"]');
    await row.getByRole('textbox', { name: /^A2\.3\.8 自评分/ }).fill('2');
    await row.getByRole('textbox', { name: 'A2.3.8 说明' }).fill('全年集中学习，台账有照片');
    await row.locator('summary').click();
    await expectPicture(row, '签到.jpg');
    await shootWidths(page, 'activities-3-self');
    await expectAccessible(page, 'light', '[data-self="A2.3.8"]');
    await page.getByRole('button', { name: '提交自评' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提交自评' }).click();
    await expect(page.getByText('自评已提交').first()).toBeVisible();
    await leader.open('/');
    await expect(page.getByRole('heading', { name: /^等我办理/ })).toBeVisible();
    await expect(waiting).toHaveCount(0);
  });

  await test.step('[AL12] the panel sees both beside the indicator, and last year one tap away', async () => {
    await chair.post(`/evaluations/${id}/open`);
    await openSheet(chair.page, id, 'A2.3.8');
    const beside = pane(chair.page).getByRole('region', { name: '对照' });
    await expect(beside).toContainText('全年集中学习，台账有照片');
    await beside.locator('summary').filter({ hasText: '工作台账' }).click();
    await expectPicture(beside, '学习现场.jpg');
    await expectPicture(beside, '签到.jpg');
    // The centre goes on with its log: the open page counts it at once.
    const summary = beside.locator('summary').filter({ hasText: '工作台账' });
    const before = await summary.innerText();
    await leader.post(`/centres/${DEMO.centres.leaders}/activities`, {
      ...{ type: 'study', day: dayIn(TIME_ZONE, Date.now()), text: '又学习了一次', people: 9 },
    });
    await expect(summary).not.toHaveText(before);
    await expect(beside).toContainText('又学习了一次');
    await beside.locator('summary').filter({ hasText: '上次评定分' }).click();
    await beside.scrollIntoViewIfNeeded();
    await shootWidths(chair.page, 'activities-4-beside');
    // The page itself is looked at in every phase elsewhere.
    await expectAccessible(chair.page, 'dark', '.beside');
  });
});
