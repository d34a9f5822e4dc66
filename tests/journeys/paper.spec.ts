/** Empty forms on paper and the way back from them [BL1–BL4]; scores typed from paper, twice [PP1–PP6]. */
import type { Ballots, Evaluation } from '@heping/protocol';
import { formatPoints } from '@heping/scoring';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { fillBallot, INDICATORS, plan, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
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

test('[PP1–PP6] a ballot on paper is typed twice, the difference settled against the paper, then revealed', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair, { panel: ['chair', 'panelist1'] });
  await fillBallot(chair, id);
  const own = await bo.open(`/evaluations/${id}`);
  await own.getByRole('link', { name: '我的评分在纸上' }).click();
  await own.getByLabel('由谁复核录入').selectOption(officer.name);
  await own.getByRole('button', { name: '登记为纸面评分' }).click();
  await expect(own.getByRole('region', { name: '我的评分在纸上' })).toContainText('复核录入 0/40');
  await shootWidths(own, 'paper-3-mine');
  // typed from the paper, with one slip: the paper says 9
  await fillBallot(bo, id, (code, maximum) => (code === 'A1.2.2' ? 85 : maximum));

  // the chair hears why the ballots cannot be revealed yet, and where it is seen
  const table = await chair.open(`/evaluations/${id}/deliberation`);
  await expect(table.getByText('陈薇的纸面评分还没有复核一致，不能公开。').first()).toBeVisible();
  await table.getByRole('link', { name: '去看纸面评分' }).click();
  await expect(table.getByRole('region', { name: '本次评价的纸面评分' })).toContainText('复核录入 0/40');
  chair.expects(...NETWORK);
  expect(await chair.ask('POST', `/evaluations/${id}/reveal`, { reason: '时间到了' })).toMatchObject({
    status: 409,
    body: { error: 'PAPER_UNCHECKED' },
  });

  // the second typing, by keyboard, without seeing the first
  const desk = await officer.open(`/evaluations/${id}`);
  await desk.getByRole('link', { name: '复核录入纸面评分' }).click();
  const line = (code: string) => desk.locator(`[data-second="${code}"]`);
  const field = (code: string) => desk.getByRole('textbox', { name: `复核录入 ${code}`, exact: true });
  await field('A1.1.1').fill('5.3');
  await field('A1.1.1').press('Enter');
  await expect(line('A1.1.1')).toContainText('0.5');
  await field('A1.1.1').fill('');
  for (const { code, maximum } of INDICATORS) {
    await expect(field(code)).toBeFocused();
    await desk.keyboard.type(code === 'A1.2.2' ? '9' : formatPoints(maximum));
    await desk.keyboard.press('Enter');
  }
  await expect(line('A1.2.2')).toContainText('与本人录入的不同');
  await expect(desk.locator('[data-second].differs')).toHaveCount(1);
  await shootWidths(desk, 'paper-4-second');
  // what was typed is not read out again
  await desk.reload();
  await expect(line('A1.2.2')).toContainText('与本人录入的不同');
  await expect(field('A1.1.1')).toHaveValue('');
  await expect(line('A1.1.1')).toContainText('已录');

  // the panelist is told where, looks at the paper and puts it right
  const mine = own.getByRole('region', { name: '我的评分在纸上' });
  await expect(mine).toContainText('本人录入 8.5');
  await expect(mine.getByRole('listitem')).toHaveCount(1);
  await shootWidths(own, 'paper-5-differs');
  await mine.getByRole('link', { name: 'A1.2.2' }).click();
  const score = own.getByRole('textbox', { name: 'A1.2.2 评分，满分 10' });
  await score.fill('9');
  await score.press('Enter');
  await expect(table.getByRole('region', { name: '本次评价的纸面评分' })).toContainText('已复核一致');
  await table.goto(`/evaluations/${id}/deliberation`);
  await table.getByRole('button', { name: '公开评分' }).click();
  await table.getByRole('dialog').getByRole('button', { name: '公开评分' }).click();
  await expect(table.getByText(/评分比对|讨论|矩阵/).first()).toBeVisible();
  const { ballots } = await chair.get<Ballots>(`/evaluations/${id}/ballots`);
  expect(ballots.find(({ person }) => person.id === bo.id)?.scores['A1.2.2']).toBe(90);
});
