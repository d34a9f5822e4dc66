/** Point 5: locked at one instant everywhere, what is missing is listed, everyone signs what they saw, changes are signed again. */
import { agree, reasonOf, recordFact, writeText } from '@heping/protocol';
import type { Sheet } from '@heping/protocol';
import { openDocument, writeIn } from './document.ts';
import { bringTo, hashOf } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, PASSWORD, type Person } from './person.ts';
import { expectSaved, recordFigure } from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';

test('what is missing stands next to the button, each with a link to its place', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo('agreed', { officer, panel: [chair, bo] });
  await writeIn(bo, { kind: 'consensus', evaluation: id }, (doc) => {
    agree(doc, 'A1.4.1', 80);
    agree(doc, 'A2.1.1', null);
  });
  await writeIn(bo, { kind: 'record', evaluation: id }, (doc) => recordFact(doc, 'staff', null));
  const page = await chair.open(`/evaluations/${id}/sign`);
  const missing = page.getByRole('list', { name: '还缺 3 处' });
  await expect(missing.getByRole('listitem')).toHaveText([
    /A1\.4\.1.*缺扣分原因/s,
    /A1\.5\.1.*缺实际情况：专职工作人员/s,
    /A2\.1\.1.*未议定/s,
  ]);
  const lock = page.getByRole('button', { name: '定稿签字' });
  await expect(lock).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('还缺 3 处，补齐后才能定稿。')).toBeVisible();
  await shootWidths(page, 'signing-1-gaps');
  expect((await chair.ask('POST', `/evaluations/${id}/lock`)).body.error).toBe('INCOMPLETE');

  await missing.getByRole('link', { name: '缺扣分原因' }).click();
  const reason = page.getByLabel('扣分原因');
  await expect(reason).toBeFocused();
  await page.keyboard.type('接待区与仓库混用');
  await page.getByRole('link', { name: '未议定', exact: true }).click();
  const score = page.getByRole('textbox', { name: /^A2\.1\.1 评定分/ });
  await expect(score).toBeFocused();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '缺实际情况：专职工作人员' }).click();
  await expect(page).toHaveURL(/score\?at=A1\.5\.1/);
  await recordFigure(page, '专职工作人员', '1');
  await expectSaved(page);
  await page.getByRole('navigation', { name: '评价的页面' }).getByRole('link', { name: '签字' }).click();
  await expect(page.getByText('分数、原因和实际情况都已齐全，可以定稿。')).toBeVisible();
  await expect(lock).toBeInViewport();
  await expect(lock).not.toHaveAttribute('aria-disabled', 'true');
});

test('the sheet locks at one instant for everyone, also for who is typing, and nothing written later gets in', async ({
  people,
}) => {
  const [officer, chair, bo, chen] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  bo.expects(...NETWORK);
  const id = await bringTo('agreed', { officer, panel: [chair, bo, chen] }, { agreed: { 'A1.4.1': 80 } });
  await Promise.all([bo, chen].map(({ page }) => page.goto(`/evaluations/${id}/deliberation?at=A1.4.1`)));
  await chair.open(`/evaluations/${id}/sign`);
  const reason = bo.page.getByLabel('扣分原因');
  await expect(reason).toHaveValue('A1.4.1 有缺项');
  await expect(chen.page.getByLabel('扣分原因')).toBeEditable();
  const late = await openDocument(chen, { kind: 'consensus', evaluation: id });

  await chair.page.getByRole('button', { name: '定稿签字' }).click();
  await reason.focus();
  await bo.page.keyboard.press('Control+End');
  let isTyping = true;
  const typing = (async () => {
    for (let count = 0; isTyping && count < 400; count += 1) await bo.page.keyboard.type('补');
  })();
  await chair.page.getByRole('dialog').getByRole('button', { name: '定稿签字' }).click();
  for (const { page } of [bo, chen]) {
    await expect(page.getByText(/评定分已于 .* 定稿，不能再改。/)).toBeVisible();
    await expect(page.getByLabel('扣分原因')).toHaveCount(0);
  }
  isTyping = false;
  await typing;
  await expect(chair.page.getByRole('heading', { name: '签字内容' })).toBeVisible();

  // what everyone sees is what is signed, and a change after the lock is refused
  const { sheets } = await chair.get<{ sheets: Sheet[] }>(`/evaluations/${id}/sheets`);
  const signed = sheets[0]?.content.lines.find(({ indicator }) => indicator === 'A1.4.1')?.reason ?? '';
  expect(signed).toMatch(/^A1\.4\.1 有缺项补*$/);
  for (const { page } of [bo, chen]) {
    await expect.poll(async () => (await page.locator('#reason .text').innerText()).trim()).toBe(signed);
  }
  late.doc.transact(() => writeText(reasonOf(late.doc, 'A1.4.1'), '事后修改'));
  await expect.poll(() => late.endings.at(-1)).toBe(4403);
  late.close();
  expect(await hashOf(bo, id)).toBe(sheets[0]?.hash);
  // what came too late is not lost: the page says so, and it can be read
  await expect(bo.page.locator('[data-save-state]')).not.toHaveAttribute('data-save-state', 'waiting');
  const state = bo.page.locator('[data-save-state]');
  if ((await state.getAttribute('data-save-state')) === 'refused') {
    await state.click();
    await bo.page.getByRole('button', { name: '查看副本' }).first().click();
    await expect(bo.page.getByRole('region', { name: '副本与服务器内容对照' })).toContainText('补');
  }
});

