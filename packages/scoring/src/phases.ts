/** The life of an evaluation: which command leads where. [PH1–PH5] */
import { FINAL_STATES, type FindingState } from './finding-states.ts';
import type { Phase, ScoringMode } from './types.ts';
import { PHASES } from './types.ts';

/** The phases an evaluation goes through, in order; `cancelled` lies beside the way. [PH1] */
export const WAY: readonly Phase[] = PHASES.filter((phase) => phase !== 'cancelled');

/** What follows from the findings and is nobody's to press. [PH5] */
export const FOLLOWING_COMMANDS = [
  'rectification.begin',
  'rectification.end',
  'rectification.reopen',
] as const;
export type FollowingCommand = (typeof FOLLOWING_COMMANDS)[number];

/** What somebody may be permitted to press. */
export const GIVEN_COMMANDS = [
  'scoring.open',
  'reveal',
  'lock',
  'unlock',
  'signing.close',
  'approve',
  'send-back',
  'deliver',
  'publish',
  'evaluation.cancel',
] as const;
export type GivenCommand = (typeof GIVEN_COMMANDS)[number];

export const COMMANDS = [...GIVEN_COMMANDS, ...FOLLOWING_COMMANDS] as const;
export type Command = (typeof COMMANDS)[number];

export interface Transition {
  readonly from: readonly Phase[];
  readonly to: Readonly<Record<ScoringMode, Phase>>;
}

const to = (phase: Phase): Readonly<Record<ScoringMode, Phase>> => ({ independent: phase, joint: phase });

/** Command → from which phases, to which by mode. [PH2, PH3] */
export const TRANSITIONS: Readonly<Record<Command, Transition>> = {
  'scoring.open': { from: ['planned'], to: { independent: 'scoring', joint: 'deliberation' } },
  reveal: { from: ['scoring'], to: to('deliberation') },
  lock: { from: ['deliberation'], to: to('signing') },
  unlock: { from: ['signing'], to: to('deliberation') },
  'signing.close': { from: ['signing'], to: to('preliminary') },
  // The approval is noted on the sheet; the phase stays until it is delivered.
  approve: { from: ['preliminary'], to: to('preliminary') },
  'send-back': { from: ['preliminary'], to: to('deliberation') },
  deliver: { from: ['preliminary'], to: to('notice') },
  publish: { from: ['notice'], to: to('published') },
  'rectification.begin': { from: ['published'], to: to('rectifying') },
  'rectification.end': { from: ['rectifying'], to: to('closed') },
  // A look-back found it undone: a finding of its own, while the old one stays closed.
  'rectification.reopen': { from: ['closed'], to: to('rectifying') },
  'evaluation.cancel': {
    from: ['planned', 'scoring', 'deliberation', 'signing', 'preliminary'],
    to: to('cancelled'),
  },
};

/** Where a command leads from a phase; `null` where it may not be given. [PH2, PH3] */
export function nextPhase(command: Command, phase: Phase, mode: ScoringMode): Phase | null {
  const transition = TRANSITIONS[command];
  return transition.from.includes(phase) ? transition.to[mode] : null;
}

/**
 * What follows for the evaluation from where its findings stand: rectifying once it is published and all are answered
 * or the time is over; closed once nothing of any is open, and back when a look-back opens one. In the order in which it happens. [PH5]
 */
export function followingCommands(
  phase: Phase,
  findings: readonly FindingState[],
): readonly FollowingCommand[] {
  const isAnswered = findings.every((state) => state !== 'awaiting-response');
  const isOver = findings.every((state) => FINAL_STATES.includes(state));
  if (phase === 'published' && isAnswered)
    return isOver ? ['rectification.begin', 'rectification.end'] : ['rectification.begin'];
  if (phase === 'rectifying' && isOver) return ['rectification.end'];
  return phase === 'closed' && !isOver ? ['rectification.reopen'] : [];
}

/**
 * Whether signing may be closed: everyone signed or dissented, or two thirds (with a reason for who is
 * missing). [PH4]
 */
export function quorumToClose(members: number, signedOrDissented: number): 'all' | 'two-thirds' | 'not-yet' {
  if (members <= 0) return 'not-yet';
  if (signedOrDissented >= members) return 'all';
  return signedOrDissented * 3 >= members * 2 ? 'two-thirds' : 'not-yet';
}
