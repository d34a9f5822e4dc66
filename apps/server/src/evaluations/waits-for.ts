/** What waits for somebody in an evaluation: an action of the policy table, or nothing. */
import { may, quorumToClose, type Action, type Phase, type Role, type ScoringMode } from '@heping/scoring';

/** What of an evaluation decides whose turn it is. */
export interface Situation {
  readonly phase: Phase;
  readonly mode: ScoringMode;
  readonly isApproved: boolean;
  /** whether the centre's self-assessment is with the panel */
  readonly hasSelf: boolean;
  /** last day of the notice; null for none */
  readonly noticeEndsOn: string | null;
  /** today in the campaign's time zone */
  readonly today: string;
  /** active seats; whose ballot is complete, who put a word under the sheet in force or signed it by hand */
  readonly seats: readonly string[];
  readonly finished: ReadonlySet<string>;
  readonly signed: ReadonlySet<string>;
  /** The centre gave its word before a witness, or by hand on a sealed paper. */
  readonly isHeard: boolean;
  /** who was asked to type a ballot from paper a second time */
  readonly asked: ReadonlySet<string>;
}

interface Turn {
  readonly action: Action;
  readonly isDue: (situation: Situation, person: string) => boolean;
}

const allFinished = ({ seats, finished }: Situation) => seats.every((seat) => finished.has(seat));
const signedSeats = ({ seats, signed }: Situation) => seats.filter((seat) => signed.has(seat)).length;

/** In the order in which a person is asked; the first that is due and allowed waits for them. */
const TURNS: readonly Turn[] = [
  { action: 'self.hand-in', isDue: ({ hasSelf }) => !hasSelf },
  { action: 'scoring.open', isDue: ({ phase }) => phase === 'planned' },
  { action: 'ballot.write', isDue: ({ finished }, person) => !finished.has(person) },
  { action: 'paper.check', isDue: ({ asked }, person) => asked.has(person) },
  { action: 'reveal', isDue: allFinished },
  { action: 'lock', isDue: () => true },
  { action: 'consensus.write', isDue: () => true },
  { action: 'sign', isDue: ({ signed }, person) => !signed.has(person) },
  {
    action: 'signing.close',
    isDue: (situation) => quorumToClose(situation.seats.length, signedSeats(situation)) !== 'not-yet',
  },
  { action: 'acknowledge', isDue: ({ signed, isHeard }, person) => !signed.has(person) && !isHeard },
  { action: 'approve', isDue: ({ isApproved }) => !isApproved },
  { action: 'deliver', isDue: ({ isApproved }) => isApproved },
  { action: 'publish', isDue: ({ noticeEndsOn, today }) => noticeEndsOn === null || today > noticeEndsOn },
];

export function waitsFor(roles: readonly Role[], person: string, situation: Situation): Action | null {
  const turn = TURNS.find(
    ({ action, isDue }) => may(roles, action, situation.phase) && isDue(situation, person),
  );
  return turn?.action ?? null;
}
