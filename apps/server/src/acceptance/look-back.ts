/** 回头看: whether it lasted. What did not is a finding of its own, linked to the old one, which stays closed. [LB1–LB3, FN8] */
import { appendAudit, tablesOf, type Db, type Finding } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Desk } from '../evaluations/commands/desk.ts';
import { openCase } from '../findings/open-cases.ts';
import { useFiles } from '../files/use.ts';
import { tellRepeats } from '../findings/tell-repeats.ts';
import { actOnFinding, type FindingActing, type FindingSitting } from '../rectification/act.ts';

/** Says how a closed finding is found. Throws NO_LOOK_BACK, LOOKED_BACK by whom and when, OWN_WORK, REASON_MISSING. */
export const lookBack = (
  desk: Desk,
  acting: FindingActing,
  { effect, statement, files }: z.output<typeof schemas.LookBack>,
): Promise<void> => {
  const act = { action: 'case.look-back', act: 'look-back', reason: statement } as const;
  return actOnFinding(desk, acting, act, async (here) => {
    const { kept, visitor, now } = here;
    const id = desk.newId();
    const opened = effect === 'not' ? await findingAgain(here, desk.newId(), statement) : null;
    return {
      change: { effect },
      detail: { effect, ...(opened === null ? {} : { opened: opened.finding.id }) },
      ...(opened === null ? {} : { opens: { [opened.finding.id]: opened.opening.state } }),
      rows: async (tx) => {
        await tx.insert(tablesOf(tx).lookBacks).values({
          ...{ id, findingId: kept.findingId, effect, statement },
          ...{ personId: visitor.personId, at: now },
        });
        const by = { personId: visitor.personId };
        const { evaluationId } = kept;
        await useFiles(tx, { subject: 'look-back', subjectId: id, files, by, evaluationId });
        if (opened === null) return;
        await keepOpened(tx, here, opened);
        await tellRepeats(tx, here, [opened.finding]);
      },
    };
  });
};

interface Opened {
  readonly finding: Finding;
  readonly opening: ReturnType<typeof openCase>;
}

/** The same clause and standard, what was found now, no points: the sheet is not touched. */
async function findingAgain(
  { db, kept, evaluation, campaign, centre, now }: FindingSitting,
  id: string,
  statement: string,
): Promise<Opened> {
  const { findings } = tablesOf(db);
  const [old] = await db.select().from(findings).where(eq(findings.id, kept.findingId));
  const [last] = await db
    .select({ number: findings.number })
    .from(findings)
    .where(eq(findings.evaluationId, evaluation.id))
    .orderBy(desc(findings.number))
    .limit(1);
  if (old === undefined || last === undefined) throw new Error(`finding ${kept.findingId} is not there`);
  const hasStandard = old.standard.zh !== '';
  const finding: Finding = {
    ...old,
    id,
    number: last.number + 1,
    actual: hasStandard ? { zh: statement, en: statement } : old.actual,
    lost: 0,
    reason: statement,
    evidence: [],
    createdAt: now,
    source: 'look-back',
  };
  return { finding, opening: openCase(finding, { evaluation, campaign, centre, now }) };
}

/** The finding with its case, the link that a person has to confirm, and its line in the log. [LB2] */
async function keepOpened(
  tx: Db,
  { kept, visitor, now, evaluation }: FindingSitting,
  { finding, opening }: Opened,
): Promise<void> {
  const { findings, cases, repeats } = tablesOf(tx);
  await tx.insert(findings).values(finding);
  await tx.insert(cases).values(opening);
  await tx.insert(repeats).values({ findingId: finding.id, earlierId: kept.findingId, state: 'proposed' });
  await appendAudit(tx, {
    at: now,
    personId: visitor.personId,
    action: 'finding.open',
    evaluationId: evaluation.id,
    subject: finding.id,
    detail: { source: finding.source, earlier: kept.findingId, number: opening.number },
  });
}
