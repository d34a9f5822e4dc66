import type { LogEntry } from '@heping/protocol';
import { expect, test } from 'vitest';
import { lastOf, locksOf } from './locks.ts';

const alice = { id: 'alice', name: '爱丽', nameEn: 'Alice', color: '#336699' };
const logOf = (...actions: readonly string[]): LogEntry[] =>
  actions.map((action, seq) => ({
    seq,
    at: seq,
    by: alice,
    action,
    text: { zh: action, en: action },
    reason: action === 'unlock' || action === 'send-back' ? '漏了一项' : null,
    hash: '',
  }));

test('[PH2] every lock and every taking back is told in order, with what was set aside', () => {
  const log = logOf(
    ...['evaluation.plan', 'lock', 'sign', 'dissent', 'acknowledge', 'unlock'],
    ...['lock', 'unlock', 'lock', 'sign', 'signing.close', 'send-back', 'lock'],
  );
  const reason = '漏了一项';
  expect(locksOf(log)).toEqual([
    { kind: 'locked', at: 1, by: alice, revision: 1 },
    { kind: 'unlocked', at: 5, by: alice, reason, signatures: 2, hadWord: true },
    { kind: 'locked', at: 6, by: alice, revision: 2 },
    { kind: 'unlocked', at: 7, by: alice, reason, signatures: 0, hadWord: false },
    { kind: 'locked', at: 8, by: alice, revision: 3 },
    { kind: 'sent-back', at: 11, by: alice, reason, signatures: 1, hadWord: false },
    { kind: 'locked', at: 12, by: alice, revision: 4 },
  ]);
});

test('who did something is who did it last; what the log does not tell has no author', () => {
  const log = logOf('evaluation.plan', 'signing.close', 'send-back', 'signing.close');
  expect(lastOf(log, 'signing.close')?.at).toBe(3);
  expect(lastOf(log, 'publish')).toBeNull();
});
