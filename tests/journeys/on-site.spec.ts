/** Point 7: 现场反馈 in the hall. The centre's leader draws at the panel's tablet before a witness and can say otherwise; the signed paper comes back as a scan. */
import type { Sheet } from '@heping/protocol';
import type { Page } from '@playwright/test';
import { bringTo } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { PASSWORD } from './person.ts';
import { shoot, shootWidths } from './shots.ts';

type Point = readonly [x: number, y: number];

/**
 * A finger on the pad, in shares of its width and height. Buttons are clicked: after strokes sent by hand the browser
 * now and then takes a single tap of the test for a part of them.
 */
async function drawByTouch(page: Page, strokes: readonly (readonly Point[])[]): Promise<void> {
  const pad = page.locator('svg.pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is no pad to draw on');
  const touch = await page.context().newCDPSession(page);
  const at = ([x, y]: Point) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
  for (const [first = [0, 0] as Point, ...rest] of strokes) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(first) });
    for (const point of rest)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(point) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  await touch.detach();
}

const NAME: readonly (readonly Point[])[] = [0.15, 0.55].map((left) =>
  Array.from({ length: 24 }, (_, step): Point => [left + step * 0.012, 0.45 + 0.25 * Math.sin(step)]),
);

/** The smallest paper that is one. */
const PAPER = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n',
);

