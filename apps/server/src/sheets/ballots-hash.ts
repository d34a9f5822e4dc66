/** The frozen ballots by one hash, kept in the entry of their reveal. [PO3] */
import type { BallotScore } from '@heping/db';
import { hashOf } from './hash.ts';

/** SHA-256 over the rows, whatever order they come in. */
export const hashOfBallots = (rows: readonly BallotScore[]): string =>
  hashOf(
    rows
      .map(({ personId, indicator, score, recused, remark }) => ({
        ...{ personId, indicator, score, recused, remark },
      }))
      .sort((a, b) => order(a.personId, b.personId) || order(a.indicator, b.indicator)),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
