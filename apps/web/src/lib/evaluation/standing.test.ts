import { expect, test } from 'vitest';
import { standingOf } from './standing.ts';

type Facts = Parameters<typeof standingOf>[0]['evaluation'];

const policies = {
  step: 5,
  ceilingPolicy: 'discretion',
  scoringMode: 'independent',
  noticeDays: 5,
} as Facts['policies'];
const member = (id: string, scored: number, recused: Facts['panel'][number]['recused'] = null) => ({
  id,
  name: id,
  nameEn: id,
  color: '#336699',
  isChair: id === 'alice',
  recused,
  progress: { scored, total: 40 },
  paper: null,
});
const evaluation = (facts: Partial<Facts>): Facts => ({
  phase: 'scoring',
  panel: [member('alice', 40), member('bob', 12)],
  policies,
  revealedAt: null,
  lockedAt: null,
  returns: [],
  roles: ['panelist'],
  ...facts,
});
const all = { scored: 40, total: 40 };

test('whoever has scored everything is told that the chair’s reveal is waited for', () => {
  const ask = { evaluation: evaluation({}), me: 'bob' };
  expect(standingOf({ ...ask, mine: { scored: 39, total: 40 } })).toBeNull();
  expect(standingOf({ ...ask, mine: all })).toEqual({ kind: 'finished', done: 2, count: 2 });
});

test('the chair is told how many have finished, and when all have; who stepped back is not waited for', () => {
  const chair = { me: 'alice', mine: all };
  expect(standingOf({ ...chair, evaluation: evaluation({ roles: ['chair', 'panelist'] }) })).toEqual({
    kind: 'chair-finished',
    done: 1,
    count: 2,
  });
  const panel = [member('alice', 3), member('bob', 12, { at: 1, reason: '亲属' })];
  expect(standingOf({ ...chair, evaluation: evaluation({ roles: ['chair', 'panelist'], panel }) })).toEqual({
    kind: 'all-finished',
    count: 1,
  });
});

test('the reveal, the lock and a return stay in sight as long as they hold', () => {
  const ask = (facts: Partial<Facts>) => standingOf({ evaluation: evaluation(facts), me: 'bob', mine: null });
  const by = member('officer', 0);
  expect(ask({ phase: 'deliberation', revealedAt: 5 })).toEqual({ kind: 'revealed', at: 5 });
  expect(ask({ phase: 'deliberation', policies: { ...policies, scoringMode: 'joint' } })).toEqual({
    kind: 'joint',
  });
  expect(
    ask({ phase: 'deliberation', revealedAt: 5, returns: [{ at: 9, by, reason: 'A1.2.2 依据不足' }] }),
  ).toEqual({ kind: 'returned', at: 9, reason: 'A1.2.2 依据不足' });
  const discarded = { at: 12, reason: '补充原因' };
  expect(
    standingOf({ evaluation: evaluation({ phase: 'deliberation' }), me: 'bob', mine: null, discarded }),
  ).toEqual({ kind: 'unlocked', ...discarded });
  expect(ask({ phase: 'signing', lockedAt: 7 })).toEqual({ kind: 'locked', at: 7 });
  expect(ask({ phase: 'published' })).toEqual({ kind: 'over' });
  expect(ask({ phase: 'planned' })).toBeNull();
});