const status = ({ page }: Person, name: string) =>
  page.getByRole('list', { name: '签字' }).getByRole('listitem').filter({ hasText: name });

async function sign({ page }: Person, evaluation: string): Promise<void> {
  await page.goto(`/evaluations/${evaluation}/sign`);
  await page.getByLabel('您的登录密码').fill(PASSWORD);
  await page.getByRole('button', { name: '签字', exact: true }).click();
  await expect(page.getByText(/您已于 .* 签字。/)).toBeVisible();
}

test('each signs by password, dissent with a statement, the leader acknowledges; a change discards signatures and is signed again', async ({
  people,
}) => {
  const [officer, chair, bo, chen, leader] = await people([
    'county.officer',
    'chair',
    'panelist1',
    'panelist2',
    'shao.jie',
  ]);
  bo.expects(...NETWORK);
  const id = await bringTo('signing', { officer, panel: [chair, bo, chen] }, { agreed: { 'A1.4.1': 80 } });

  // what is signed is in sight: fact beside standard; and so is the button
  await bo.page.setViewportSize({ width: 1440, height: 900 });
  await bo.open(`/evaluations/${id}/sign`);
  await expect(bo.page.getByRole('button', { name: '签字', exact: true })).toBeInViewport();
  const floor = bo.page.locator('[data-detail="A1.2.2"]');
  await expect(floor).toContainText('总面积：一般不少于 300 ㎡ （5.2.4）');
  await expect(floor).toContainText('符合 300 ㎡');

  // by password, never by accident
  await expect(bo.page.getByText('40 项评定分，其中 1 项有扣分')).toBeVisible();
  const press = bo.page.getByRole('button', { name: '签字', exact: true });
  await expect(press).toHaveAttribute('aria-disabled', 'true');
  await shootWidths(bo.page, 'signing-2-sheet');
  await bo.page.getByLabel('您的登录密码').fill('not the password');
  await press.click();
  await expect(bo.page.getByText('密码不正确，未执行任何操作。')).toBeVisible();
  await bo.page.getByLabel('您的登录密码').fill(PASSWORD);
  await press.click();
  await expect(bo.page.getByText(/您已于 .* 签字。/)).toBeVisible();

  // a dissent has its statement, which everybody sees
  await chen.open(`/evaluations/${id}/sign`);
  await expect(status(chen, bo.name)).toContainText('已签字');
  await chen.page.getByRole('radio', { name: /^保留意见/ }).check();
  await expect(chen.page.getByText('请写明内容。')).toBeVisible();
  await chen.page.getByLabel('保留意见的内容').fill('A1.4.1 扣分偏重');
  await chen.page.getByLabel('您的登录密码').fill(PASSWORD);
  await chen.page.getByRole('button', { name: '签署保留意见' }).click();
  await expect(status(bo, chen.name)).toContainText('A1.4.1 扣分偏重');

  // the centre's leader, on the spot
  await leader.open(`/evaluations/${id}`);
  await leader.page.getByRole('link', { name: '签收现场反馈' }).click();
  await expect(leader.page.getByText('保留意见')).toHaveCount(0);
  // nothing is promised that does not exist
  await expect(
    leader.page.getByText('签收表示看过评价组的现场反馈，不表示同意。', { exact: true }),
  ).toBeVisible();
  await leader.page.getByRole('radio', { name: /^拒绝签收/ }).check();
  await leader.page.getByLabel('拒绝签收的理由').fill('接待区当日临时堆放物资');
  await leader.page.getByLabel('您的登录密码').fill(PASSWORD);
  await shootWidths(leader.page, 'signing-3-leader');
  await leader.page.getByRole('button', { name: '拒绝签收' }).click();
  await expect(leader.page.getByText('接待区当日临时堆放物资')).toBeVisible();
  expect((await leader.ask('GET', `/evaluations/${id}/ballots`)).status).toBe(404);

  // back to the table, visibly
  await chair.open(`/evaluations/${id}/sign`);
  await expect(chair.page.getByText('接待区当日临时堆放物资')).toBeVisible();
  await chair.page.getByRole('button', { name: '解除定稿' }).click();
  const dialog = chair.page.getByRole('dialog');
  await expect(dialog).toContainText(bo.name);
  await dialog.getByLabel('理由').fill('复核接待区');
  await dialog.getByRole('button', { name: '解除定稿' }).click();
  await expect(chair.page).toHaveURL(/deliberation/);
  // who has signed and looks at the sheet still is told there, too
  const told = bo.page.locator('[data-standing="unlocked"]');
  await expect(told).toContainText('解除定稿：复核接待区');
  await expect(told).toContainText('此前的签字作废；改好后重新定稿、签字。');
  await shootWidths(bo.page, 'signing-3-taken-back');
  await writeIn(bo, { kind: 'consensus', evaluation: id }, (doc) => agree(doc, 'A1.4.1', 90));
  await chair.open(`/evaluations/${id}/sign`);
  await chair.page.getByRole('button', { name: '定稿签字' }).click();
  await chair.page.getByRole('dialog').getByRole('button', { name: '定稿签字' }).click();
  await expect(chair.page.getByText('上一版已作废，以下改动须由全组重新签字。')).toBeVisible();
  const change = chair.page
    .getByRole('row')
    .filter({ hasText: '评定分' })
    .filter({ hasText: 'A1.4.1' })
    .first();
  await expect(change).toContainText('8');
  await expect(change).toContainText('9');
  await expect(chair.page.getByText(/一并作废的签字：/)).toContainText(bo.name);
  await expect(status(chair, bo.name)).toContainText('未签字');
  await shootWidths(chair.page, 'signing-4-changes');

  // two thirds may close, with a reason for who is missing
  await sign(chair, id);
  await expect(chair.page.getByRole('button', { name: '结束签字' })).toHaveAttribute('aria-disabled', 'true');
  await sign(bo, id);
  await leader.open(`/evaluations/${id}/sign`);
  await leader.page.getByLabel('您的登录密码').fill(PASSWORD);
  await leader.page.getByRole('button', { name: '签收', exact: true }).click();
  await expect(chair.page.getByText('中心已签收')).toBeVisible();
  await expect(chair.page.getByText(/已达三分之二。现在结束须写明理由，未签字：王海峰。/)).toBeVisible();
  await chair.page.getByRole('button', { name: '结束签字' }).click();
  await chair.page.getByRole('dialog').getByLabel('有人未签字的理由').fill('王海峰已出差');
  await chair.page.getByRole('dialog').getByRole('button', { name: '结束签字' }).click();
  await expect
    .poll(async () => (await bo.get<{ phase: string }>(`/evaluations/${id}`)).phase)
    .toBe('preliminary');
  // why not everybody had to sign stands with the signatures, in result, history and print
  const reason = '未全部签字即结束签字，理由：王海峰已出差';
  await expect(chair.page.getByText(reason)).toBeVisible();
  await chair.open(`/evaluations/${id}/result`);
  await expect(chair.page.getByText(reason)).toBeVisible();
  await chair.open(`/evaluations/${id}/print`);
  await expect(chair.page.getByText(reason)).toBeVisible();
  await chair.open(`/evaluations/${id}`);
  await expect(chair.page.getByText('理由：王海峰已出差')).toBeVisible();
  await shoot(chair.page, 'signing-5-closed');
});

