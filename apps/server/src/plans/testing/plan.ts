/** A delivered evaluation with findings that wait for a plan, and people who write one. */
import {
  addMeasure,
  causeOf,
  giveMeasure,
  setMeasure,
  wordsOf,
  writeText,
  type PlanContent,
} from '@heping/protocol';
import type { MeasureKind } from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { writeEntries } from '../../demo/write.ts';
import type { Desk } from '../../evaluations/commands/desk.ts';
import { actOnFinding } from '../../rectification/act.ts';
import { acting, walkTo } from '../../testing/walk.ts';

/** Deductions of the tests: findings 1 to 3. */
export const SCORES = { 'A1.1.1': 0, 'A1.2.2': 50, 'A2.3.8': 0 } as const;

/** Walks an evaluation to its notice with three findings. */
export const deliver = (desk: Desk, id: string): Promise<void> =>
  walkTo(desk, id, 'notice', { scores: SCORES });

/** The leader accepts findings by their numbers. */
export async function accept(desk: Desk, id: string, ...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const finding = await findingIdOf(desk, id, number);
    await actOnFinding(
      desk,
      { ...(await acting(desk, id, 'leader')), finding },
      { action: 'case.respond', act: 'accept' },
    );
  }
}

export async function findingIdOf({ store }: Desk, id: string, number: number): Promise<string> {
  const { findings } = store.tables;
  const [found] = await store.db
    .select()
    .from(findings)
    .where(and(eq(findings.evaluationId, id), eq(findings.number, number)));
  if (found === undefined) throw new Error(`evaluation ${id} has no finding ${number}`);
  return found.id;
}

/** Somebody writes in the live document. */
export const write = (desk: Desk, evaluation: string, change: (plan: Y.Doc) => void, by = 'leader') =>
  writeEntries(desk.corridor, evaluation, [{ document: { kind: 'plan', evaluation }, by, change }]);

export interface Drafted {
  readonly slot?: string;
  readonly kind?: MeasureKind;
  readonly owner?: string | null;
  readonly ownerName?: string | null;
  readonly due?: string;
  readonly text?: string;
}

/** A measure with everything it needs. */
export function draft(
  plan: Y.Doc,
  finding: number,
  { slot = 'aaaaaa', kind = 'corrective', owner = 'staff', ownerName = null, due, text }: Drafted = {},
): string {
  const place = addMeasure(plan, { finding, slot }, kind);
  giveMeasure(plan, place, { id: owner, name: ownerName });
  setMeasure(plan, place, 'due', due ?? '2026-03-10');
  writeText(wordsOf(plan, place), text ?? `措施 ${place}`);
  return place;
}

/** A cause and one measure for each of these findings. */
export const planFor =
  (...numbers: readonly number[]) =>
  (plan: Y.Doc): void => {
    for (const number of numbers) {
      writeText(causeOf(plan, number), `原因 ${number}`);
      draft(plan, number);
    }
  };

/** The latest revision as it was kept. */
export async function latestOf({ store }: Desk, id: string) {
  const { planSubmissions } = store.tables;
  const [row] = await store.db
    .select()
    .from(planSubmissions)
    .where(eq(planSubmissions.evaluationId, id))
    .orderBy(desc(planSubmissions.revision))
    .limit(1);
  if (row === undefined) throw new Error(`evaluation ${id} has no plan`);
  return { ...row, content: JSON.parse(row.canonical) as PlanContent };
}
