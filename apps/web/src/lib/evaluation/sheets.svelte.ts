/**
 * What stands on the sheets of one evaluation: the inspection record, one's own ballot and the consensus, and everything
 * that follows from them by the rubric. Read only; who opens and closes the documents is the room.
 */
import {
  contestedIn,
  readAgreed,
  readClaimed,
  readConflicts,
  readDetails,
  readFacts,
  readHow,
  readItems,
  readReasons,
  readRecusals,
  readScores,
  readSettled,
  readStatements,
  type Ballots,
  type Conflict,
  type Evaluation,
  type SelfAssessment,
  type Settlement,
} from '@heping/protocol';
import {
  ceilingOf,
  cellState,
  gapsOf,
  indicatorsOf,
  requirementsFor,
  totalsOf,
  type Ceiling,
  type CellState,
  type Details,
  type Facts,
  type Gap,
  type Indicator,
  type IndicatorCode,
  type ItemFact,
  type RequirementCode,
  type Rubric,
  type Tenths,
  type Totals,
} from '@heping/scoring';
import type { LiveDoc } from '#lib/doc/live.svelte.ts';
import { isContested, settledFacts, settledScores } from './contested.ts';
import { scoresInForce } from './in-force.ts';

export type Scores = Record<IndicatorCode, Tenths | null>;

const noScores = (rubric: Rubric): Scores =>
  Object.fromEntries(indicatorsOf(rubric).map(({ code }) => [code, null]));
const EMPTY: readonly never[] = [];

export class EvaluationSheets {
  readonly id: string;
  /** Who is looking. */
  readonly me: string;
  readonly rubric: Rubric;
  readonly indicators: readonly Indicator[];

  evaluation: Evaluation = $state.raw()!;
  record = $state.raw<LiveDoc | null>(null);
  consensus = $state.raw<LiveDoc | null>(null);
  /** The rectification plan, from delivery on. */
  plan = $state.raw<LiveDoc | null>(null);
  /** 自评 as the centre's leaders are writing it: theirs alone. */
  self = $state.raw<LiveDoc | null>(null);
  /** 自评 as it was handed in. */
  selfAssessment = $state.raw<SelfAssessment | null>(null);
  /** One's own, while it can be written. Afterwards see `ballots`. */
  ballot = $state.raw<LiveDoc | null>(null);
  /** The frozen ballots; null before the reveal and in joint scoring. */
  ballots = $state.raw<Ballots | null>(null);

  readonly tier = $derived(this.evaluation.centre.tier);
  readonly step = $derived(this.evaluation.policies.step);