test('the panel says how severe a deduction is, and what it said is signed and delivered', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await bringTo(
    'agreed',
    { officer, panel: [chair, bo] },
    { agreed: { 'A1.4.1': 40, 'A1.4.2': 90 } },
  );
  const page = await chair.open(`/evaluations/${id}/sign`);
  const severity = page.getByRole('combobox', { name: 'A1.4.1 严重程度' });
  await expect(severity).toHaveValue('severe');
  await severity.selectOption('改进建议');
  await bo.open(`/evaluations/${id}/sign`);
  await expect(bo.page.getByRole('combobox', { name: 'A1.4.1 严重程度' })).toHaveValue('suggestion');
  await expect(bo.page.getByRole('combobox', { name: 'A1.4.2 严重程度' })).toHaveValue('ordinary');
  await shootWidths(page, 'signing-6-severity');
  await chair.post(`/evaluations/${id}/lock`);
  await expect(page.locator('[data-indicator="A1.4.1"]').first()).toContainText('改进建议');
  const { sheets } = await chair.get<{ sheets: Sheet[] }>(`/evaluations/${id}/sheets`);
  const severities = sheets[0]?.content.lines.flatMap(({ indicator, severity }) =>
    severity === null ? [] : [[indicator, severity]],
  );
  expect(severities).toEqual([
    ['A1.4.1', 'suggestion'],
    ['A1.4.2', 'ordinary'],
  ]);
});
