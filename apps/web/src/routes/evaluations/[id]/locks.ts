/** Every time the sheet was locked and taken back, as the log tells it, with what was set aside. Pure. [PH2] */
import type { LogEntry, PersonRef } from '@heping/protocol';

export interface Locked {
  readonly kind: 'locked';
  readonly at: number;
  readonly by: PersonRef | null;
  /** The first lock is revision 1. */
  readonly revision: number;
}
export interface TakenBack {
  readonly kind: 'unlocked' | 'sent-back';
  readonly at: number;
  readonly by: PersonRef | null;
  readonly reason: string | null;
  /** How many signatures no longer count. */
  readonly signatures: number;
  /** Whether the leader had acknowledged, or declined to. */
  readonly hadWord: boolean;
}

/** The centre was heard: from an account, or before a witness. */
const CENTRE_ACTS: ReadonlySet<string> = new Set([
  'acknowledge',
  'decline',
  'witness.acknowledge',
  'witness.decline',
]);
/** What was given on the spot beside signatures; the log says it in words. [WD5, SN5] */
export const onSiteIn = (entries: readonly LogEntry[]): readonly LogEntry[] =>
  entries.filter(({ action }) => action.startsWith('witness.') || action === 'scan.keep');

/** When something was done for the last time, and by whom; null where the log does not tell. */
export const lastOf = (entries: readonly LogEntry[], action: string): LogEntry | null =>
  entries.findLast((entry) => entry.action === action) ?? null;

/** In the order in which it happened. */
export function locksOf(entries: readonly LogEntry[]): readonly (Locked | TakenBack)[] {
  const found: (Locked | TakenBack)[] = [];
  let revision = 0;
  let signatures = 0;
  let hadWord = false;
  for (const { action, at, by, reason } of entries) {
    if (action === 'sign' || action === 'dissent') signatures += 1;
    else if (CENTRE_ACTS.has(action)) hadWord = true;
    else if (action === 'lock') found.push({ kind: 'locked', at, by, revision: (revision += 1) });
    else if (action === 'unlock' || action === 'send-back') {
      const kind = action === 'unlock' ? 'unlocked' : 'sent-back';
      found.push({ kind, at, by, reason, signatures, hadWord });
      signatures = 0;
      hadWord = false;
    }
  }
  return found;
}
