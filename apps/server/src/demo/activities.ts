/** The activity logs of the demo: entries day by day through the real commands, one corrected, one withdrawn. */
import { DEMO, tablesOf } from '@heping/db';
import { dayIn, daysAfter, LOG_KEEPERS, TIME_ZONE } from '@heping/scoring';
import { asc, inArray } from 'drizzle-orm';
import { addActivity, correctActivity, withdrawActivity } from '../activities/keep.ts';
import { COMMUNITY_LOG, TOWN_LOG, type DemoEntry } from './log-entries.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** Whose log there is, beside that of the centre whose director the start introduces. */
const COMMUNITIES = ['centre-zhijie', 'centre-xijie', 'centre-chengbei'] as const;

/** The end of a working day. */
const endOf = (day: string): number => Date.parse(`${day}T17:00:00+08:00`);

/** The logs as scenes, in the order of their days. */
export async function activityScenes(stage: Stage, now: number): Promise<readonly Scene[]> {
  const keepers = await keepersOf(stage, [DEMO.centres.leaders, ...COMMUNITIES]);
  const today = dayIn(TIME_ZONE, now);
  const scenesFor = (centre: string, entries: readonly DemoEntry[]): Scene[] =>
    entries.map((entry, place) => {
      const day = daysAfter(today, -entry.ago);
      return {
        at: endOf(day),
        play: () => log(stage, { centre, entry, day, place }, keepers.get(centre) ?? []),
      };
    });
  return [
    ...scenesFor(DEMO.centres.leaders, TOWN_LOG),
    ...COMMUNITIES.flatMap((centre) => scenesFor(centre, COMMUNITY_LOG)),
  ];
}

interface Logged {
  readonly centre: string;
  readonly entry: DemoEntry;
  readonly day: string;
  readonly place: number;
}

async function log(
  { desk, visitor }: Stage,
  { centre, entry, day, place }: Logged,
  keepers: readonly string[],
): Promise<void> {
  const by = keepers[place % keepers.length];
  if (by === undefined) throw new Error(`demo: nobody keeps the log of ${centre}`);
  const keeping = { centre, visitor: visitor(by) };
  const { type, text = '', people = null, who = '', place: where = '', recipient = '' } = entry;
  const words = { type, day, text, people, who, place: where, recipient };
  const id = await addActivity(desk, keeping, words);
  if (type === 'training' && people !== null)
    await correctActivity(desk, keeping, id, { ...words, people: people - 3, version: 1 });
  if (type === 'lending') {
    const twice = await addActivity(desk, keeping, words);
    await withdrawActivity(desk, keeping, twice, { version: 1, reason: '与上一条重复登记。' });
  }
}

/** The people who keep each log, leaders first. */
async function keepersOf(
  { app }: Stage,
  centres: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { db } = app.store;
  const { centrePeople } = tablesOf(db);
  const ties = await db
    .select()
    .from(centrePeople)
    .where(inArray(centrePeople.centreId, [...centres]))
    .orderBy(asc(centrePeople.role), asc(centrePeople.personId));
  const keeping = ties.filter(({ role }) => LOG_KEEPERS.includes(role));
  return new Map(
    [...Map.groupBy(keeping, ({ centreId }) => centreId)].map(([centre, some]) => [
      centre,
      some.map(({ personId }) => personId),
    ]),
  );
}
