/** The cast as one evaluation sees it, and what its policy lets each of them hold. */
import { may, type Phase, type Role } from '@heping/scoring';
import type { Secret } from './ear.ts';

const PUBLIC = ['public'] as const;
const PANELIST = ['panelist', 'public'] as const;
const LEADER = ['leader', 'public'] as const;

/** Everybody of the cast, and what they are to the town's evaluation; nobody has no session. */
export const ROLES_OF = {
  alice: ['chair', 'panelist', 'public'],
  bo: PANELIST,
  chen: PANELIST,
  dora: PANELIST,
  eve: PANELIST,
  officer: ['officer', 'public'],
  'county-officer': PUBLIC,
  leader: LEADER,
  deputy: LEADER,
  staff: PUBLIC,
  outsider: PUBLIC,
  admin: ['administrator', 'public'],
  nobody: PUBLIC,
} as const satisfies Record<string, readonly Role[]>;
export type Account = keyof typeof ROLES_OF;
export const ACCOUNTS = Object.keys(ROLES_OF) as Account[];

/** Who reads the log of the centre beside those of its evaluation. [AL1] */
const LOG_READERS: readonly Account[] = ['staff', 'county-officer'];

/** Whether somebody may hold a secret in a phase. */
export function mayHold(account: Account, { kind, owner }: Secret, phase: Phase): boolean {
  const roles = ROLES_OF[account];
  if (account === owner) return true;
  switch (kind) {
    case 'remark':
      return may(roles, 'ballots.read', phase);
    case 'recusal':
    case 'stray':
      return false;
    // A decision of the chair: the log tells its reason.
    case 'exception':
      return may(roles, 'record.read', phase) || may(roles, 'audit.read', phase);
    case 'self':
      return may(roles, 'self.read', phase);
    case 'activity':
      return may(roles, 'activities.read', phase) || LOG_READERS.includes(account);
    case 'evidence':
      return may(roles, 'record.read', phase) || may(roles, 'evidence.read', phase);
    case 'note':
    case 'fact':
    case 'presence':
      return may(roles, 'record.read', phase);
  }
}
