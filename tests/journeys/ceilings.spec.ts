/** Point 3: the most points follow the facts, everywhere at once; what cannot be a score does not get in. */
import { openDocument } from './document.ts';
import { DEMO, INDICATORS, PANEL, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import {
  ceilingInGrid,
  expectSaved,
  field,
  gridRow,
  markItem,
  openSheet,
  pane,
  points,
  recordFigure,
  saveState,
  tree,
  treeRow,
} from './sheet.ts';
import { shoot, shootWidths } from './shots.ts';

test('a floor area below the threshold caps A1.2.2 in everyone’s browser at once; the chair’s exception lifts it', async ({
  people,
}) => {
  const [officer, chair, bo, chen] = await people(['county.officer', 'chair', 'panelist1', 'panelist2']);
  const id = await planAndOpen(officer, chair);
  const everyone = [chair, bo, chen];
  await Promise.all(everyone.map(({ page }) => openSheet(page, id, 'A1.2.2')));
  await field(chair.page, 'A1.2.2').fill('10');
  await field(chair.page, 'A1.2.2').press('Tab');
  await expect(treeRow(chair.page, 'A1.2.2').getByTitle('待填实际情况')).toBeVisible();

  await recordFigure(bo.page, '面积', '268');
  for (const { page } of everyone) {
    await expect(pane(page)).toContainText('面积：标准 300 ㎡，实际 268 ㎡（5.2.4）。');
    await expect(pane(page)).toContainText('最高可得分 9.5/10');
  }
  // kept, marked as a conflict, the lower one in force
  await expect(field(chair.page, 'A1.2.2')).toHaveValue('10');
  await expect(pane(chair.page)).toContainText(
    '超过最高可得分 9.5，已保留并标为冲突，按 9.5 计；签字前须处理。',
  );
  await expect(treeRow(chair.page, 'A1.2.2').getByTitle('有冲突')).toBeVisible();
  const total = tree(chair.page).getByRole('heading', { name: /^A\.1/ });
  await expect(total).toContainText('9.5/100');
  await expect(total).toContainText('扣 0.5 分');
  await expect(treeRow(chair.page, 'A1.2.2')).toContainText('−0.5');
  await shootWidths(chair.page, 'ceilings-1-ceiling');

  // 5.2.4 says 一般
  await expect(pane(bo.page)).toContainText('组长可作例外处理。');
  await chair.page.getByRole('button', { name: '作例外处理' }).click();
  await chair.page.getByRole('dialog').getByLabel('理由').fill('老集镇改造，用地受限');
  await chair.page.getByRole('dialog').getByRole('button', { name: '确认例外' }).click();
  for (const { page } of everyone) {
    await expect(pane(page)).toContainText(`已作例外（${chair.name}）：老集镇改造，用地受限`);
    await expect(pane(page)).not.toContainText('最高可得分 9.5/10');
  }
  await expect(treeRow(chair.page, 'A1.2.2').getByTitle('已评')).toBeVisible();
  await expect(total).toContainText('10/100');
  await shoot(bo.page, 'ceilings-2-exception');

  // whoever is not the chair cannot
  const refused = await bo.ask('POST', `/evaluations/${id}/exceptions`, {
    requirement: 'floor-area',
    reason: '不可以',
  });
  expect(refused.status).toBe(404);
  const staff = await chair.ask('POST', `/evaluations/${id}/exceptions`, {
    requirement: 'staff',
    reason: '不可以',
  });
  expect([staff.status, staff.body.error]).toEqual([422, 'EXCEPTION_NOT_ALLOWED']);
});

test('a fact that two people recorded unseen by each other is in conflict: neither met nor below, and the ceiling is open', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  bo.expects(...NETWORK);
  const id = await planAndOpen(officer, chair, { panel: PANEL.slice(0, 2) });
  await Promise.all([openSheet(chair.page, id, 'A1.2.2'), openSheet(bo.page, id, 'A1.2.2')]);
  await bo.context.setOffline(true);
  await expect(saveState(bo.page)).toContainText('离线');
  await recordFigure(bo.page, '面积', '268');
  await recordFigure(chair.page, '面积', '312');
  await expectSaved(chair.page);
  await bo.context.setOffline(false);
  for (const { page } of [chair, bo]) {
    const fact = page.getByRole('group', { name: '面积', exact: true });
    await expect(fact.locator('.verdict')).toHaveText(/⇄\s*有冲突/);
    await expect(pane(page)).toContainText('面积：两个值待确认，选定后才有最高可得分。');
    await expect(pane(page)).not.toContainText('最高可得分 9.5');
  }
  await shootWidths(bo.page, 'ceilings-5-contested');
  await chair.page.getByRole('button', { name: '采用 268 ㎡' }).click();
  for (const { page } of [chair, bo]) await expect(pane(page)).toContainText('最高可得分 9.5/10');
});

