/** planned → scoring, or straight to deliberation where the panel scores jointly. [PH2] */
import { createDocument } from '../create-document.ts';
import { tablesOf } from '@heping/db';
import { judgePanel, PANEL_LEAST, PANEL_MOST } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { seatsOf, sitting, type Seat } from '../seats.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, sit } from './sitting.ts';

/**
 * Opens scoring: everyone who sits gets a ballot, the panel its record; joint scoring gets record and consensus and no
 * ballots. Refused where recusals or ties recorded since planning leave no panel.
 */
export const openScoring = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'scoring.open', async (here) => {
    const { evaluation, campaign, centre, db, now } = here;
    const panel = sitting(await seatsOf(db, { evaluation, centre }));
    assertPanel(panel);
    const phase = phaseAfter(here, 'scoring.open');
    const mode = campaign.scoringMode;
    const { evaluations } = tablesOf(db);
    await decide(here, { action: 'scoring.open', detail: { mode }, phase }, async (tx) => {
      await createDocument(tx, { kind: 'record', evaluation: evaluation.id }, now);
      if (mode === 'joint') {
        await createDocument(tx, { kind: 'consensus', evaluation: evaluation.id }, now);
      } else {
        for (const { id } of panel)
          await createDocument(tx, { kind: 'ballot', evaluation: evaluation.id, person: id }, now);
      }
      await tx.update(evaluations).set({ openedAt: now }).where(eq(evaluations.id, evaluation.id));
    });
  });

/** Throws what speaks against a panel; who has a conflict of interest does not sit in the first place. [CI1–CI4] */
function assertPanel(panel: readonly Seat[]): void {
  const refusals = judgePanel({
    members: panel.map(({ id, isChair }) => ({ person: id, isChair, centreRoles: [] })),
  });
  const [first] = refusals;
  if (first === undefined) return;
  if (first.rule === 'CI3') throw new Refused('PANEL_WITHOUT_CHAIR');
  throw panel.length < PANEL_LEAST
    ? new Refused('PANEL_TOO_SMALL', { least: PANEL_LEAST, count: panel.length })
    : new Refused('PANEL_TOO_LARGE', { most: PANEL_MOST, count: panel.length });
}
