/** Kind → whom it concerns, and what they have to be allowed to see for it. One table. [NT3] */
import type { NotificationKind } from '@heping/protocol';
import type { Action, Role } from '@heping/scoring';

export interface Audience {
  readonly roles: readonly Role[];
  readonly action: Action;
}

const leader = (action: Action): Audience => ({ roles: ['leader'], action });
const officer = (action: Action): Audience => ({ roles: ['officer'], action });

/**
 * Reminders go up the line of responsibility instead (reminders/line.ts); a seat, a paper to type again or that is said
 * to be signed, and a measure are told by name, a proposal to those who may decide it.
 */
export const AUDIENCE: Readonly<
  Record<
    Exclude<
      NotificationKind,
      | `reminder.${string}`
      | 'evaluation.assigned'
      | 'paper.named'
      | 'scan.kept'
      | 'measure.assigned'
      | 'objection.proposed'
    >,
    Audience
  >
> = {
  'evaluation.planned': leader('self.hand-in'),
  'word.witnessed': leader('sheet.read'),
  'result.delivered': leader('result.read'),
  'result.published': { roles: ['leader', 'panelist'], action: 'result.read' },
  'findings.issued': leader('case.read'),
  'finding.accepted': officer('case.read'),
  'finding.lapsed': { roles: ['leader', 'officer'], action: 'case.read' },
  'objection.filed': officer('objection.decide'),
  'objection.withdrawn': officer('objection.decide'),
  'objection.decided': { roles: ['leader', 'officer'], action: 'case.read' },
  'plan.submitted': officer('plan.decide'),
  'plan.returned': leader('plan.read'),
  'plan.approved': leader('plan.read'),
  'measure.reported': officer('measure.verify'),
  'measure.returned': leader('case.read'),
  'measure.verified': leader('case.read'),
  'extension.asked': officer('measure.verify'),
  'extension.decided': leader('case.read'),
  'finding.submitted': officer('case.accept'),
  'finding.returned': leader('case.read'),
  'finding.closed': leader('case.read'),
  'look-back.held': leader('case.read'),
  'repeat.proposed': officer('case.read'),
};
export type RoleKind = keyof typeof AUDIENCE;
