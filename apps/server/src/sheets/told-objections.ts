/** What the rows of objections have to be, told by the entries of the audit log. Pure. [RV5] */
import type { AuditDetail, AuditEntry, Objection, ObjectionVoice } from '@heping/db';
import { OBJECTION_OUTCOMES } from '@heping/scoring';

export interface ToldObjections {
  readonly objections: readonly Omit<Objection, 'evaluationId'>[];
  readonly voices: readonly ObjectionVoice[];
}

export const NO_OBJECTIONS: ToldObjections = { objections: [], voices: [] };

type Told = ToldObjections['objections'][number];
type Tell = (told: ToldObjections, entry: AuditEntry) => Partial<ToldObjections>;

const changed =
  (change: (objection: Told, entry: AuditEntry) => Partial<Told>): Tell =>
  ({ objections }, entry) => ({
    objections: objections.map((objection) =>
      objection.id === entry.detail['objection'] ? { ...objection, ...change(objection, entry) } : objection,
    ),
  });

const decided = changed((_, { at, detail }) => ({
  state: 'decided',
  decidedAt: at,
  sheetId: text(detail, 'sheet'),
}));

const heard =
  (agrees: boolean): Tell =>
  ({ voices }, { at, personId, detail }) => ({
    voices: [
      ...voices,
      {
        ...{ objectionId: text(detail, 'objection') ?? '', round: count(detail, 'round') },
        ...{ personId: personId ?? '', agrees, at },
        statement: text(detail, 'why') ?? '',
      },
    ],
  });

const proposed = changed((_, { at, personId, detail }) => ({
  ...{ state: 'proposed', handlerId: personId, proposedAt: at, round: count(detail, 'round') },
  proposal: OBJECTION_OUTCOMES.find((outcome) => outcome === detail['outcome']) ?? null,
  proposedScore: typeof detail['score'] === 'number' ? detail['score'] : null,
  proposalReason: text(detail, 'why'),
  minutes: text(detail, 'minutes'),
  documentNumber: text(detail, 'documentNumber'),
}));
const sentBack = changed(({ round }) => ({ state: 'filed', round: round + 1 }));

/** Action → what it changes. */
export const TELLS_OBJECTIONS: Readonly<Record<string, Tell>> = {
  'finding.object': ({ objections }, { at, personId, subject, detail }) => ({
    objections: [
      ...objections,
      {
        ...{ id: text(detail, 'objection') ?? '', findingId: subject, grounds: text(detail, 'reason') ?? '' },
        ...{ state: 'filed', round: 0, filedBy: personId ?? '', filedAt: at, handlerId: null },
        ...{ proposal: null, proposedScore: null, proposalReason: null, proposedAt: null },
        ...{ minutes: null, documentNumber: null, decidedAt: null, withdrawnAt: null, sheetId: null },
      },
    ],
  }),
  'finding.withdraw-objection': changed((_, { at }) => ({ state: 'withdrawn', withdrawnAt: at })),
  'finding.take': changed((_, { personId }) => ({ handlerId: personId })),
  // Who proposes speaks for it.
  'finding.propose': (told, entry) => ({
    ...proposed(told, entry),
    ...heard(true)(told, { ...entry, detail: said(entry) }),
  }),
  'finding.agree': heard(true),
  'finding.send-back': (told, entry) => ({ ...sentBack(told, entry), ...heard(false)(told, entry) }),
  'finding.uphold': decided,
  'finding.reduce': decided,
  'finding.grant': decided,
};

/** A proposal's reason is the proposal's, not the voice's. */
const said = ({ detail }: AuditEntry): AuditDetail => {
  const { why: _why, ...rest } = detail;
  return rest;
};

function text(detail: AuditDetail, key: string): string | null {
  const value = detail[key];
  return typeof value === 'string' ? value : null;
}
function count(detail: AuditDetail, key: string): number {
  const value = detail[key];
  return typeof value === 'number' ? value : 0;
}
