import { expect, it } from 'vitest';
import { readResult } from '../../results/result.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { openOffice } from '../../testing/desk.ts';
import { drawn } from '../../testing/drawing.ts';
import { acting, walkTo } from '../../testing/walk.ts';
import { readLog } from '../log.ts';
import { lockedSheet, sheetInForce } from '../sheet-in-force.ts';
import { acknowledgeSheet } from './acknowledge.ts';
import { unlockSheet } from './unlock.ts';
import { witnessWord } from './witness.ts';

it('[CM3] the whole way is the same on PostgreSQL', async () => {
  const { app, desk, clock } = await openOffice({ databaseUrl: 'pglite:' });
  const { store } = app;
  await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
  const published = await seedEvaluation(store);
  await walkTo(desk, published, 'signing', { scores: { 'A1.1.1': 0 } });
  const { hash } = await lockedSheet(store.db, published);
  const under = { password: CAST_PASSWORD, hash };
  // What was drawn is hashed as it comes back from the database, whichever it is. [WD5, SG5]
  await witnessWord(desk, await acting(desk, published, 'bo'), {
    ...{ ...under, signer: { name: '潘副主任', post: '副主任' }, drawing: drawn() },
  });
  await acknowledgeSheet(desk, await acting(desk, published, 'leader'), { ...under, drawing: drawn(40) });
  await walkTo(desk, published, 'published', { from: 'signing' });
  const result = await readResult(store.db, {
    ...{ evaluation: published, visitor: null, now: clock.now },
    keys: await desk.seal.publicKeys(),
  });
  expect(result.sheet.faults).toEqual([]);
  expect(result.findings.map(({ number, indicator }) => [number, indicator])).toEqual([
    ['2026-001', 'A1.1.1'],
  ]);

  const unlocked = await seedEvaluation(store, { id: 'unlocked', kind: 'spot-check' });
  await walkTo(desk, unlocked, 'signing');
  await unlockSheet(desk, await acting(desk, unlocked, 'alice'), { reason: '补充事实' });
  expect(await sheetInForce(store.db, unlocked)).toBeUndefined();
  expect(
    (await readLog(store.db, unlocked, { knowsExceptions: true, readsBehind: true })).map(
      ({ action }) => action,
    ),
  ).toEqual(['evaluation.plan', 'scoring.open', 'reveal', 'lock', 'unlock']);
  await app.close();
}, 60_000);
