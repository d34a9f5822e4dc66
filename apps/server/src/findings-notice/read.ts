/** The notice of findings as data: what was delivered, under the names that were signed. [NF3, NF4] */
import { hashAudit, tablesOf, type AuditEntry, type Case, type Db } from '@heping/db';
import type { FindingsNotice, PersonRef } from '@heping/protocol';
import { dayIn, SEVERITIES } from '@heping/scoring';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { isProvisional } from '../calendar/working-days.ts';
import { access, allow, type Access } from '../evaluations/access.ts';
import type { Desk } from '../evaluations/commands/desk.ts';
import { soundSheet } from '../evaluations/commands/sound-sheet.ts';
import { planDue } from '../findings/open-cases.ts';
import { readFindings } from '../findings/read.ts';
import { personRef } from '../people/person-ref.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { readSheetContent } from '../sheets/content.ts';

/** Throws NOT_FOUND, WRONG_PHASE, and SHEET_ALTERED: nobody prints a notice about an altered sheet. */
export async function readNotice(
  desk: Desk,
  evaluationId: string,
  visitor: Visitor,
): Promise<FindingsNotice> {
  const { db } = desk.store;
  const here = await access(db, evaluationId, visitor);
  allow(here, 'case.read');
  const { evaluation, campaign } = here;
  const rubric = rubricOf(campaign);
  const content = readSheetContent(await soundSheet(desk, { db, evaluation, rubric }));
  const { cases } = tablesOf(db);
  const [all, opened] = await Promise.all([
    readFindings(db, { evaluation, campaign, rubric }),
    db.select().from(cases).where(eq(cases.evaluationId, evaluation.id)),
  ]);
  const deliveredOn = dayIn(campaign.timeZone, evaluation.deliveredAt ?? 0);
  const caseOf = new Map(opened.map((kept) => [kept.findingId, kept]));
  const findings = all
    .filter(({ source }) => source !== 'look-back')
    .map(({ evidence: _, ...finding }) => ({ ...finding, due: due(caseOf.get(finding.id)?.firstDueOn) }));
  const respondBy = firstResponse(opened) ?? deliveredOn;
  return {
    evaluation: evaluation.id,
    ...(await headingOf(db, here)),
    centre: content.centre,
    leadBody: content.leadBody,
    jointBodies: content.jointBodies,
    campaign: {
      title: content.campaign.title,
      periodFrom: content.campaign.periodFrom,
      periodTo: content.campaign.periodTo,
    },
    kind: content.kind,
    step: content.policies.step,
    visitedOn: content.openedAt === null ? content.plannedOn : dayIn(campaign.timeZone, content.openedAt),
    deliveredOn,
    respondBy: due(respondBy),
    planDays: campaign.planDays,
    planBy: due(planDue(respondBy, campaign)),
    dueBy: SEVERITIES.flatMap((severity) => {
      const first = findings.find((finding) => finding.severity === severity);
      return first === undefined ? [] : [{ severity, ...first.due }];
    }),
    findings,
  };
}

/** Of what was delivered; a look-back opens its cases later. */
const firstResponse = (opened: readonly Case[]): string | undefined =>
  opened.map(({ respondBy }) => respondBy).toSorted()[0];

/** A finding without a case is a fault: the next start opens it. [FA4] */
function due(on: string | undefined): FindingsNotice['respondBy'] {
  if (on === undefined) throw new Error('a delivered finding has no case');
  return { on, isProvisional: isProvisional(on) };
}

/** Number, addressee, day and issuer, and what was put right since. [NF2] */
async function headingOf(
  db: Db,
  { evaluation, campaign }: Access,
): Promise<Pick<FindingsNotice, 'issued' | 'corrections'>> {
  const { findingsNumber, findingsAddressee, findingsIssuedAt, findingsIssuedBy } = evaluation;
  if (findingsIssuedAt === null || findingsIssuedBy === null) return { issued: null, corrections: [] };
  const { auditLog, people } = tablesOf(db);
  const entries = (
    await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.evaluationId, evaluation.id), eq(auditLog.action, 'findings.correct')))
      .orderBy(asc(auditLog.seq))
  ).filter((entry) => entry.hash === hashAudit(entry));
  const ids = [findingsIssuedBy, ...entries.flatMap(({ personId }) => personId ?? [])];
  const named = await db.select().from(people).where(inArray(people.id, ids));
  const refTo = (id: string): PersonRef =>
    personRef(named.find((person) => person.id === id) ?? { id, name: id, nameEn: id });
  return {
    issued: {
      number: findingsNumber ?? '',
      addressee: findingsAddressee ?? '',
      at: findingsIssuedAt,
      on: dayIn(campaign.timeZone, findingsIssuedAt),
      by: refTo(findingsIssuedBy),
    },
    corrections: entries.map((entry) => ({
      at: entry.at,
      by: refTo(entry.personId ?? findingsIssuedBy),
      before: { number: said(entry, 'numberBefore'), addressee: said(entry, 'addresseeBefore') },
      after: { number: said(entry, 'number'), addressee: said(entry, 'addressee') },
      reason: said(entry, 'reason'),
    })),
  };
}

function said({ detail }: AuditEntry, key: string): string {
  const value = detail[key];
  return typeof value === 'string' ? value : '';
}
