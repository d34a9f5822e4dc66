import type { Phase, Role } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { waitsFor, type Situation } from './waits-for.ts';

const CHAIR: Role[] = ['chair', 'panelist', 'public'];
const PANELIST: Role[] = ['panelist', 'public'];
const OFFICER: Role[] = ['officer', 'public'];
const LEADER: Role[] = ['leader', 'public'];
const SEATS = ['alice', 'bo', 'chen'];

const at = (phase: Phase, change: Partial<Situation> = {}): Situation => ({
  phase,
  mode: 'independent',
  isApproved: false,
  hasSelf: false,
  noticeEndsOn: null,
  today: '2026-03-02',
  seats: SEATS,
  finished: new Set(),
  signed: new Set(),
  isHeard: false,
  asked: new Set(),
  ...change,
});

describe('what waits for whom', () => {
  it.each<[string, Role[], string, Situation, string | null]>([
    ['[WK4] the centre’s self-assessment', LEADER, 'leader', at('planned'), 'self.hand-in'],
    ['[WK4] nothing once it is handed in', LEADER, 'leader', at('planned', { hasSelf: true }), null],
    ['[WK4] nothing once scoring has opened without one', LEADER, 'leader', at('scoring'), null],
    ['the chair to open', CHAIR, 'alice', at('planned'), 'scoring.open'],
    ['nobody else of the panel before', PANELIST, 'bo', at('planned'), null],
    ['a ballot that is not finished', PANELIST, 'bo', at('scoring'), 'ballot.write'],
    [
      'a ballot from paper, for who was asked to type it again',
      ...([OFFICER, 'officer', at('scoring', { asked: new Set(['officer']) }), 'paper.check'] as const),
    ],
    ['nothing for another officer', OFFICER, 'other', at('scoring', { asked: new Set(['officer']) }), null],
    ['nothing, when one’s own is', PANELIST, 'bo', at('scoring', { finished: new Set(['bo']) }), null],
    [
      'the chair’s own ballot before the reveal',
      CHAIR,
      'alice',
      at('scoring', { finished: new Set(['bo', 'chen']) }),
      'ballot.write',
    ],
    [
      'the chair not, while somebody is still scoring',
      CHAIR,
      'alice',
      at('scoring', { finished: new Set(['alice', 'bo']) }),
      null,
    ],
    [
      'the reveal, when all are finished',
      CHAIR,
      'alice',
      at('scoring', { finished: new Set(SEATS) }),
      'reveal',
    ],
    ['agreement', PANELIST, 'bo', at('deliberation'), 'consensus.write'],
    ['the lock', CHAIR, 'alice', at('deliberation'), 'lock'],
    ['a signature', PANELIST, 'bo', at('signing'), 'sign'],
    ['nothing after signing', PANELIST, 'bo', at('signing', { signed: new Set(['bo']) }), null],
    [
      'the chair to close with two thirds',
      CHAIR,
      'alice',
      at('signing', { signed: new Set(['alice', 'bo']) }),
      'signing.close',
    ],
    ['the chair not with fewer', CHAIR, 'alice', at('signing', { signed: new Set(['alice']) }), null],
    ['the leader’s word', LEADER, 'leader', at('signing'), 'acknowledge'],
    ['the leader’s word after signing, too', LEADER, 'leader', at('preliminary'), 'acknowledge'],
    ['no second word', LEADER, 'leader', at('preliminary', { signed: new Set(['leader']) }), null],
    ['approval', OFFICER, 'officer', at('preliminary'), 'approve'],
    ['delivery', OFFICER, 'officer', at('preliminary', { isApproved: true }), 'deliver'],
    [
      'nothing on the last day of the notice',
      OFFICER,
      'officer',
      at('notice', { noticeEndsOn: '2026-03-02' }),
      null,
    ],
    [
      'publication the day after',
      OFFICER,
      'officer',
      at('notice', { noticeEndsOn: '2026-03-01' }),
      'publish',
    ],
    ['nothing of what is published', OFFICER, 'officer', at('published'), null],
    ['nothing of what was cancelled', CHAIR, 'alice', at('cancelled'), null],
  ])('%s', (_, roles, person, situation, action) => {
    expect(waitsFor(roles, person, situation)).toBe(action);
  });
});
