/** What the centre says to its findings, and how its objection is decided: on the days after the delivery. */
import { DEMO } from '@heping/db';
import { eq } from 'drizzle-orm';
import { acceptFinding } from '../responses/accept.ts';
import { agreeToProposal } from '../responses/agree.ts';
import { proposeDecision, type ProposeInput } from '../responses/handle.ts';
import { fileObjection } from '../responses/object.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { readCases } from '../responses/read.ts';
import { readSheetContent } from '../sheets/content.ts';
import type { DemoCalendar } from './calendar.ts';
import type { Scene } from './scene.ts';
import type { Show } from './shows.ts';
import type { Stage } from './stage.ts';
import { GROUNDS, PROPOSAL } from './words.ts';

export interface Objecting {
  readonly stage: Stage;
  readonly calendar: DemoCalendar;
  readonly show: Show;
  /** The evaluation, once it is planned. */
  here(): string;
}

type Terms = Pick<ProposeInput, 'outcome' | 'score'>;

const HANDLER = DEMO.people['town.officer'];
const APPROVER = DEMO.people['feng.yan'];

/** The first finding is accepted, the second objected to; its handler proposes, and perhaps another officer agrees. */
export function objectionScenes({ stage, calendar, show, here }: Objecting): readonly Scene[] {
  const { desk } = stage;
  const { objection, day } = show;
  if (objection === undefined) return [];
  const acting = async (person: string, place: number) => ({
    ...stage.acting(here(), person),
    finding: await findingAt(stage, here(), place),
  });
  const director = stage.directorOf(show.centre);
  const scenes: Scene[] = [
    { at: calendar.at(day + 4, 40), play: async () => acceptFinding(desk, await acting(director, 0)) },
    {
      at: calendar.at(day + 4, 55),
      play: async () => fileObjection(desk, await acting(director, 1), { grounds: GROUNDS, files: [] }),
    },
    {
      at: calendar.at(day + 5, 30),
      play: async () => {
        const handling = await acting(HANDLER, 1);
        const terms = await termsFor(stage, here(), handling.finding);
        await proposeDecision(desk, handling, { password: '', reason: PROPOSAL, ...terms });
      },
    },
  ];
  if (objection === 'proposed') return scenes;
  return [
    ...scenes,
    {
      at: calendar.at(day + 5, 90),
      play: async () => {
        const [open] = (await casesOf(stage, here(), APPROVER)).flatMap(({ objections }) => objections);
        if (open === undefined) throw new Error(`demo: ${here()} has no objection`);
        const { round, hash } = open;
        await agreeToProposal(desk, await acting(APPROVER, 1), { password: '', round, hash });
      },
    },
  ];
}

async function casesOf(stage: Stage, evaluation: string, person: string) {
  const { desk } = stage;
  const question = { evaluation, visitor: stage.visitor(person), now: desk.clock() };
  return (await readCases(desk.store.db, question)).cases;
}

async function findingAt({ desk }: Stage, evaluation: string, place: number): Promise<string> {
  const { cases } = desk.store.tables;
  const rows = await desk.store.db.select().from(cases).where(eq(cases.evaluationId, evaluation));
  const found = rows.toSorted((a, b) => (a.number < b.number ? -1 : 1))[place];
  if (found === undefined) throw new Error(`demo: ${evaluation} has no finding at ${place}`);
  return found.findingId;
}

/** In part, as far as the line goes short of its maximum; all of it where it goes no further. */
async function termsFor({ desk }: Stage, evaluation: string, findingId: string): Promise<Terms> {
  const { db, tables } = desk.store;
  const [finding] = await db.select().from(tables.findings).where(eq(tables.findings.id, findingId));
  const { lines, policies } = readSheetContent(await lockedSheet(db, evaluation));
  const line = lines.find(({ indicator }) => indicator === finding?.indicator);
  if (line === undefined) throw new Error(`demo: ${evaluation} has no line for ${findingId}`);
  const below = Math.floor((line.maximum - 1) / policies.step) * policies.step;
  const score = Math.min(line.ceiling, below);
  return score > line.score ? { outcome: 'reduce', score } : { outcome: 'grant' };
}
