/** Act on a measure → what is told of it. One table; its owner hears what concerns them, where they have an account. [NT1] */
import type { Db } from '@heping/db';
import type { NotificationParams } from '@heping/protocol';
import type { RoleKind } from '../notifications/audience.ts';
import { named, notify, tell } from '../notifications/notify.ts';
import { nameOfActor, personIdOf } from './actor.ts';
import type { GivenMeasureAct, MeasureDoing, MeasureSitting } from './doing.ts';

const KINDS: Readonly<Record<GivenMeasureAct, RoleKind | null>> = {
  // Progress is seen where it is looked for; nothing waits for anybody.
  note: null,
  check: null,
  report: 'measure.reported',
  verify: 'measure.verified',
  return: 'measure.returned',
  'ask-extension': 'extension.asked',
  'grant-extension': 'extension.decided',
  'refuse-extension': 'extension.decided',
};
const OWNER_HEARS: ReadonlySet<RoleKind> = new Set([
  'measure.verified',
  'measure.returned',
  'extension.decided',
]);
/** As much of a measure as a sentence takes. */
const MOST_WORDS = 60;

/** Inside the act's transaction. */
export async function tellMeasureAct(
  tx: Db,
  here: MeasureSitting,
  { act, until }: Pick<MeasureDoing, 'act' | 'until'>,
): Promise<void> {
  const kind = KINDS[act];
  if (kind === null) return;
  const { measure, kept, centre, actor, asked, now } = here;
  const params = {
    ...named('centre', centre),
    ...named('person', actor.kind === 'person' ? actor.visitor : { name: nameOfActor(actor), nameEn: '' }),
    measure: shortened(measure.text),
    until: until ?? asked?.until ?? measure.dueOn,
    ...decisionOf(act),
  };
  const said = { kind, key: `${measure.id}:${measure.version + 1}`, params, at: now, by: personIdOf(actor) };
  const path = `/evaluations/${measure.evaluationId}/findings/${kept.findingId}`;
  const told = await tell(tx, here, { ...said, path });
  const { ownerId } = measure;
  if (ownerId === null || !OWNER_HEARS.has(kind) || told.includes(ownerId)) return;
  const { evaluationId } = measure;
  await notify(tx, { ...said, people: [ownerId], path: `/measures/${measure.id}`, evaluationId });
}

const decisionOf = (act: GivenMeasureAct): NotificationParams => {
  if (act === 'grant-extension') return { decision: 'granted' };
  return act === 'refuse-extension' ? { decision: 'refused' } : {};
};

export const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS - 1)}…` : line;
};
