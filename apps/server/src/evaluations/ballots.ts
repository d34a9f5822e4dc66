/**
 * Ballots after the reveal: frozen rows, by person. While the panel deliberates without those who have stepped back since;
 * once a sheet is locked, as its panel stands there. [SH6]
 */
import type { BallotScore, Db, Sheet } from '@heping/db';
import type { Ballots, SheetContent } from '@heping/protocol';
import type { IndicatorCode, Tenths } from '@heping/scoring';
import { panelColors, personRef } from '../people/person-ref.ts';
import type { Access } from './access.ts';
import { seatsOf, type Seat } from './seats.ts';
import { Refused } from '../refused.ts';
import { areBallots, readTrail } from '../sheets/trail.ts';
import { soundContent } from '../sheets/content.ts';
import { sheetInForce } from './sheet-in-force.ts';

type Voter = Pick<Seat, 'id' | 'name' | 'nameEn' | 'sits'>;
interface Frozen {
  readonly seats: readonly Voter[];
  readonly rows: readonly BallotScore[];
}

/** Throws BALLOTS_ALTERED where they are not those of the reveal. [PO3] */
async function frozenOf(
  db: Db,
  { evaluation, centre }: Pick<Access, 'evaluation' | 'centre'>,
): Promise<Frozen> {
  const sheet = await sheetInForce(db, evaluation.id);
  const trail = await readTrail(db, evaluation.id);
  if (!areBallots(trail)) throw new Refused('BALLOTS_ALTERED');
  const seats =
    sheet === undefined ? await seatsOf(db, { evaluation, centre }) : seatsIn(soundContent(sheet), sheet);
  return { seats, rows: trail.ballots };
}

/** The seats as they were locked. */
function seatsIn(content: SheetContent | null, { revision }: Sheet): readonly Voter[] {
  if (content === null) throw new Refused('SHEET_ALTERED', { revision });
  return content.panel.map(({ id, name, nameEn, recused }) => ({ ...{ id, name, nameEn }, sits: !recused }));
}

/** The scores that count for each indicator, for aggregates. */
export async function countingScores(
  db: Db,
  here: Pick<Access, 'evaluation' | 'centre'>,
): Promise<ReadonlyMap<IndicatorCode, readonly (Tenths | null)[]>> {
  const { seats, rows } = await frozenOf(db, here);
  const counting = new Set(seats.filter(({ sits }) => sits).map(({ id }) => id));
  const scores = new Map<IndicatorCode, (Tenths | null)[]>();
  for (const { personId, indicator, score } of rows) {
    if (!counting.has(personId)) continue;
    scores.set(indicator, [...(scores.get(indicator) ?? []), score]);
  }
  return scores;
}

/** The matrix of ballots for the panel and the officers; whether the reader may is asked before. */
export async function readBallots(db: Db, here: Pick<Access, 'evaluation' | 'centre'>): Promise<Ballots> {
  const { seats, rows } = await frozenOf(db, here);
  const colors = panelColors(seats.map(({ id }) => id));
  return {
    ballots: seats.flatMap((seat) => {
      if (!seat.sits) return [];
      const own = rows.filter(({ personId }) => personId === seat.id);
      if (own.length === 0) return [];
      return {
        person: personRef(seat, colors),
        scores: Object.fromEntries(own.map(({ indicator, score }) => [indicator, score])),
        recused: own.filter(({ recused }) => recused).map(({ indicator }) => indicator),
        remarks: Object.fromEntries(
          own.filter(({ remark }) => remark !== '').map(({ indicator, remark }) => [indicator, remark]),
        ),
      };
    }),
  };
}
