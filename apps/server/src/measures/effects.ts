/** Act → what it changes beside the state: columns, what was said, extensions. [MA2, MA4–MA6] */
import { appendAudit, tablesOf, type Db, type Extension, type ProgressKind } from '@heping/db';
import { dayIn, isBlank } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { requireExtension } from '../rectification/extension.ts';
import { Refused } from '../refused.ts';
import { nameOfActor, personIdOf } from './actor.ts';
import type { GivenMeasureAct, MeasureDoing, MeasureEffects, MeasureSitting } from './doing.ts';
import { useFiles } from '../files/use.ts';

type EffectsOf = (here: MeasureSitting, doing: MeasureDoing) => MeasureEffects;

export const EFFECTS: Readonly<Record<GivenMeasureAct, EffectsOf>> = {
  // Down only with a word on it: who reads the bar has to learn why. [MA4]
  note: (here, doing) => {
    const { measure } = here;
    const percent = doing.percent ?? measure.reported;
    const isSilent = isBlank(doing.text ?? '');
    if (percent < measure.reported && isSilent)
      throw new Refused('PERCENT_DOWN', { reported: measure.reported, percent });
    if (percent === measure.reported && isSilent && (doing.files ?? []).length === 0)
      throw new Refused('NOTHING_SAID');
    return {
      change: { reported: percent, verified: Math.min(measure.verified, percent) },
      ...said(here, doing, { kind: 'note', percent }),
    };
  },
  report: (here, doing) => {
    if (isBlank(doing.text ?? '')) throw new Refused('REPORT_TEXT_MISSING');
    const { actor, now } = here;
    return {
      change: {
        reported: 100,
        ...{ reportedBy: personIdOf(actor), reportedByName: nameOfActor(actor), reportedAt: now },
      },
      ...said(here, doing, { kind: 'report', percent: 100 }),
    };
  },
  check: (here, doing) => {
    const { measure } = here;
    const percent = doing.percent ?? measure.verified;
    if (percent > measure.reported)
      throw new Refused('ABOVE_REPORTED', { percent, reported: measure.reported });
    return { change: { verified: percent }, ...said(here, doing, { kind: 'check', percent }) };
  },
  verify: (here, doing) => ({
    change: { verified: 100, verifiedBy: personIdOf(here.actor), verifiedAt: here.now },
    ...said(here, doing, { kind: 'verify', percent: 100 }),
  }),
  // All of it is reported no more; what was seen of it stays seen. [MA4]
  return: (here, doing) => ({
    change: { reported: Math.max(here.measure.verified, Math.min(here.measure.reported, 99)) },
    ...said(here, { ...doing, text: doing.reason }, { kind: 'return', percent: null }),
  }),
  'ask-extension': (here, { until = '', reason = '' }) => {
    const { measure, actor, now, newId } = here;
    requireExtension(until, { due: measure.dueOn, today: todayOf(here) });
    return {
      detail: { until },
      rows: (tx) =>
        tx.insert(tablesOf(tx).extensions).values({
          ...{ id: newId(), measureId: measure.id, until, reason, state: 'asked' },
          ...{ askedBy: personIdOf(actor), askedByName: nameOfActor(actor), askedAt: now },
        }),
    };
  },
  'grant-extension': (here, doing) => {
    const asked = decided(here, doing);
    const { until } = asked;
    const { measure, kept } = here;
    requireExtension(until, { due: measure.dueOn, today: todayOf(here) });
    return {
      change: { dueOn: until },
      detail: { until },
      rows: async (tx) => {
        await decideExtension(tx, here, { asked, doing, state: 'granted' });
        // The finding is due when the last of its measures is; what it was due at first stays.
        if (kept.dueOn < until) await moveFinding(tx, here, { until, reason: doing.reason ?? '' });
      },
    };
  },
  'refuse-extension': (here, doing) => {
    const asked = decided(here, doing);
    return {
      detail: { until: asked.until },
      rows: (tx) => decideExtension(tx, here, { asked, doing, state: 'refused' }),
    };
  },
};

const todayOf = ({ campaign, now }: MeasureSitting): string => dayIn(campaign.timeZone, now);

/** With its measure the finding is due later, which stands under the finding, too. [MA6] */
async function moveFinding(
  tx: Db,
  { measure, kept, actor, now }: MeasureSitting,
  { until, reason }: { readonly until: string; readonly reason: string },
): Promise<void> {
  const { cases } = tablesOf(tx);
  await tx.update(cases).set({ dueOn: until }).where(eq(cases.findingId, kept.findingId));
  await appendAudit(tx, {
    ...{ at: now, personId: personIdOf(actor), evaluationId: measure.evaluationId },
    ...{ action: 'finding.extend', subject: kept.findingId },
    detail: { from: kept.dueOn, to: until, measure: measure.id, reason },
  });
}

/** A line of the measure's progress, with the files that prove it. */
function said(
  { measure, actor, now, newId }: MeasureSitting,
  { text = '', files = [] }: MeasureDoing,
  { kind, percent }: { readonly kind: ProgressKind; readonly percent: number | null },
): Pick<MeasureEffects, 'detail' | 'rows'> {
  const id = newId();
  return {
    detail: { note: id, ...(percent === null ? {} : { percent }) },
    rows: async (tx) => {
      await tx.insert(tablesOf(tx).progressNotes).values({
        ...{ id, measureId: measure.id, kind, percent, text, at: now },
        ...{ personId: personIdOf(actor), personName: nameOfActor(actor) },
      });
      const by = actor.kind === 'person' ? { personId: actor.visitor.personId } : { linkId: actor.linkId };
      await useFiles(tx, {
        ...{ subject: 'progress', subjectId: id, files, by },
        evaluationId: measure.evaluationId,
      });
    },
  };
}

/** The extension that waits, if it is the one that was shown. Throws CHANGED. */
function decided({ asked }: MeasureSitting, { extension }: MeasureDoing): Extension {
  if (asked === undefined || (extension !== undefined && extension !== asked.id))
    throw new Refused('CHANGED');
  return asked;
}

async function decideExtension(
  tx: Db,
  { actor, now }: MeasureSitting,
  {
    asked,
    doing,
    state,
  }: {
    readonly asked: Extension;
    readonly doing: MeasureDoing;
    readonly state: 'granted' | 'refused';
  },
): Promise<void> {
  const { extensions } = tablesOf(tx);
  await tx
    .update(extensions)
    .set({ state, decidedBy: personIdOf(actor), decidedAt: now, decision: doing.reason ?? '' })
    .where(eq(extensions.id, asked.id));
}