test('the leader draws at the panel’s tablet before a witness and contradicts it at home; the sealed paper is bound by its code and closes the signing', async ({
  people,
}) => {
  const [officer, bo, chen, leader] = await people(['county.officer', 'panelist1', 'panelist2', 'shao.jie']);
  const [chair] = await people(['chair'], {
    ...{ viewport: { width: 810, height: 1080 }, hasTouch: true },
  });
  // a wrong password and a wrong code are refused
  chair.expects(/status of 422/);
  const id = await bringTo('signing', { officer, panel: [chair, bo, chen] }, { agreed: { 'A1.4.1': 80 } });

  // the witness says who is about to sign, and hands the tablet over: nothing else is in reach there
  const tablet = await chair.open(`/evaluations/${id}/sign`);
  await tablet.getByRole('link', { name: '现场签收：交给中心负责人手写' }).click();
  await expect(tablet.getByRole('heading', { name: /^现场签收 · / })).toBeVisible();
  await expect(tablet.getByRole('banner')).toHaveCount(0);
  const handOver = tablet.getByRole('button', { name: '交给签收人' });
  await expect(handOver).toHaveAttribute('aria-disabled', 'true');
  await tablet.getByRole('radio', { name: '邵洁' }).check();
  await tablet.getByLabel('职务').fill('主任');
  await shoot(tablet, 'on-site-1-who');
  await handOver.click();

  // the leader reads what it is about; a dot is no name
  await expect(tablet.getByText('以下由邵洁（主任）本人操作。')).toBeVisible();
  await expect(tablet.getByText('A1.4.1 有缺项', { exact: true })).toBeVisible();
  await expect(tablet.getByRole('link')).toHaveCount(1); // the skip link
  const done = tablet.getByRole('button', { name: '写好了，请把平板交还见证人' });
  await expect(tablet.getByText('请手写签名。')).toBeVisible();
  await drawByTouch(tablet, [[[0.5, 0.5]]]);
  await expect(tablet.getByText('签名太短，请写完整的姓名。')).toBeVisible();
  await tablet.getByRole('button', { name: '撤销一笔' }).click();
  await drawByTouch(tablet, NAME);
  await expect(tablet.getByRole('status').filter({ hasText: '已写 2 笔' })).toBeVisible();
  await shoot(tablet, 'on-site-2-portrait');
  // turned round, what was written stays, and all of the pad is in sight
  await tablet.setViewportSize({ width: 1080, height: 810 });
  await tablet.locator('svg.pad').scrollIntoViewIfNeeded();
  await expect(tablet.locator('svg.pad')).toBeInViewport({ ratio: 0.99 });
  await expect(tablet.getByRole('status').filter({ hasText: '已写 2 笔' })).toBeVisible();
  await shoot(tablet, 'on-site-2-landscape');
  // Back does not lead to the chair's pages, and a reload not away from what was typed; a hand is drawn again
  await tablet.goBack();
  await expect(tablet.getByText('签收还没有完成。')).toBeVisible();
  await expect(tablet.getByRole('status').filter({ hasText: '已写 2 笔' })).toBeVisible();
  await tablet.getByRole('radio', { name: /^拒绝签收/ }).check();
  await tablet.getByLabel('拒绝签收的理由').fill('二楼没有看');
  tablet.once('dialog', (dialog) => void dialog.accept());
  await tablet.reload();
  await expect(tablet.getByText('以下由邵洁（主任）本人操作。')).toBeVisible();
  await expect(tablet.getByText('手写签名请重新写。')).toBeVisible();
  await expect(tablet.getByLabel('拒绝签收的理由')).toHaveValue('二楼没有看');
  await expect(tablet.getByRole('banner')).toHaveCount(0);
  await shootWidths(tablet, 'on-site-2-again');
  await tablet.getByRole('radio', { name: /^签收/ }).check();
  await drawByTouch(tablet, NAME);
  await expect(tablet.getByRole('status').filter({ hasText: '已写 2 笔' })).toBeVisible();
  await done.click();

  // back with the witness, who confirms by password what they saw
  const password = tablet.getByLabel('见证人陆建平的登录密码');
  await expect(tablet.getByRole('img', { name: '邵洁的手写签名' })).toBeVisible();
  await password.fill('not the password');
  await tablet.getByRole('button', { name: '确认见证并记录' }).click();
  await expect(tablet.getByText('密码不正确，未执行任何操作。')).toBeVisible();
  await password.fill(PASSWORD);
  await shoot(tablet, 'on-site-3-confirm');
  await tablet.getByRole('button', { name: '确认见证并记录' }).click();
  await expect(tablet.getByText('已记录：邵洁签收，见证人陆建平。')).toBeVisible();
  await tablet.getByRole('link', { name: '退出现场签收' }).click();
  const said = tablet.getByRole('list', { name: '现场反馈' });
  await expect(said).toContainText('手写签收，有见证');
  await expect(said).toContainText('在评价组平板上手写，见证人陆建平；不是本人账号的签字。');
  await shootWidths(tablet, 'on-site-4-sign');

  // the leader is told, sees what stands there in her name, and says otherwise under her own
  await leader.open('/notifications');
  await leader.page.getByRole('link', { name: /邵洁（主任）在评价组的平板上.*签收，见证人陆建平/ }).click();
  await expect(leader.page.getByRole('list', { name: '现场反馈' })).toContainText('见证人陆建平');
  await leader.page.getByRole('radio', { name: /^拒绝签收/ }).check();
  await leader.page.getByLabel('拒绝签收的理由').fill('当日外出，签名不是本人所写');
  await leader.page.getByText('附上手写签名').click();
  const pad = leader.page.locator('svg.pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is no pad to draw on');
  await leader.page.mouse.move(box.x + 40, box.y + 60);
  await leader.page.mouse.down();
  for (let step = 1; step <= 20; step += 1)
    await leader.page.mouse.move(box.x + 40 + step * 10, box.y + 60 + (step % 2) * 40);
  await leader.page.mouse.up();
  await leader.page.getByLabel('您的登录密码').fill(PASSWORD);
  await shootWidths(leader.page, 'on-site-5-leader');
  await leader.page.getByRole('button', { name: '拒绝签收' }).click();
  await expect(leader.page.getByText(/您已于 .* 拒绝签收/)).toBeVisible();
  await expect(said).toContainText('邵洁用本人账号拒绝签收，见下。');
  await expect(said).toContainText('当日外出，签名不是本人所写');

  // on paper: both hands, the witness, the code
  await tablet.getByRole('link', { name: '打印', exact: true }).click();
  const paper = tablet.locator('.paper .signing');
  await expect(paper).toContainText('手写签名，见证人陆建平');
  await expect(paper.getByRole('img', { name: /邵洁.*的手写签名/ })).toHaveCount(2);
  const code = /校验码（上传扫描件时输入）：([0-9A-F-]{14})/.exec(await paper.innerText())?.[1] ?? '';
  await expect(paper.getByRole('img', { name: /^二维码/ })).toBeVisible();
  await paper.scrollIntoViewIfNeeded();
  await shoot(tablet, 'on-site-6-paper');

  // signed by hand, sealed, scanned: the code binds it, another one is refused in words
  await tablet.setViewportSize({ width: 810, height: 1080 });
  await chair.open(`/evaluations/${id}/sign`);
  await tablet.getByRole('button', { name: '上传签字盖章件' }).click();
  const form = tablet.getByRole('dialog', { name: '上传签字盖章件' });
  const keep = form.getByRole('button', { name: '保存扫描件' });
  await expect(form.getByText('请先上传扫描件。')).toBeVisible();
  await form
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: '签字件.pdf', mimeType: 'application/pdf', buffer: PAPER });
  await expect(form.getByText('请输入纸面上的校验码。')).toBeVisible();
  await form.getByLabel('纸面上的校验码').fill('0000-0000-0000');
  for (const { name } of [bo, chen]) await form.getByRole('checkbox', { name }).check();
  await form.getByRole('checkbox', { name: /陆建平/ }).check();
  await expect(form.getByText('请勾选盖了谁的章；没有盖章的不算签字件。')).toBeVisible();
  await form.getByRole('checkbox', { name: /（评价单位）$/ }).check();
  await keep.click();
  await expect(form.getByRole('alert')).toContainText('校验码不是这个评价的任何一版评分表的');
  await form.getByLabel('纸面上的校验码').fill(code.toLowerCase().replaceAll('-', ' '));
  await shootWidths(tablet, 'on-site-7-scan');
  await keep.click();
  await expect(form).toHaveCount(0);
  const scans = tablet.getByRole('list', { name: '签字盖章件' });
  await expect(scans).toContainText('手写签名：陆建平、陈薇、王海峰');
  await expect(scans.getByRole('link', { name: /^下载扫描件 签字件\.pdf/ })).toBeVisible();
  const { sheets } = await bo.get<{ sheets: Sheet[] }>(`/evaluations/${id}/sheets`);
  const file = sheets[0]?.scans[0]?.file?.id ?? '';
  // the panel's own paper is not the centre's to see before delivery
  expect((await leader.ask('GET', `/files/${file}`)).status).toBe(404);

  // all three signed on paper alone: that counts, and is said before the signing is closed
  const names = tablet.getByRole('list', { name: '签字', exact: true });
  await expect(names.getByRole('listitem').filter({ hasText: '纸面已签' })).toHaveCount(3);
  await tablet.getByRole('button', { name: '结束签字' }).click();
  const closing = tablet.getByRole('dialog');
  await expect(closing).toContainText('其中 陆建平、陈薇、王海峰 只在纸面上签字，以扫描件为据。');
  await expect(closing).toContainText('当日外出，签名不是本人所写');
  await closing.getByRole('button', { name: '结束签字' }).click();
  await expect(tablet.getByRole('button', { name: '结束签字' })).toHaveCount(0);

  // all of it stands in the course of things
  await officer.open(`/evaluations/${id}`);
  const history = officer.page.getByRole('region', { name: '经过' });
  await expect(history).toContainText('见证邵洁（主任）在平板上手写签收');
  await expect(history).toContainText('保存签字盖章件扫描（第 1 版，评价组手写签名 3 人）');
  await officer.open(`/evaluations/${id}/result`);
  await expect(officer.page.getByRole('list', { name: '签字盖章件' })).toBeVisible();
  await shootWidths(officer.page, 'on-site-8-result');
});
