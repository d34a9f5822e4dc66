/** How much of a locked sheet its reader sees. [PO5–PO7] */
import type { Phase, Role } from '@heping/scoring';

/**
 * How much of a sheet somebody sees. `panel`: everything, discarded revisions too. `leader`: the revision in force, to
 * acknowledge it; who of the panel signed how only with the result. `result`: what was delivered and each revision since,
 * with its signatures. `public`: the same without what may name people outside the panel: evidence notes, how facts were
 * got, statements, minutes.
 */
export const SHEET_VIEWS = ['panel', 'leader', 'result', 'public'] as const;
export type SheetView = (typeof SHEET_VIEWS)[number];

/** The view of a reader whom the policy lets read sheets. */
export function sheetView({
  roles,
  evaluation,
}: {
  readonly roles: readonly Role[];
  readonly evaluation: { readonly phase: Phase };
}): SheetView {
  if (roles.some((role) => role === 'panelist' || role === 'officer')) return 'panel';
  return evaluation.phase === 'signing' || evaluation.phase === 'preliminary' ? 'leader' : 'result';
}