test('each of the other requirements caps its own indicator and nothing else', async ({ people }) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const id = await planAndOpen(officer, chair);
  await bo.open(`/evaluations/${id}/score?at=A1.1.1&view=grid`);
  await expect(gridRow(bo.page, 'A2.5.2')).toBeVisible();
  const page = chair.page;
  const cases: readonly [at: string, record: () => Promise<void>, capped: string][] = [
    ['A1.4.1', () => markItem(page, '综合服务和业务处理', '无'), '9.5'],
    ['A1.4.2', () => markItem(page, '志愿服务', '无'), '9.5'],
    ['A1.4.3', () => markItem(page, '党群议事', '无'), '9.5'],
    ['A1.5.1', () => recordFigure(page, '专职工作人员', '0'), '4.5'],
    ['A2.3.8', () => recordFigure(page, '集中或日常学习', '3'), '4.5'],
    ['A2.3.10', () => recordFigure(page, '课题或标准', '0'), '5.5'],
    ['A2.5.2', () => recordFigure(page, '对党组织的满意度', '89.9'), '4.5'],
  ];
  const expected = new Map(INDICATORS.map(({ code, maximum }) => [code, points(maximum)]));
  for (const [at, record, capped] of cases) {
    await openSheet(page, id, at);
    await record();
    expected.set(at, capped);
    await expect.poll(() => ceilingInGrid(bo.page, at)).toBe(capped);
  }
  for (const { code } of INDICATORS)
    expect([code, await ceilingInGrid(bo.page, code)]).toEqual([code, expected.get(code)]);
  await shoot(bo.page, 'ceilings-3-capped-grid');
});

test('what cannot be a score is not taken; a client that sends it anyway is refused, and the last good value stays', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair);
  const { page } = chair;
  await openSheet(page, id);
  const score = field(page, 'A1.1.1');
  for (const [typed, why] of [
    ['7', '超过分值 6。'],
    ['5.3', '分数以 0.5 为一档，最高 6。'],
    ['好', '请填 0 至 6 的数字，以 0.5 分为一档。'],
    ['-1', '分数不能小于 0。'],
  ] as const) {
    await score.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(typed);
    await page.keyboard.press('Enter');
    await expect(score).toHaveAttribute('aria-invalid', 'true');
    await expect(score).toHaveValue(typed);
    await expect(pane(page)).toContainText(`${why} 仍为未评。`);
    await expect(treeRow(page, 'A1.1.1').getByTitle('未评')).toBeVisible();
  }
  await shootWidths(page, 'ceilings-4-refused');
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'saved');
  await score.focus();
  await page.keyboard.type('5.5');
  await page.keyboard.press('Enter');
  await expect(treeRow(page, 'A1.1.1').getByTitle('已评')).toBeVisible();
  await expectSaved(page);

  // a client of one's own making, with the session's cookie
  const crafted = await openDocument(chair, { kind: 'ballot', evaluation: id, person: chair.id });
  for (const bad of [65, 53, '55', Number.NaN, -5]) {
    crafted.doc.getMap('scores').set('A1.1.1', bad);
    await expect.poll(() => crafted.doc.getMap('scores').get('A1.1.1')).toBe(55);
  }
  await expect
    .poll(() => crafted.refused.map(({ soft, refusal }) => [soft, refusal.code]))
    .toEqual(Array.from({ length: 5 }, () => [true, 'BAD_SCORE']));
  crafted.doc.getMap('scores').set('A1.1.2', 15);
  await expect(treeRow(page, 'A1.1.2').getByTitle('已评')).toBeVisible();
  await treeRow(page, 'A1.1.1').click();
  await expect(field(page, 'A1.1.1')).toHaveValue('5.5');
  crafted.close();
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'saved');
});

test('proportional and strict: the campaign’s policy decides how far a shortfall caps, in force is the lower one', async ({
  people,
}) => {
  const [officer, chair, bo] = await people(['county.officer', 'chair', 'panelist1']);
  const { page } = chair;
  for (const [ceilingPolicy, ceiling, lost] of [
    ['proportional', '6.5', '3.5'],
    ['strict', '0', '10'],
  ] as const) {
    const { id: campaign } = await officer.post<{ id: string }>('/campaigns', {
      body: DEMO.bodies.county,
      title: `抽查 ${ceilingPolicy}`,
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      ceilingPolicy,
    });
    const id = await planAndOpen(officer, chair, { campaign, panel: PANEL.slice(0, 2) });
    await Promise.all([openSheet(page, id, 'A1.2.2'), openSheet(bo.page, id, 'A1.2.2')]);
    await field(page, 'A1.2.2').fill('8');
    await field(page, 'A1.2.2').press('Tab');
    // 200 of 300
    await recordFigure(bo.page, '面积', '200');
    await expect(pane(page)).toContainText(`最高可得分 ${ceiling}/10`);
    await expect(pane(page)).toContainText(`超过最高可得分 ${ceiling}，已保留并标为冲突，按 ${ceiling} 计`);
    await expect(field(page, 'A1.2.2')).toHaveValue('8');
    await expect(tree(page).getByRole('heading', { name: /^A\.1/ })).toContainText(`扣 ${lost} 分`);
    // not applicable, with a reason, caps nothing
    await bo.page.getByRole('button', { name: '不适用' }).click();
    const reason = bo.page.getByRole('textbox', { name: '面积：不适用的理由' });
    await reason.fill('与上级中心共用场所');
    await reason.press('Enter');
    await expect(pane(page)).not.toContainText('超过最高可得分');
    await expect(tree(page).getByRole('heading', { name: /^A\.1/ })).toContainText('8/100');
  }
});
