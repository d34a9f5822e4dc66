/** What waits for somebody, as a task in words and the place where it is done. */
import type { EvaluationRow } from '@heping/protocol';
import { ACTIONS, type Action } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';
import { ACTION_WORDS } from './action-words.ts';

interface Task {
  readonly word: Word;
  /** Below `/evaluations/<id>`. */
  readonly place: string;
}

const TASKS: Readonly<Partial<Record<Action, Task>>> = {
  'self.hand-in': { word: m.task_self_hand_in, place: '/self' },
  'ballot.write': { word: m.task_ballot_write, place: '/score' },
  'consensus.write': { word: m.task_consensus_write, place: '/deliberation' },
  'scoring.open': { word: m.task_scoring_open, place: '' },
  'panel.change': { word: m.task_panel_change, place: '' },
  'paper.check': { word: m.task_paper_check, place: '/paper' },
  reveal: { word: m.task_reveal, place: '/deliberation' },
  adopt: { word: m.task_adopt, place: '/deliberation' },
  lock: { word: m.task_lock, place: '/deliberation' },
  sign: { word: m.task_sign, place: '/sign' },
  'signing.close': { word: m.task_signing_close, place: '/sign' },
  acknowledge: { word: m.task_acknowledge, place: '/sign' },
  approve: { word: m.task_approve, place: '/result' },
  deliver: { word: m.task_deliver, place: '/result' },
  publish: { word: m.task_publish, place: '/result' },
};

export interface WaitingTask {
  readonly label: string;
  readonly href: string;
}

/** What waits for the reader in this evaluation, with the address where it is done. */
export function taskOf({
  id,
  waitsFor,
  sentBack,
}: Pick<EvaluationRow, 'id' | 'waitsFor' | 'sentBack'>): WaitingTask | null {
  const action = ACTIONS.find((known) => known === waitsFor);
  if (action === undefined) return null;
  const { word, place } = TASKS[action] ?? { word: ACTION_WORDS[action], place: '' };
  // Who locks once more does it because of what the committee said.
  const isAgain = action === 'lock' && sentBack !== undefined;
  return { label: isAgain ? m.task_lock_again() : word(), href: `/evaluations/${id}${place}` };
}
