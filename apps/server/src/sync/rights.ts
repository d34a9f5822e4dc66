/** Who may read and write which document: the policy table of scoring, asked for a whole document. [AU1–AU4] */
import { PHASE_LABELS, refusal, type DocumentKind, type DocumentName, type Refusal } from '@heping/protocol';
import { may, PHASES, type Action, type Phase, type Role } from '@heping/scoring';

const WRITE: Readonly<Record<DocumentKind, Action>> = {
  ballot: 'ballot.write',
  record: 'record.write',
  consensus: 'consensus.write',
  plan: 'plan.write',
  self: 'self.write',
};
/**
 * A ballot is opened by its owner alone, before and after the reveal, a self-assessment by who writes it: others read what
 * was handed in, in rows. [AU3, AU5]
 */
const READ: Readonly<Record<DocumentKind, Action>> = {
  ballot: 'ballot.read-own',
  record: 'record.read',
  consensus: 'consensus.read',
  plan: 'plan.read',
  self: 'self.write',
};

export interface Asker {
  readonly personId: string;
  readonly roles: readonly Role[];
}

const isOwn = (document: DocumentName, { personId }: Asker): boolean =>
  document.kind !== 'ballot' || document.person === personId;

/** Whether somebody may have the document open. */
export const mayOpen = (document: DocumentName, asker: Asker, phase: Phase): boolean =>
  isOwn(document, asker) && may(asker.roles, READ[document.kind], phase);

/** Why somebody may not write a document now; null when they may. */
export function whyBarred(document: DocumentName, asker: Asker, phase: Phase): Refusal | null {
  const action = WRITE[document.kind];
  if (isOwn(document, asker)) {
    if (may(asker.roles, action, phase)) return null;
    if (PHASES.some((other) => may(asker.roles, action, other))) {
      return refusal('LOCKED', { phase: PHASE_LABELS[phase] });
    }
  }
  return refusal('NOT_YOURS');
}
