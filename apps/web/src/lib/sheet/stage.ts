/** Where a result stands, finer than the phase: preliminary, approved, in notice, notice over, delivered without a notice, published. Pure. */
import type { Phase } from '@heping/scoring';

export const STAGES = [
  'signing',
  'preliminary',
  'approved',
  'notice',
  'notice-over',
  'no-notice',
  'published',
] as const;
export type Stage = (typeof STAGES)[number];

export interface Standing {
  readonly phase: Phase;
  readonly approval: object | null;
  readonly noticeEndsOn: string | null;
}

/** `today` is `YYYY-MM-DD` where the campaign is; the last day of a notice still belongs to it. [ND3] */
export function stageOf({ phase, approval, noticeEndsOn }: Standing, today: string): Stage {
  if (phase === 'published' || phase === 'rectifying' || phase === 'closed') return 'published';
  if (phase === 'notice') {
    // No notice was wanted: there is nothing that could be over. [ND3]
    if (noticeEndsOn === null) return 'no-notice';
    return today <= noticeEndsOn ? 'notice' : 'notice-over';
  }
  if (phase === 'preliminary') return approval === null ? 'preliminary' : 'approved';
  return 'signing';
}
