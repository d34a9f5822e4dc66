/** An objection from its filing to the decision: the steps of handler and approver. One table. [OB3–OB5] */
import { isBlank } from './blank.ts';
import type { ObjectionState } from './finding-states.ts';
import type { Result, Step, Tenths } from './types.ts';

/** 受理、提出意见、同意、退回 */
export const OBJECTION_STEPS = ['take', 'propose', 'agree', 'send-back'] as const;
export type ObjectionStep = (typeof OBJECTION_STEPS)[number];

export const OBJECTION_CONDITIONS = [
  /** who acts has no seat on the panel, not even one they stepped back from */
  'not-on-panel',
  /** who acts is not tied to the centre */
  'not-tied',
  /** as many officers can decide as the campaign asks for */
  'enough-deciders',
  /** nobody handles it, or who did can decide no more */
  'not-taken',
  /** nobody else handles it */
  'not-anothers',
  /** who acts did not propose it */
  'not-own-proposal',
  /** who acts has not agreed to this proposal */
  'not-said',
] as const;
export type ObjectionCondition = (typeof OBJECTION_CONDITIONS)[number];

export interface ObjectionTransition {
  readonly from: readonly ObjectionState[];
  readonly to: ObjectionState;
  readonly needs: readonly ObjectionCondition[];
  /** Whether it closes a door and therefore says why. */
  readonly reason: boolean;
}

const DECIDER = ['not-on-panel', 'not-tied', 'enough-deciders'] as const satisfies ObjectionCondition[];

/** Step → from where to where, under which conditions. The last voice that is needed decides. [OB3–OB5] */
export const OBJECTION_TRANSITIONS: Readonly<Record<ObjectionStep, ObjectionTransition>> = {
  take: { from: ['filed'], to: 'filed', needs: [...DECIDER, 'not-taken'], reason: false },
  // Proposed again, it is another round: who agreed before has agreed to something else.
  propose: {
    ...{ from: ['filed', 'proposed'], to: 'proposed' },
    ...{ needs: [...DECIDER, 'not-anothers'], reason: true },
  },
  agree: {
    ...{ from: ['proposed'], to: 'proposed' },
    ...{ needs: [...DECIDER, 'not-own-proposal', 'not-said'], reason: false },
  },
  'send-back': {
    ...{ from: ['proposed'], to: 'filed' },
    ...{ needs: [...DECIDER, 'not-own-proposal', 'not-said'], reason: true },
  },
};

export interface ObjectionStanding {
  readonly state: ObjectionState;
  readonly holds: ReadonlySet<ObjectionCondition>;
  readonly reason?: string | undefined;
}
export type ObjectionRefusal = 'state' | 'reason' | ObjectionCondition;

/** Where a step leads; refused by the first that does not hold: state, conditions in order, reason. [OB3–OB5] */
export function nextObjectionState(
  step: ObjectionStep,
  { state, holds, reason }: ObjectionStanding,
): Result<ObjectionState, ObjectionRefusal> {
  const { from, to, needs, reason: needsReason } = OBJECTION_TRANSITIONS[step];
  const refused = (error: ObjectionRefusal) => ({ ok: false, error }) as const;
  if (!from.includes(state)) return refused('state');
  const missing = needs.find((condition) => !holds.has(condition));
  if (missing !== undefined) return refused(missing);
  if (needsReason && (reason === undefined || isBlank(reason))) return refused('reason');
  return { ok: true, value: to };
}

/** Why a score cannot be what an objection leads to. [OB6] */
export type RevisionRefusal = 'between' | 'step' | 'ceiling';

/** Whether a score may be what an objection granted in part leads to. [OB6] */
export function revisionRefusal(
  score: Tenths,
  {
    before,
    maximum,
    ceiling,
    step,
  }: { readonly before: Tenths; readonly maximum: Tenths; readonly ceiling: Tenths; readonly step: Step },
): RevisionRefusal | null {
  if (!Number.isInteger(score) || score <= before || score >= maximum) return 'between';
  if (score % step !== 0) return 'step';
  return score > ceiling ? 'ceiling' : null;
}
