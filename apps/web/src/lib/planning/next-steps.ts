/** What somebody can do now in an evaluation, or the sentence for what it waits for: one row per phase and action. */
import type { Evaluation } from '@heping/protocol';
import type { Action } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { nameOf } from '#lib/words.ts';
import { noticeDay } from './notice-day.ts';

export interface Step {
  readonly action: Action;
  readonly label: string;
  /** The page where it is done; `null` where the overview does it itself. */
  readonly place: string | null;
  /** Why it cannot be done yet. */
  readonly why: string | null;
}

interface Row {
  readonly action: Action;
  readonly label: () => string;
  readonly place: string | null;
  readonly isDue?: (evaluation: Evaluation) => boolean;
  readonly why?: (evaluation: Evaluation, today: string) => string | null;
}

function noticeWhy(evaluation: Evaluation, today: string): string | null {
  const { noticeEndsOn } = evaluation;
  if (noticeEndsOn === null || today > noticeEndsOn) return null;
  return m.act_notice_running({ day: noticeDay(evaluation) ?? noticeEndsOn });
}

/** In the order in which they matter; the first that can be done is the main one. */
const ROWS: readonly Row[] = [
  {
    action: 'self.hand-in',
    label: m.act_self,
    place: '/self',
    isDue: ({ selfAssessment }) => selfAssessment === null,
  },
  { action: 'scoring.open', label: m.act_open, place: null },
  { action: 'ballot.write', label: m.act_score, place: '/score' },
  {
    action: 'paper.check',
    label: m.task_paper_check,
    place: '/paper',
    isDue: ({ waitsFor }) => waitsFor === 'paper.check',
  },
  { action: 'reveal', label: m.act_reveal, place: '/deliberation' },
  { action: 'consensus.write', label: m.act_deliberate, place: '/deliberation' },
  { action: 'lock', label: m.act_lock, place: '/sign' },
  { action: 'sign', label: m.act_sign, place: '/sign' },
  { action: 'signing.close', label: m.act_close_signing, place: '/sign' },
  { action: 'acknowledge', label: m.act_acknowledge, place: '/sign' },
  {
    action: 'approve',
    label: m.act_approve,
    place: '/result',
    isDue: ({ approval }) => approval === null,
  },
  {
    action: 'deliver',
    label: m.act_deliver,
    place: '/result',
    isDue: ({ approval }) => approval !== null,
  },
  { action: 'case.respond', label: m.findings_see_findings, place: '/findings' },
  { action: 'publish', label: m.act_publish, place: '/result', why: noticeWhy },
];

/** What the reader can do now, as the server said, with why not yet where the phase alone does not decide. */
export function stepsOf(evaluation: Evaluation, today: string): readonly Step[] {
  return ROWS.filter(
    ({ action, isDue }) => evaluation.may.includes(action) && (isDue?.(evaluation) ?? true),
  ).map(({ action, label, place, why }) => ({
    action,
    label: label(),
    place,
    why: why?.(evaluation, today) ?? null,
  }));
}

/** What the evaluation waits for when the reader is not the one to move it on. */
export function waitingSentence(evaluation: Evaluation): string | null {
  switch (evaluation.phase) {
    case 'planned':
      return m.act_open_wait();
    case 'scoring':
      return m.act_reveal_wait();
    case 'deliberation':
      return m.act_lock_wait();
    case 'preliminary':
      return evaluation.approval === null ? m.act_approve_wait({ body: nameOf(evaluation.leadBody) }) : null;
    case 'notice': {
      const day = noticeDay(evaluation);
      return day === null ? null : m.history_notice({ day });
    }
    default:
      return null;
  }
}

/** Which action moves the evaluation on from its phase; who may do it does not wait for others. */
export const MOVER: Readonly<Partial<Record<Evaluation['phase'], Action>>> = {
  planned: 'scoring.open',
  scoring: 'reveal',
  deliberation: 'lock',
  preliminary: 'approve',
  notice: 'publish',
};