  // the inspection record
  readonly facts: Facts = $derived(
    this.record?.read(['facts'], (doc) => readFacts(doc, this.rubric, this.tier)) ?? {},
  );
  readonly how: Record<RequirementCode, string | null> = $derived(
    this.record?.read(['facts'], (doc) => readHow(doc, this.rubric, this.tier)) ?? {},
  );
  /** What goes with each fact: how it was got, sample, posts … */
  readonly details: Record<RequirementCode, Details> = $derived(
    this.record?.read(['facts'], (doc) => readDetails(doc, this.rubric, this.tier)) ?? {},
  );
  /** The checklists, by list and item. */
  readonly items: Record<string, Record<string, ItemFact>> = $derived(
    this.record?.read(['facts'], (doc) => readItems(doc, this.rubric, this.tier)) ?? {},
  );
  /** What a person settled, by the key it was about. */
  readonly settledFacts: Record<string, readonly Settlement[]> = $derived(
    this.record?.read(['settled'], readSettled) ?? {},
  );
  readonly factConflicts: Record<string, Conflict> = $derived(
    this.record?.read(['conflicts'], readConflicts) ?? {},
  );
  readonly #ceilings: Readonly<Record<IndicatorCode, Ceiling>> = $derived.by(() => {
    const { policies, exceptions } = this.evaluation;
    const question = {
      rubric: this.rubric,
      tier: this.tier,
      // What two people recorded differently is not established: like what is missing, it lowers nothing. [CE5]
      facts: settledFacts(this.facts, this.factConflicts),
      exceptions,
      policy: policies.ceilingPolicy,
      step: policies.step,
    };
    return Object.fromEntries(
      this.indicators.map(({ code }) => [code, ceilingOf({ ...question, indicator: code })]),
    );
  });

  // one's own ballot
  readonly isFrozen: boolean = $derived(this.ballot === null);
  readonly myScores: Scores = $derived.by(() => {
    const { ballot } = this;
    if (ballot !== null) return ballot.read(['scores'], (doc) => readScores(doc, this.rubric));
    return { ...noScores(this.rubric), ...this.#frozen?.scores };
  });
  readonly myRecusals: Record<IndicatorCode, string | null> = $derived.by(() => {
    const { ballot } = this;
    if (ballot !== null) return ballot.read(['recusals'], (doc) => readRecusals(doc, this.rubric));
    return Object.fromEntries((this.#frozen?.recused ?? []).map((code) => [code, '—']));
  });
  readonly myConflicts: Record<string, Conflict> = $derived(
    this.ballot?.read(['conflicts'], readConflicts) ?? {},
  );
  readonly #frozen = $derived(this.ballots?.ballots.find(({ person }) => person.id === this.me));
  readonly myTotals: Totals = $derived.by(() => totalsOf(this.rubric, this.inForce(this.myScores)));
  /** How many indicators are done: scored or recused. */
  readonly myProgress: { scored: number; total: number } = $derived.by(() => ({
    scored: this.indicators.filter(({ code }) => this.isDone(code)).length,
    total: this.indicators.length,
  }));

  // the self-assessment: as it is handed in, or, for who writes it, as it stands
  readonly selfScores: Scores = $derived.by(() => {
    const { selfAssessment: kept, self } = this;
    if (kept !== null) return { ...noScores(this.rubric), ...kept.scores };
    return self?.read(['claimed'], (doc) => readClaimed(doc, this.rubric)) ?? noScores(this.rubric);
  });
  readonly selfStatements: Record<IndicatorCode, string> = $derived.by(() => {
    const { selfAssessment: kept, self } = this;
    if (kept !== null) return kept.statements;
    const roots = this.indicators.map(({ code }) => `statement:${code}`);
    return self?.read(roots, (doc) => readStatements(doc, this.rubric)) ?? {};
  });
  readonly selfConflicts: Record<string, Conflict> = $derived(
    this.self?.read(['conflicts'], readConflicts) ?? {},
  );
  /** Shown beside; no ceiling holds it, since it is counted nowhere. */
  readonly selfTotals: Totals = $derived.by(() => totalsOf(this.rubric, this.selfScores));

  // the consensus
  readonly agreed: Scores = $derived.by(
    () => this.consensus?.read(['agreed'], (doc) => readAgreed(doc, this.rubric)) ?? noScores(this.rubric),
  );
  readonly reasons: Record<IndicatorCode, string> = $derived.by(
    () =>
      this.consensus?.read(
        this.indicators.map(({ code }) => `reason:${code}`),
        (doc) => readReasons(doc, this.rubric),
      ) ?? {},
  );
  /** Unsettled conflicts of agreed scores, by `agreed:<indicator>`. */
  readonly conflicts: Record<string, Conflict> = $derived(
    this.consensus?.read(['conflicts'], readConflicts) ?? {},
  );
  /** Agreed and settled: where two values wait for a person, none of them is agreed yet. */
  readonly settled: Scores = $derived.by(() => settledScores(this.agreed, this.conflicts));
  readonly totals: Totals = $derived.by(() => totalsOf(this.rubric, this.inForce(this.settled)));
  readonly gaps: readonly Gap[] = $derived.by(() => {
    const { policies, exceptions } = this.evaluation;
    return gapsOf({
      rubric: this.rubric,
      tier: this.tier,
      agreed: this.agreed,
      reasons: this.reasons,
      conflicts: this.indicators
        .map(({ code }) => code)
        .filter((code) => this.conflicts[`agreed:${code}`] !== undefined),
      contested: contestedIn(this.factConflicts),
      facts: this.facts,
      exceptions,
      policy: policies.ceilingPolicy,
      step: policies.step,
    });
  });

  protected constructor(evaluation: Evaluation, rubric: Rubric, me: string) {
    this.id = evaluation.id;
    this.me = me;
    this.rubric = rubric;
    this.indicators = indicatorsOf(rubric);
    this.evaluation = evaluation;
  }

  /** The most points the facts allow for an indicator, and why. */
  ceilings(code: IndicatorCode): Ceiling {
    return this.#ceilings[code] ?? { ceiling: 0, reasons: EMPTY, waitingFor: EMPTY };
  }

  /** Scores as they count in totals: never above what the facts allow. [CE8] */
  inForce(scores: Readonly<Scores>): Scores {
    return scoresInForce(scores, (code) => this.ceilings(code));
  }

  /** The cell of the sheet that is being filled: one's own ballot in scoring, the consensus afterwards. */
  cells(code: IndicatorCode): CellState {
    return this.isBallotPhase ? this.myCell(code) : this.agreedCell(code);
  }
  myCell(code: IndicatorCode): CellState {
    return cellState({
      score: this.myScores[code] ?? null,
      ceiling: this.ceilings(code),
      recused: Boolean(this.myRecusals[code]),
      conflict: this.myConflicts[`scores:${code}`] !== undefined || this.hasFactConflict(code),
    });
  }
  agreedCell(code: IndicatorCode): CellState {
    return cellState({
      score: this.agreed[code] ?? null,
      ceiling: this.ceilings(code),
      conflict: this.conflicts[`agreed:${code}`] !== undefined || this.hasFactConflict(code),
    });
  }

  /** One's own remark on a frozen ballot. */
  myRemark(code: IndicatorCode): string {
    return this.#frozen?.remarks[code] ?? '';
  }

  /** Whether the reader has a ballot here, open or frozen. */
  get hasBallot(): boolean {
    return this.ballot !== null || this.#frozen !== undefined;
  }

  /** Whether one's own ballot is what is being filled. */
  get isBallotPhase(): boolean {
    return this.evaluation.phase === 'scoring' || this.evaluation.phase === 'planned';
  }

  isDone(code: IndicatorCode): boolean {
    return (this.myScores[code] ?? null) !== null || Boolean(this.myRecusals[code]);
  }

  /** Whether two values of a fact of this indicator wait for a person. */
  hasFactConflict(code: IndicatorCode): boolean {
    return requirementsFor(this.rubric, this.tier, code).some(({ requirement }) =>
      this.isContested(requirement.code),
    );
  }

  /** Whether two values of this fact wait for a person: until then it is neither met nor below. */
  isContested(requirement: RequirementCode): boolean {
    return isContested(this.factConflicts, requirement);
  }
}
