/** What people write is text everywhere; foreign pages get nothing; who loses a role loses the socket within a second. */
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { noteOf, remarkOf, say, writeText } from '@heping/protocol';
import { endingOf, openDocument, writeIn } from './document.ts';
import { bringTo, DEMO, planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { idOf, NETWORK, type Person } from './person.ts';
import { openSheet } from './sheet.ts';

const SCRIPT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const isHacked = (page: Page) => page.evaluate(() => 'hacked' in window);

test('a script in a name, note, remark, thread, reason or title is shown as text', async ({ people }) => {
  const [admin, officer, chair, bo] = await people(['admin', 'county.officer', 'chair', 'panelist1']);
  await admin.send('PATCH', `/people/${bo.id}`, { name: SCRIPT.slice(0, 60) });
  const { id: campaign } = await officer.post<{ id: string }>('/campaigns', {
    body: DEMO.bodies.county,
    title: SCRIPT,
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
  });
  const id = await planAndOpen(officer, chair, { campaign, panel: ['chair', 'panelist1'] });
  await writeIn(bo, { kind: 'record', evaluation: id }, (doc) => {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    text.insert(0, SCRIPT);
    paragraph.insert(0, [text]);
    noteOf(doc, 'A1.1.1').insert(0, [paragraph]);
  });
  await writeIn(bo, { kind: 'ballot', evaluation: id, person: bo.id }, (doc) =>
    writeText(remarkOf(doc, 'A1.1.1'), SCRIPT),
  );
  await openSheet(chair.page, id);
  await expect(chair.page.getByRole('textbox', { name: 'A1.1.1 佐证记录' })).toHaveText(SCRIPT);
  await expect(chair.page.getByRole('region', { name: '评价组' })).toContainText('<img src=x');
  expect(await isHacked(chair.page)).toBe(false);

  await chair.post(`/evaluations/${id}/reveal`, { reason: SCRIPT });
  await writeIn(bo, { kind: 'consensus', evaluation: id }, (doc) =>
    say(doc, 'A1.1.1', { id: 'm-1', by: bo.id, at: Date.now(), text: SCRIPT }),
  );
  await chair.open(`/evaluations/${id}/deliberation?at=A1.1.1`);
  await expect(chair.page.getByRole('region', { name: /^讨论/ })).toContainText(SCRIPT);
  await expect(chair.page.getByRole('article')).toContainText(SCRIPT);
  expect(await isHacked(chair.page)).toBe(false);
  for (const path of [`/evaluations/${id}`, `/campaigns/${campaign}`]) {
    await chair.open(path);
    await expect(chair.page.getByRole('main')).toContainText('<img src=x');
    expect(await isHacked(chair.page)).toBe(false);
  }
});

test('a note can hold nothing but what the form knows: a node of another kind is refused, unchanged for everybody', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  chair.expects(...NETWORK);
  const id = await planAndOpen(officer, chair);
  const crafted = await openDocument(chair, { kind: 'record', evaluation: id });
  noteOf(crafted.doc, 'A1.1.1').insert(0, [new Y.XmlElement('script')]);
  await expect.poll(() => crafted.endings.at(-1)).toBe(4403);
  expect(crafted.refused.map(({ refusal }) => refusal.code)).toEqual(['NOT_ALLOWED']);
  crafted.close();
  await openSheet(chair.page, id);
  await expect(chair.page.getByRole('textbox', { name: 'A1.1.1 佐证记录' })).toHaveText('');
});

/** What a browser on that page would be answered. */
async function knock(person: Person, path: string, origin: string | null): Promise<number | 'open'> {
  const socket = new WebSocket(`${person.origin.replace('http', 'ws')}${path}`, {
    headers: { cookie: await person.cookie(), ...(origin === null ? {} : { origin }) },
  });
  const answer = await new Promise<number | 'open'>((resolve, reject) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  socket.terminate();
  return answer;
}

test('a page of somebody else’s gets neither a socket nor a mutation, whoever is signed in', async ({
  people,
}) => {
  const [officer, chair] = await people(['county.officer', 'chair']);
  const id = await planAndOpen(officer, chair);
  const sync = `/sync/record:${id}?v=2`;
  const notices = '/socket.io/?EIO=4&transport=websocket';
  for (const path of [sync, notices]) {
    expect(await knock(chair, path, chair.origin)).toBe('open');
    for (const origin of ['https://evil.example', 'null', null]) {
      expect([path, origin, await knock(chair, path, origin)]).toEqual([path, origin, 403]);
    }
  }
  const foreign = await chair.context.request.post(`${chair.origin}/api/v1/evaluations/${id}/reveal`, {
    headers: { origin: 'https://evil.example' },
    data: { reason: '替你公开' },
  });
  expect(foreign.status()).toBe(403);
  expect(await foreign.json()).toMatchObject({ error: 'BAD_ORIGIN' });
  expect(await chair.get(`/evaluations/${id}`)).toMatchObject({ phase: 'scoring' });
});

test('whoever loses a role loses the page’s sockets within a second', async ({ people }) => {
  const [admin, officer, chair, bo] = await people(['admin', 'county.officer', 'chair', 'panelist1']);
  officer.expects(...NETWORK);
  bo.expects(...NETWORK);
  const id = await bringTo('scoring', { officer, panel: [chair, bo] });
  /** When the page's socket of a document closed. */
  const closing = (person: Person) =>
    new Promise<number>((resolve) =>
      person.page.on('websocket', (socket) => {
        if (socket.url().includes('/sync/record')) socket.on('close', () => resolve(Date.now()));
      }),
    );
  const [officers, bos] = [closing(officer), closing(bo)];
  await officer.open(`/evaluations/${id}/score`);
  await expect(officer.page.getByRole('article')).toBeVisible();
  await openSheet(bo.page, id);
  await expect(officer.page.getByRole('region', { name: '评价组' })).toContainText('在 A1.1.1');

  let at = Date.now();
  await admin.send('DELETE', `/bodies/${DEMO.bodies.county}/officers/${officer.id}`);
  expect((await officers) - at).toBeLessThan(1000);
  await expect(officer.page.getByText('没有找到').first()).toBeVisible();
  expect(await endingOf(officer, `record:${id}`)).toBe(4404);

  at = Date.now();
  await admin.send('PATCH', `/people/${idOf('panelist1')}`, { isDisabled: true });
  expect((await bos) - at).toBeLessThan(1000);
  await expect(bo.page.getByText('登录已过期')).toBeVisible();
});
