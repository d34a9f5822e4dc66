/** What the rows of an evaluation have to be, told by its entries in the audit log alone. Pure. [SE4] */
import type {
  AuditDetail,
  AuditEntry,
  Evaluation,
  GrantedException,
  PanelMember,
  Return,
  Suggestion,
} from '@heping/db';
import { COMMANDS, nextPhase, type Command, type Phase, type ScoringMode } from '@heping/scoring';
import { NO_OBJECTIONS, TELLS_OBJECTIONS, type ToldObjections } from './told-objections.ts';

/** Phase, and when and why it was reached. */
export type ToldPhase = Pick<
  Evaluation,
  | 'phase'
  | 'openedAt'
  | 'revealedAt'
  | 'revealReason'
  | 'lockedAt'
  | 'closedSigningAt'
  | 'cancelledAt'
  | 'cancelReason'
>;

/** What the committee decided. */
export type ToldDecision = Pick<
  Evaluation,
  | 'approvedAt'
  | 'approvedBy'
  | 'minutes'
  | 'documentNumber'
  | 'deliveredAt'
  | 'noticeEndsOn'
  | 'publishedAt'
  | 'findingsNumber'
  | 'findingsAddressee'
  | 'findingsIssuedAt'
  | 'findingsIssuedBy'
>;

/** What was planned; an entry from before all of it was kept says nothing of the rest. */
export type ToldPlan = Pick<Evaluation, 'createdBy'> &
  Partial<
    Pick<Evaluation, 'campaignId' | 'centreId' | 'kind' | 'leadBodyId' | 'plannedOn' | 'selfEvaluated'>
  > & {
    readonly jointBodies?: readonly string[];
  };

export type ToldSeat = Omit<PanelMember, 'evaluationId'>;
export type ToldException = Omit<GrantedException, 'id' | 'evaluationId'>;
export type ToldReturn = Omit<Return, 'id' | 'evaluationId'>;
export type ToldSuggestion = Omit<Suggestion, 'evaluationId'>;

export interface Told {
  /** null: nobody planned it. */
  readonly plan: ToldPlan | null;
  readonly phase: ToldPhase;
  readonly decision: ToldDecision;
  readonly seats: readonly ToldSeat[];
  readonly exceptions: readonly ToldException[];
  readonly returns: readonly ToldReturn[];
  readonly suggestions: readonly ToldSuggestion[];
  /** Of the sheets that were locked or led to by a decision, set aside since or not, oldest first. */
  readonly revisions: readonly number[];
  readonly objected: ToldObjections;
}

const UNDECIDED: ToldDecision = {
  approvedAt: null,
  approvedBy: null,
  minutes: null,
  documentNumber: null,
  deliveredAt: null,
  noticeEndsOn: null,
  publishedAt: null,
  findingsNumber: null,
  findingsAddressee: null,
  findingsIssuedAt: null,
  findingsIssuedBy: null,
};

const NOTHING: Told = {
  plan: null,
  phase: {
    phase: 'planned',
    openedAt: null,
    revealedAt: null,
    revealReason: null,
    lockedAt: null,
    closedSigningAt: null,
    cancelledAt: null,
    cancelReason: null,
  },
  decision: UNDECIDED,
  seats: [],
  exceptions: [],
  returns: [],
  suggestions: [],
  revisions: [],
  objected: NO_OBJECTIONS,
};

/** The state after all of these, in their order. */
export const tell = (entries: readonly AuditEntry[]): Told =>
  entries.reduce((told, entry) => {
    const next = { ...told, phase: { ...told.phase, phase: phaseAfter(told, entry) } };
    return { ...next, ...TELLS[entry.action]?.(next, entry, told.phase.phase) };
  }, NOTHING);

/** Only the opening leads elsewhere by mode, and its entry says by which. [PH3] */
function phaseAfter({ phase: { phase } }: Told, { action, detail }: AuditEntry): Phase {
  if (!isCommand(action)) return phase;
  const mode: ScoringMode = detail['mode'] === 'joint' ? 'joint' : 'independent';
  return nextPhase(action, phase, mode) ?? phase;
}

const isCommand = (action: string): action is Command => (COMMANDS as readonly string[]).includes(action);

type Tell = (told: Told, entry: AuditEntry, before: Phase) => Partial<Told>;

