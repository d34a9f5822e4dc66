/** My work: the first of each kind by date, and how many there are. Bounded, however much waits. [WK1–WK3] */
import { tablesOf, type Db, type Tables } from '@heping/db';
import { schemas, type Task, type TaskKind, type Tasks } from '@heping/protocol';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import { and, asc, count, countDistinct, eq, inArray, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { centreRef } from '../areas/refs.ts';
import { loadAreas } from '../areas/tree.ts';
import { standingOf } from '../evaluations/roles.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { plays, type Own } from './own.ts';
import { TASK_RULES, untied, type Found, type TaskRule } from './rules.ts';

/** More of a kind than anybody does in a day; the rest stands in the ledger. */
const MOST_OF_A_KIND = 20;

export async function readTasks(db: Db, visitor: Visitor, now: number): Promise<Tasks> {
  const own = await readOwn(db, visitor);
  const kinds = schemas.TASK_KINDS.filter((kind) => plays(own, TASK_RULES[kind].part));
  const found = await Promise.all(
    kinds.map(async (kind) => ({ kind, ...(await findWaiting(db, TASK_RULES[kind], own)) })),
  );
  const tasks = found.flatMap(({ kind, rows }) => rows.map((row) => ({ kind, ...row })));
  return {
    today: dayIn(TIME_ZONE, now),
    tasks: await inWords(db, tasks),
    counts: found
      .filter(({ total }) => total > 0)
      .map(({ kind, total }) => ({ kind, count: total, ledger: TASK_RULES[kind].ledger })),
  };
}

async function readOwn(db: Db, visitor: Visitor): Promise<Own> {
  const { centrePeople } = tablesOf(db);
  const [{ bodies, leads }, ties] = await Promise.all([
    standingOf(db, visitor),
    db
      .select({ id: centrePeople.centreId })
      .from(centrePeople)
      .where(eq(centrePeople.personId, visitor.personId)),
  ]);
  return { visitor, bodies: [...bodies], leads: [...leads], ties: ties.map(({ id }) => id) };
}

/** Of these several rows say that the same thing waits: findings of one plan, earlier findings of one repetition. */
const GROUPED: readonly TaskRule['of'][] = ['plans', 'repeats'];

interface Waiting extends Found {
  readonly dueOn: string | null;
  readonly since: number | null;
}

interface Tie {
  readonly id: AnyColumn;
  readonly table: SQL;
  readonly on: SQL;
}

/** What waits, tied to its case; a case by itself to its evaluation. */
function tieOf(t: Tables, of: TaskRule['of']): Tie {
  const { cases, evaluations, objections, repeats, measures } = t;
  const itself = { table: sql`${evaluations}`, on: eq(evaluations.id, cases.evaluationId) };
  const byMeasure = { table: sql`${measures}`, on: eq(measures.findingId, cases.findingId) };
  const ties: Readonly<Record<TaskRule['of'], Tie>> = {
    cases: { id: cases.findingId, ...itself },
    plans: { id: cases.evaluationId, ...itself },
    objections: {
      id: objections.id,
      table: sql`${objections}`,
      on: eq(objections.findingId, cases.findingId),
    },
    repeats: { id: repeats.findingId, table: sql`${repeats}`, on: eq(repeats.findingId, cases.findingId) },
    measures: { id: measures.id, ...byMeasure },
    extensions: { id: measures.id, ...byMeasure },
  };
  return ties[of];
}

async function findWaiting(
  db: Db,
  rule: TaskRule,
  own: Own,
): Promise<{ readonly rows: readonly Waiting[]; readonly total: number }> {
  const t = tablesOf(db);
  const { cases } = t;
  const { id, table, on } = tieOf(t, rule.of);
  const where = and(rule.where(db, own), rule.part === 'officer' ? untied(t, own) : undefined);
  const due = sql<string | null>`${rule.due(t)}`;
  const isGrouped = GROUPED.includes(rule.of);
  const since = rule.since?.(t) ?? sql`null`;
  // Of what is due on one day, and waits from one moment on, by number. [WK3]
  const order = [asc(due), asc(since), ...(isGrouped ? [] : [asc(cases.number)]), asc(id)];
  const chosen = db
    .select({
      id: sql<string>`${id}`,
      evaluation: cases.evaluationId,
      finding: isGrouped ? sql<string>`min(${cases.findingId})` : sql<string>`${cases.findingId}`,
      dueOn: due,
      since: sql<number | null>`${since}`.mapWith(Number),
    })
    .from(cases)
    .innerJoin(table, on)
    .where(where);
  const [rows, [counted]] = await Promise.all([
    (isGrouped ? chosen.groupBy(sql`${id}`, cases.evaluationId) : chosen)
      .orderBy(...order)
      .limit(MOST_OF_A_KIND),
    db
      .select({ total: isGrouped ? countDistinct(id) : count() })
      .from(cases)
      .innerJoin(table, on)
      .where(where),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

/** Each with its centre, number and words. */
async function inWords(db: Db, waiting: readonly (Waiting & { readonly kind: TaskKind })[]): Promise<Task[]> {
  if (waiting.length === 0) return [];
  const { cases, findings, centres, measures } = tablesOf(db);
  const [tree, rows, words] = await Promise.all([
    loadAreas(db),
    db
      .select({ id: cases.findingId, number: cases.number, reason: findings.reason, centre: centres })
      .from(cases)
      .innerJoin(findings, eq(findings.id, cases.findingId))
      .innerJoin(centres, eq(centres.id, cases.centreId))
      .where(inArray(cases.findingId, [...new Set(waiting.map(({ finding }) => finding))])),
    db
      .select({ id: measures.id, text: measures.text })
      .from(measures)
      .where(
        inArray(
          measures.id,
          waiting.filter(({ kind }) => TASK_RULES[kind].of === 'measures').map(({ id }) => id),
        ),
      ),
  ]);
  const around = new Map(rows.map((row) => [row.id, row]));
  const textOf = new Map(words.map(({ id, text }) => [id, text]));
  return waiting.flatMap((one): Task[] => {
    const { kind, id, evaluation, finding, dueOn, since } = one;
    const row = around.get(finding);
    if (row === undefined) return [];
    const isPlan = TASK_RULES[kind].of === 'plans';
    return [
      {
        ...{ id: `${kind}:${id}`, kind, dueOn, evaluation },
        since: since === null ? null : dayIn(TIME_ZONE, since),
        centre: centreRef(row.centre, tree),
        finding: isPlan ? null : finding,
        number: isPlan ? '' : row.number,
        text: isPlan ? '' : (textOf.get(id) ?? row.reason),
        path: TASK_RULES[kind].path(one),
      },
    ];
  });
}
