/** 印发: the notice gets its number and addressee; issuing it again puts them right. [NF1, NF2] */
import type { schemas } from '@heping/protocol';
import { and, eq, ne } from 'drizzle-orm';
import { isBlank } from '@heping/scoring';
import type { z } from 'zod';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, requireReason, sit } from '../evaluations/commands/sitting.ts';
import { soundSheet } from '../evaluations/commands/sound-sheet.ts';
import { tell } from '../notifications/notify.ts';
import { Refused } from '../refused.ts';

/** Throws NOTICE_NUMBER_MISSING, NOTICE_EMPTY, SHEET_ALTERED; for a correction REASON_MISSING. */
export const issueNotice = (
  desk: Desk,
  acting: Acting,
  { number, addressee: typed, reason }: z.output<typeof schemas.IssueNotice>,
): Promise<void> =>
  sit(desk, acting, 'findings.issue', async (here) => {
    const { evaluation, centre, visitor, db, now } = here;
    if (isBlank(number)) throw new Refused('NOTICE_NUMBER_MISSING');
    const addressee = isBlank(typed) ? centre.name : typed;
    const { evaluations, findings } = desk.store.tables;
    const isThis = eq(evaluations.id, evaluation.id);
    const heading = { number, addressee };
    const columns = { findingsNumber: number, findingsAddressee: addressee };

    if (evaluation.findingsIssuedAt !== null) {
      const before = {
        number: evaluation.findingsNumber ?? '',
        addressee: evaluation.findingsAddressee ?? '',
      };
      if (before.number === number && before.addressee === addressee) return;
      const why = requireReason(reason);
      const detail = {
        ...heading,
        ...{ numberBefore: before.number, addresseeBefore: before.addressee, reason: why },
        // As the log's sentence says it.
        before: `${before.number}（${before.addressee}）`,
        after: `${number}（${addressee}）`,
      };
      await decide(here, { action: 'findings.correct', detail }, (tx) =>
        tx.update(evaluations).set(columns).where(isThis),
      );
      return;
    }

    await soundSheet(desk, here);
    const [first] = await db
      .select({ id: findings.id })
      .from(findings)
      .where(and(eq(findings.evaluationId, evaluation.id), ne(findings.source, 'look-back')))
      .limit(1);
    if (first === undefined) throw new Refused('NOTICE_EMPTY');
    await decide(here, { action: 'findings.issue', detail: heading }, async (tx) => {
      await tx
        .update(evaluations)
        .set({ ...columns, findingsIssuedAt: now, findingsIssuedBy: visitor.personId })
        .where(isThis);
      await tell(tx, here, {
        ...{ kind: 'findings.issued', key: evaluation.id, path: `/evaluations/${evaluation.id}/notice` },
        params: { document: number },
        ...{ at: now, by: visitor.personId },
      });
    });
  });
