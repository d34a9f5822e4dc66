/** Walks an evaluation of the cast through its life, by the real commands and the real documents. */
import { agree, castScore, recordFact, reasonOf, writeText } from '@heping/protocol';
import { huzhou, indicatorsOf, type IndicatorCode, type Phase, type Tenths } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type * as Y from 'yjs';
import { writeEntries, type Entry } from '../demo/write.ts';
import { approveResult } from '../evaluations/commands/approve.ts';
import { closeSigning } from '../evaluations/commands/close-signing.ts';
import { deliverResult } from '../evaluations/commands/deliver.ts';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { lockSheet } from '../evaluations/commands/lock.ts';
import { openScoring } from '../evaluations/commands/open.ts';
import { publishResult } from '../evaluations/commands/publish.ts';
import { revealBallots } from '../evaluations/commands/reveal.ts';
import { signSheet } from '../evaluations/commands/sign.ts';
import { cancelEvaluation } from '../evaluations/commands/cancel.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { CAST_PASSWORD } from './cast.ts';
import { metFacts } from './sheet.ts';

export const PANEL = ['alice', 'bo', 'chen', 'dora', 'eve'] as const;
export const INDICATORS = indicatorsOf(huzhou);

/** The visitor behind one of the cast, as a session would give them. */
export async function visitorOf({ store }: Pick<FastifyInstance, 'store'>, id: string): Promise<Visitor> {
  const [person] = await store.db.select().from(store.tables.people).where(eq(store.tables.people.id, id));
  if (person === undefined) throw new Error(`nobody of the cast is called ${id}`);
  const { name, nameEn, locale, isAdministrator } = person;
  return { personId: id, name, nameEn, locale, isAdministrator, tokenHash: id };
}

export async function acting(desk: Desk, evaluation: string, id: string): Promise<Acting> {
  return { evaluation, visitor: await visitorOf(desk, id) };
}

type Scoring = (indicator: IndicatorCode, maximum: Tenths, person: string) => Tenths | null;
const full: Scoring = (_, maximum) => maximum;

/** Everyone fills the whole ballot. */
export const ballotsOf = (
  evaluation: string,
  panel: readonly string[] = PANEL,
  score: Scoring = full,
): readonly Entry[] =>
  panel.map((person) => ({
    document: { kind: 'ballot', evaluation, person },
    by: person,
    change: (ballot: Y.Doc) => {
      for (const { code, maximum } of INDICATORS) castScore(ballot, code, score(code, maximum, person));
    },
  }));

/** Every fact of a township, all met. */
export const factsOf = (evaluation: string, by = 'bo'): Entry => ({
  document: { kind: 'record', evaluation },
  by,
  change: (record) => {
    for (const [code, { value }] of Object.entries(metFacts('township'))) {
      if (typeof value === 'object' && value !== null)
        for (const [item, present] of Object.entries(value)) recordFact(record, `${code}.${item}`, present);
      else recordFact(record, code, value);
    }
  },
});

/** The panel agrees on these scores, with a reason where something is lost; everything else gets the maximum. */
export const agreementOf = (
  evaluation: string,
  scores: Readonly<Record<IndicatorCode, Tenths>> = {},
  by = 'alice',
): Entry => ({
  document: { kind: 'consensus', evaluation },
  by,
  change: (consensus) => {
    for (const { code, maximum } of INDICATORS) {
      const score = scores[code] ?? maximum;
      agree(consensus, code, score);
      writeText(reasonOf(consensus, code), score < maximum ? `扣分原因：${code}` : '');
    }
  },
});

export interface WalkOptions {
  /** Who scores and signs; the evaluation has to be seated so. */
  readonly panel?: readonly string[];
  readonly scores?: Readonly<Record<IndicatorCode, Tenths>>;
  readonly officer?: string;
  /** Where it is already. */
  readonly from?: Phase;
}

/** The way in steps; each leads one phase on. */
const STEPS: readonly [to: Phase, step: (walk: Walk) => Promise<unknown>][] = [
  ['scoring', async (w) => openScoring(w.desk, await w.as(w.chair))],
  [
    'deliberation',
    async (w) => {
      await writeEntries(w.desk.corridor, w.id, [...ballotsOf(w.id, w.panel), factsOf(w.id, w.chair)]);
      await revealBallots(w.desk, await w.as(w.chair), {});
    },
  ],
  [
    'signing',
    async (w) => {
      await writeEntries(w.desk.corridor, w.id, [agreementOf(w.id, w.scores, w.chair)]);
      await lockSheet(w.desk, await w.as(w.chair));
    },
  ],
  [
    'preliminary',
    async (w) => {
      const { hash } = await lockedSheet(w.desk.store.db, w.id);
      for (const person of w.panel)
        await signSheet(w.desk, await w.as(person), { password: CAST_PASSWORD, hash });
      await closeSigning(w.desk, await w.as(w.chair), {});
    },
  ],
  [
    'notice',
    async (w) => {
      const { hash } = await lockedSheet(w.desk.store.db, w.id);
      await approveResult(w.desk, await w.as(w.officer), {
        hash,
        minutes: '党委会',
        documentNumber: '〔2026〕1 号',
      });
      await deliverResult(w.desk, await w.as(w.officer));
    },
  ],
  ['published', async (w) => publishResult(w.desk, await w.as(w.officer))],
];

interface Walk {
  readonly desk: Desk;
  readonly id: string;
  readonly panel: readonly string[];
  readonly chair: string;
  readonly officer: string;
  readonly scores: Readonly<Record<IndicatorCode, Tenths>>;
  as(person: string): Promise<Acting>;
}

/** Walks an evaluation to a phase, from planned or from where it is. The notice must be over (or none) for `published`. */
export async function walkTo(desk: Desk, id: string, phase: Phase, options: WalkOptions = {}): Promise<void> {
  const { panel = PANEL, scores = {}, officer = 'officer', from = 'planned' } = options;
  const walk: Walk = {
    ...{ desk, id, panel, scores, officer },
    chair: panel[0] ?? 'alice',
    as: (person) => acting(desk, id, person),
  };
  if (phase === 'planned') return;
  if (phase === 'cancelled') return cancelEvaluation(desk, await walk.as(officer), { reason: '中心搬迁' });
  const gone = STEPS.findIndex(([to]) => to === from) + 1;
  for (const [to, step] of STEPS.slice(gone)) {
    await step(walk);
    if (to === phase) return;
  }
  throw new Error(`no way leads to ${phase}`);
}
