/** What an owner by link sees: their measure and what it is about, with names and without anybody’s id. [OL5] */
import type { Db } from '@heping/db';
import type { LinkPage } from '@heping/protocol';
import { dayIn } from '@heping/scoring';
import { readMeasurePage } from '../measures/read.ts';
import type { LinkVisitor } from './sessions.ts';

export async function readLinkPage(
  db: Db,
  { link, measure, actor }: LinkVisitor,
  now: number,
): Promise<LinkPage> {
  const page = await readMeasurePage(db, { measure: measure.id, actor }, now);
  const { centre, campaign, finding } = page;
  const { kind, text, ownerName, dueOn, firstDueOn, dueOnProvisional, isOverdue, expected } = page.measure;
  const { state, reported, verified, reportedBy, verifiedBy, notes, noteCount, extensions, acts } =
    page.measure;
  const { keepsCameraRecord } = page.measure;
  return {
    ...{ name: link.name, expiresAt: link.expiresAt, today: dayIn(campaign.timeZone, now) },
    centre: { name: centre.name, nameEn: centre.nameEn },
    campaign: { title: campaign.title, timeZone: campaign.timeZone },
    finding: {
      ...{ number: finding.number, state: finding.state },
      ...{ severity: finding.severity, reason: finding.reason },
    },
    measure: {
      ...{ kind, text, ownerName, dueOn, firstDueOn, dueOnProvisional, isOverdue, expected },
      ...{ state, reported, verified, reportedBy, verifiedAt: verifiedBy?.at ?? null, acts },
      ...{ noteCount, keepsCameraRecord },
      notes: notes.map(({ id, kind: said, percent, text: words, name, at, files }) => ({
        ...{ id, kind: said, percent, text: words, name, at, files },
      })),
      extensions: extensions.map(({ id, until, reason, state: stands, askedByName, askedAt, decision }) => ({
        ...{ id, until, reason, state: stands, askedByName, askedAt },
        decision: decision === null ? null : { at: decision.at, reason: decision.reason },
      })),
    },
  };
}
