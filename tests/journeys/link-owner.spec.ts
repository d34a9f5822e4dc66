/** An owner without an account, on a telephone: a link, a code, photos from before and after, and nothing else. [OL1–OL6] */
import type { MadeLink, MeasurePage } from '@heping/protocol';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import { measureInDemo } from './measure.ts';
import { shoot, WIDTHS } from './shots.ts';

const LONG_NAME = `${'情况说明'.repeat(9)}${'x'.repeat(60)}.svg`;

test('an owner by link reports with photos, and an officer sees it', async ({ browser, people, server }) => {
  const [leader, officer] = await people(['leader', 'town.officer']);
  const measure = await measureInDemo(leader, officer);
  const made = await leader.post<MadeLink>(`/measures/${measure}/links`, { contact: '138 0000 0000' });

  const phone = await browser.newContext({
    ...{ baseURL: server.origin, viewport: WIDTHS.phone, hasTouch: true, isMobile: true },
    locale: 'zh-CN',
  });
  const page = await phone.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !NETWORK.some((one) => one.test(text))) complaints.push(text);
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`/m/${made.token}`);
  await expect(page.getByRole('heading', { name: '请输入验证码' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await shoot(page, 'link-code');

  await test.step('a wrong code is refused in its place', async () => {
    const wrong = String((Number(made.code) + 1) % 1_000_000).padStart(6, '0');
    await page.getByLabel('验证码').fill(wrong);
    await page.getByRole('button', { name: '进入' }).click();
    await expect(page.getByText(/链接或验证码不正确/)).toBeVisible();
  });

  await test.step('the right one opens the measure', async () => {
    await page.getByLabel('验证码').fill(`${made.code.slice(0, 3)} ${made.code.slice(3)}`);
    await page.getByRole('button', { name: '进入' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '扩建服务大厅，增加座席' })).toBeVisible();
    await shoot(page, 'link-measure');
  });

  await test.step('what cannot be a picture is refused beside it; the photo stays', async () => {
    await page.getByLabel('选择文件').setInputFiles([
      { name: '整改前.png', mimeType: 'image/png', buffer: picture(200, 40) },
      { name: '说明.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') },
      { name: LONG_NAME, mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    ]);
    await expect(page.getByText('“说明.svg”不是 JPEG、PNG、WebP 图片或 PDF')).toBeVisible();
    await expect(page.getByText('已上传')).toBeVisible();
    await expect(page.getByText(`“${LONG_NAME}”不是`)).toBeVisible();
    const beyond = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await beyond(), 'a long name is broken, and not the page').toBe(0);
    // Neither is sent while a file stands there that was not kept.
    for (const name of ['提交进展', '报告完成'])
      await expect(page.getByRole('button', { name })).toBeDisabled();
    // It never will be one: there is nothing to try again.
    await expect(page.getByRole('button', { name: '再试一次' })).toHaveCount(0);
    await page.getByText(`“${LONG_NAME}”不是`).scrollIntoViewIfNeeded();
    await shoot(page, 'link-refused');
    await page.getByRole('button', { name: `移除“${LONG_NAME}”` }).click();
    await page.getByRole('button', { name: '移除“说明.svg”' }).click();
    await page.getByLabel('“整改前.png”是').selectOption('before');
    await page.getByLabel('完成了百分之多少').fill('40');
    await page.getByLabel('做了什么').fill('隔墙已拆除');
    // a reload loses nothing of it, the photo neither
    await page.reload();
    await expect(page.getByLabel('做了什么')).toHaveValue('隔墙已拆除');
    await expect(page.getByLabel('完成了百分之多少')).toHaveValue('40');
    await expect(page.getByLabel('“整改前.png”是')).toHaveValue('before');
    await shoot(page, 'link-report');
    await page.getByRole('button', { name: '提交进展' }).click();
    await expect(page.getByText('进展已提交')).toBeVisible();
  });

  await test.step('without a network nothing is promised that does not happen by itself', async () => {
    await page.getByLabel('做了什么').fill('座席在途');
    await phone.setOffline(true);
    const bar = page.getByRole('status').filter({ hasText: '现在没有网络' });
    await expect(bar).toContainText('不会自动提交');
    await expect(page.getByText('恢复后自动发送')).toHaveCount(0);
    await page.getByRole('button', { name: '提交进展' }).click();
    await expect(page.getByText('没有连上服务器，未作任何更改')).toBeVisible();
    await shoot(page, 'link-offline');
    await phone.setOffline(false);
    await expect(bar).toHaveCount(0);
    await expect(page.getByLabel('做了什么')).toHaveValue('座席在途');
  });

  await test.step('before and after stand side by side, one at a time on a phone', async () => {
    await page
      .getByLabel('选择文件')
      .setInputFiles({ name: '整改后.png', mimeType: 'image/png', buffer: picture(40, 200) });
    await expect(page.getByText('已上传')).toBeVisible();
    await page.getByLabel('“整改后.png”是').selectOption('after');
    await page.getByLabel('做了什么').fill('座席已安装');
    await page.getByRole('button', { name: '报告完成' }).click();
    await expect(page.getByText('已报告完成，等待核验', { exact: true })).toBeVisible();
    const pairs = page.getByRole('region', { name: '整改前后对照' });
    await expect(pairs.getByText('王师傅')).toHaveCount(2);
    await expect(pairs.getByRole('button', { name: '查看“整改后.png”' })).toBeVisible();
    await expect(pairs.getByRole('button', { name: '查看“整改前.png”' })).toBeHidden();
    await pairs.getByRole('button', { name: '整改前', exact: true }).click();
    await pairs.getByRole('button', { name: '查看“整改前.png”' }).click();
    const view = page.getByRole('dialog');
    await expect(view.getByRole('img')).toHaveJSProperty('naturalWidth', 120);
    await shoot(page, 'link-photo');
    await page.keyboard.press('Escape');
    await expect(view).toBeHidden();
    await pairs.scrollIntoViewIfNeeded();
    await shoot(page, 'link-pairs');
    await page.setViewportSize(WIDTHS.wide);
    await expect(pairs.getByRole('button', { name: '查看“整改前.png”' })).toBeVisible();
    await expect(pairs.getByRole('button', { name: '查看“整改后.png”' })).toBeVisible();
    await shoot(page, 'link-pairs-wide');
    await page.setViewportSize(WIDTHS.phone);
  });

  await test.step('nothing else of the system answers, and a reload needs no code', async () => {
    const elsewhere = await page.evaluate(
      async (paths) => {
        const asked = await Promise.all(paths.map((path) => fetch(`/api/v1${path}`)));
        return asked.map(({ status }) => status);
      },
      ['/me', '/evaluations', `/measures/${measure}`, '/centres'],
    );
    expect(elsewhere).toEqual([401, 401, 401, 401]);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: '扩建服务大厅，增加座席' })).toBeVisible();
  });

  await test.step('an officer sees it, and takes the link back: whoever is behind it is out', async () => {
    const { measure: seen } = await officer.get<MeasurePage>(`/measures/${measure}`);
    expect(seen).toMatchObject({ state: 'reported', reported: 100, verified: 0 });
    expect(seen.notes.map(({ name, files }) => [name, files.map(({ role }) => role)])).toEqual([
      ['王师傅', ['before']],
      ['王师傅', ['after']],
    ]);
    await officer.send('DELETE', `/measures/${measure}/links/${made.link.id}`);
    await page.reload();
    await expect(page.getByRole('heading', { name: '请输入验证码' })).toBeVisible();
  });

  await test.step('and it speaks English, too', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Please enter the code' })).toBeVisible();
    await shoot(page, 'link-code-en');
  });
  expect(complaints).toEqual([]);
  await phone.close();
});

/** A PNG of 120 × 90 in one colour. */
function picture(red: number, green: number): Buffer {
  const [width, height] = [120, 90];
  const row = Buffer.concat([
    Buffer.from([0]),
    ...Array.from({ length: width }, () => Buffer.from([red, green, 60])),
  ]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const parts = [chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
