/** What the table refuses of a measure, in words: by whom and when, where somebody else was first. [MA5] */
import { FINDING_STATE_LABELS, MEASURE_STATE_LABELS, type RefusalCode } from '@heping/protocol';
import { minuteIn, type MeasureRefusal } from '@heping/scoring';
import { nameOf, Refused } from '../refused.ts';
import { lastActOn } from '../rectification/act.ts';
import type { MeasureSitting } from './doing.ts';

/** Code → what of the table it says; whoever is nothing to the measure hears that there is none. */
export const SAID: Readonly<Record<Exclude<MeasureRefusal, 'party'>, RefusalCode>> = {
  state: 'MEASURE_STATE',
  reason: 'REASON_MISSING',
  rectifying: 'NOT_RECTIFYING',
  open: 'NOT_OPEN',
  complete: 'NOT_COMPLETE',
  untied: 'OFFICER_TIED',
  'another-person': 'OWN_MEASURE',
  'extension-asked': 'NO_EXTENSION',
  'no-extension-asked': 'EXTENSION_ASKED',
};

/** The refusal as a sentence. */
export async function measureRefusal(here: MeasureSitting, error: MeasureRefusal): Promise<Refused> {
  if (error === 'party') return new Refused('NOT_FOUND');
  const { measure, kept, asked, campaign, now, db } = here;
  const last = await lastActOn(db, measure.id);
  return new Refused(SAID[error], {
    state: MEASURE_STATE_LABELS[measure.state],
    finding: FINDING_STATE_LABELS[kept.state],
    person: last?.person == null ? { zh: '系统', en: 'the system' } : nameOf(last.person),
    at: minuteIn(campaign.timeZone, last?.at ?? now),
    until: asked?.until ?? measure.dueOn,
  });
}
