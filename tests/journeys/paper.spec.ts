/** Empty forms on paper: what is on them, how they come out, and the way back. [BL1–BL4] */
import type { Evaluation } from '@heping/protocol';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { INDICATORS, plan } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { textOfPages } from './pdf-text.ts';
import { shoot, shootWidths } from './shots.ts';
import type { Page } from '@playwright/test';

const A4 = [595, 842];

/** The form as Chromium prints it: the text of each page; every page is A4 upright. */
async function printed(page: Page): Promise<readonly string[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  for (const [, width, height] of pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g))
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual(A4);
  return textOfPages(pdf);
}

/** What a camera reads from the code on the paper. */
async function readCode(page: Page): Promise<string> {
  const picture = await page.getByRole('img', { name: '二维码：回到本次评价' }).screenshot();
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ data, width: info.width, height: info.height });
}

test('[BL1–BL4] empty forms hold the standard of the tier, and lead back to their evaluation', async ({
  people,
}) => {
  const [officer, chair, bo, leader] = await people(['county.officer', 'chair', 'panelist1', 'leader']);
  const id = await plan(officer, { centre: 'centre-qianyuan', panel: ['chair', 'panelist1', 'panelist2'] });
  const { centre } = await officer.get<Evaluation>(`/evaluations/${id}`);

  // before scoring, from the page of the evaluation
  const page = await bo.open(`/evaluations/${id}`);
  await page.getByRole('link', { name: '打印空白表' }).click();
  const paper = page.locator('.blank');
  await expect(paper.getByRole('heading', { name: '社会组织党群服务中心个人评分表' })).toBeVisible();
  await expect(page.getByText('别的设备打不开')).toBeVisible();
  await shootWidths(page, 'paper-1-scores');
  for (const words of [centre.name, '乡镇（街道）', '陆建平（组长）、', bo.name, `/evaluations/${id}`])
    await expect(paper).toContainText(words);
  const floor = paper.getByRole('row').filter({ hasText: 'A1.2.2' });
  for (const words of ['5.2.4', '总面积：一般不少于 300 ㎡（5.2.4）', '未达到时最高 9.5 分', '㎡'])
    await expect(floor).toContainText(words);
  await expect(floor.getByRole('cell').nth(1)).toHaveText('10');
  expect(await readCode(page)).toBe(`${bo.origin}/evaluations/${id}`);

  // each page says whose sheet it is and how many there are; no line is lost
  const sheets = await printed(page);
  expect(sheets.length).toBeLessThanOrEqual(4);
  for (const [place, text] of sheets.entries()) {
    expect(text).toContain(`—${place + 1}/${sheets.length}—`);
    expect(text).toContain('得分实际情况、扣分理由');
    expect(text).toContain('社会组织党群服务中心个人评分表');
  }
  const lines = await paper
    .locator('[data-indicator]')
    .evaluateAll((rows) => rows.map((row) => row.id || row.getAttribute('data-indicator')));
  expect(lines).toEqual(INDICATORS.map(({ code }) => code));
  for (const { code } of INDICATORS) expect(sheets.join(''), code).toContain(code);
  expect(
    await paper
      .locator('thead')
      .first()
      .evaluate((head) => getComputedStyle(head).display),
  ).toBe('table-header-group');

  // nobody's, and the record, whose checklists are boxes
  await page.getByLabel('评价人员').selectOption('不署名');
  await expect(paper).not.toContainText(`评价人员${bo.name}`);
  await page.getByRole('link', { name: '检查记录表' }).click();
  await expect(paper.getByRole('heading', { name: '社会组织党群服务中心检查记录表' })).toBeVisible();
  await expect(paper.locator('[data-part="A1.2.2"]')).toContainText('□ 现场测量');
  await expect(paper.locator('[data-part="A2.2.1"]')).toContainText('最近使用');
  await expect(paper.locator('[data-part="unscored"]')).toContainText('□ 不适用');
  expect((await printed(page)).length).toBeLessThanOrEqual(8);
  await shoot(page, 'paper-2-record');

  // in English; during scoring still, after it no more; never for the centre
  await chair.post(`/evaluations/${id}/open`);
  await officer.context.addCookies([{ name: 'heping-locale', value: 'en', url: officer.origin }]);
  await officer.open(`/evaluations/${id}/blank?paper=record`);
  await expect(officer.page.getByRole('heading', { name: /^Inspection record/ })).toBeVisible();
  expect((await printed(officer.page)).length).toBeLessThanOrEqual(8);
  await leader.open(`/evaluations/${id}/blank`);
  await expect(leader.page.getByText('空白表供评价组和经办人')).toBeVisible();
  await chair.post(`/evaluations/${id}/reveal`, { reason: '时间到了' });
  await expect(officer.page.getByText('Empty forms are for the panel and the officers')).toBeVisible();
});