/** Action → what it changes beside the phase. What is not in it changes no row that is compared here. */
const TELLS: Readonly<Record<string, Tell>> = {
  'evaluation.plan': (_, { personId, detail }) => ({
    plan: { createdBy: personId ?? '', ...plannedIn(detail) },
    seats: seatsIn(detail).map(newSeat),
  }),
  'panel.change': ({ plan, seats }, { detail }, before) => ({
    // The day stands still once scoring has begun.
    plan: plan && before === 'planned' ? { ...plan, ...only('plannedOn', detail['plannedOn']) } : plan,
    // Who stepped back stays on the list.
    seats: [...seats.filter(({ recusedAt }) => recusedAt !== null), ...seatsIn(detail).map(newSeat)],
  }),
  recuse: ({ seats }, { at, subject, detail }) => ({
    seats: seats.map((seat) =>
      seat.personId === subject ? { ...seat, recusedAt: at, recuseReason: text(detail, 'reason') } : seat,
    ),
  }),
  'exception.grant': ({ exceptions }, { at, personId, detail }) => ({
    exceptions: [
      ...withdrawn(exceptions, text(detail, 'requirement'), at),
      {
        requirement: text(detail, 'requirement') ?? '',
        reason: text(detail, 'reason') ?? '',
        grantedBy: personId ?? '',
        grantedAt: at,
        withdrawnAt: null,
      },
    ],
  }),
  'exception.withdraw': ({ exceptions }, { at, detail }) => ({
    exceptions: withdrawn(exceptions, text(detail, 'requirement'), at),
  }),
  'scoring.open': ({ phase }, { at }) => ({ phase: { ...phase, openedAt: at } }),
  reveal: ({ phase }, { at, detail }) => ({
    phase: { ...phase, revealedAt: at, revealReason: text(detail, 'reason') },
  }),
  lock: ({ phase, revisions }, { at, detail }) => ({
    phase: { ...phase, lockedAt: at },
    revisions: [...revisions, Number(detail['revision'])],
  }),
  unlock: ({ phase }) => ({ phase: { ...phase, lockedAt: null } }),
  'signing.close': ({ phase }, { at }) => ({ phase: { ...phase, closedSigningAt: at } }),
  approve: ({ decision }, { at, personId, detail }) => ({
    decision: {
      ...decision,
      approvedAt: at,
      approvedBy: personId,
      minutes: text(detail, 'minutes'),
      documentNumber: text(detail, 'documentNumber'),
    },
  }),
  'send-back': ({ phase, returns }, { at, personId, detail }) => ({
    phase: { ...phase, lockedAt: null, closedSigningAt: null },
    decision: UNDECIDED,
    returns: [...returns, { reason: text(detail, 'reason') ?? '', by: personId ?? '', at }],
  }),
  deliver: ({ decision }, { at, detail }) => ({
    decision: { ...decision, deliveredAt: at, noticeEndsOn: text(detail, 'noticeEndsOn') },
  }),
  'finding.suggest': ({ suggestions }, { at, personId, subject, detail }) => ({
    suggestions: [
      ...suggestions,
      {
        id: subject,
        indicator: text(detail, 'indicator') ?? '',
        clause: text(detail, 'clause') ?? '',
        text: text(detail, 'text') ?? '',
        createdBy: personId ?? '',
        createdAt: at,
        withdrawnAt: null,
        withdrawnBy: null,
      },
    ],
  }),
  'finding.unsuggest': ({ suggestions }, { at, personId, subject }) => ({
    suggestions: suggestions.map((one) =>
      one.id === subject ? { ...one, withdrawnAt: at, withdrawnBy: personId } : one,
    ),
  }),
  'findings.issue': ({ decision }, { at, personId, detail }) => ({
    decision: {
      ...decision,
      findingsNumber: text(detail, 'number'),
      findingsAddressee: text(detail, 'addressee'),
      findingsIssuedAt: at,
      findingsIssuedBy: personId,
    },
  }),
  // Number and addressee are put right; day and issuer stay.
  'findings.correct': ({ decision }, { detail }) => ({
    decision: {
      ...decision,
      findingsNumber: text(detail, 'number'),
      findingsAddressee: text(detail, 'addressee'),
    },
  }),
  publish: ({ decision }, { at }) => ({ decision: { ...decision, publishedAt: at } }),
  'sheet.revise': ({ revisions }, { detail }) => ({
    revisions: [...revisions, Number(detail['revision'])],
  }),
  ...Object.fromEntries(
    Object.entries(TELLS_OBJECTIONS).map(([action, tells]): [string, Tell] => [
      action,
      ({ objected }, entry) => ({ objected: { ...objected, ...tells(objected, entry) } }),
    ]),
  ),
  'evaluation.cancel': ({ phase }, { at, detail }) => ({
    phase: { ...phase, cancelledAt: at, cancelReason: text(detail, 'reason') },
  }),
};

/** Our own words: `planEvaluation` wrote them, and their hash has been checked. */
function plannedIn(detail: AuditDetail): Omit<ToldPlan, 'createdBy'> {
  const { campaign, centre, kind, leadBody, plannedOn, selfEvaluated, jointBodies } = detail;
  return {
    ...only('campaignId', campaign),
    ...only('centreId', centre),
    ...only('kind', kind),
    ...only('leadBodyId', leadBody),
    ...only('plannedOn', plannedOn),
    ...only('selfEvaluated', selfEvaluated),
    ...only('jointBodies', jointBodies),
  };
}

/** Nothing where the entry does not speak of it. */
const only = <Name extends string>(name: Name, value: unknown): object =>
  value === undefined ? {} : { [name]: value };

const seatsIn = ({ panel }: AuditDetail) =>
  (panel ?? []) as readonly { readonly person: string; readonly isChair: boolean }[];

const newSeat = ({ person, isChair }: ReturnType<typeof seatsIn>[number]): ToldSeat => ({
  ...{ personId: person, isChair },
  recusedAt: null,
  recuseReason: null,
});

const withdrawn = (exceptions: readonly ToldException[], requirement: string | null, at: number) =>
  exceptions.map((exception) =>
    exception.requirement === requirement && exception.withdrawnAt === null
      ? { ...exception, withdrawnAt: at }
      : exception,
  );

function text(detail: AuditDetail, key: string): string | null {
  const value = detail[key];
  return typeof value === 'string' ? value : null;
}
