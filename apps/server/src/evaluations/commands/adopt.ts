/** Adopts every undisputed indicator that is not agreed yet, in one step. [AG6, AG7] */
import { agree, readAgreed, readConflict, readFacts, type Adopted } from '@heping/protocol';
import { adoptable, aggregateOf, ceilingOf, indicatorsOf, isUndisputed, TRIMMED_FROM } from '@heping/scoring';
import { Refused } from '../../refused.ts';
import { countingScores } from '../ballots.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, rulesOf, sit } from './sitting.ts';

/** Writes the adopted scores into the consensus as the server and answers each with the rule used. */
export const adoptUndisputed = (desk: Desk, acting: Acting): Promise<Adopted> =>
  sit(desk, acting, 'adopt', async (here) => {
    const { evaluation, rubric, centre, db, moment } = here;
    const name = { kind: 'consensus', evaluation: evaluation.id } as const;
    const consensus = await moment.document(name);
    const record = await moment.document({ kind: 'record', evaluation: evaluation.id });
    const [rules, ballots] = [await rulesOf(here), await countingScores(db, here)];
    const agreed = readAgreed(consensus, rubric);
    const facts = readFacts(record, rubric, centre.tier);
    const adopted = indicatorsOf(rubric).flatMap(({ code, maximum }): Adopted['adopted'] => {
      if (agreed[code] != null) return [];
      const aggregate = aggregateOf(ballots.get(code) ?? []);
      const ceiling = ceilingOf({ ...rules, indicator: code, facts });
      const conflict = readConflict(consensus, 'agreed', code) !== null;
      if (!isUndisputed({ aggregate, ceiling, conflict, maximum })) return [];
      const score = adoptable({ aggregate, ceiling, maximum, step: rules.step });
      if (score === null) return [];
      const rule = aggregate.count >= TRIMMED_FROM ? 'trimmed-mean' : 'mean';
      return [{ indicator: code, score, rule }];
    });
    if (adopted.length === 0) throw new Refused('NOTHING_TO_ADOPT');
    await moment.write(name, (doc) => {
      for (const { indicator, score } of adopted) agree(doc, indicator, score);
    });
    const detail = { adopted: adopted.map(({ indicator, score, rule }) => ({ indicator, score, rule })) };
    await decide(here, { action: 'adopt', detail }, async () => undefined);
    return { adopted };
  });
