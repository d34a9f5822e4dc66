/* eslint-disable svelte/prefer-svelte-reactivity -- the Map lives within one derivation */
/**
 * One evaluation as the people in it see it: what the server decided (HTTP), what the panel works on (documents), and
 * everything that follows from both. Derived, never kept in step by hand.
 */
import {
  formatDocumentName,
  readAgreed,
  readConflicts,
  readFacts,
  readHow,
  readReasons,
  readRecusals,
  readScores,
  type Ballots,
  type Conflict,
  type DocumentName,
  type Ending,
  type Evaluation,
  type PersonRef,
} from '@heping/protocol';
import {
  ceilingOf,
  cellState,
  gapsOf,
  huzhou,
  indicatorsOf,
  parseRubric,
  requirementsFor,
  totalsOf,
  type Action,
  type Ceiling,
  type CellState,
  type Facts,
  type Gap,
  type Indicator,
  type IndicatorCode,
  type RequirementCode,
  type Rubric,
  type Tenths,
  type Totals,
} from '@heping/scoring';
import { createContext } from 'svelte';
import { api, ApiProblem } from '#lib/api/client.ts';
import { copiesOf, dropCopy, localKey, marksOf, type Copy } from '#lib/doc/kept.ts';
import { LiveDoc, type LiveOptions } from '#lib/doc/live.svelte.ts';
import { session } from '#lib/session.svelte.ts';
import { summariseSaving, type Saving } from './save-state.ts';

export type Scores = Record<IndicatorCode, Tenths | null>;
type Kind = 'record' | 'consensus' | 'ballot';

/** Someone of the panel, and where they are. `at` is null for who is elsewhere in the evaluation. */
export interface Participant {
  readonly person: PersonRef;
  readonly isHere: boolean;
  readonly isMe: boolean;
  readonly at: IndicatorCode | null;
  readonly field: string | null;
}

const noScores = (rubric: Rubric): Scores =>
  Object.fromEntries(indicatorsOf(rubric).map(({ code }) => [code, null]));
const EMPTY: readonly never[] = [];

export class EvaluationRoom {
  readonly id: string;
  /** Who is looking. */
  readonly me: string;
  readonly rubric: Rubric;
  readonly indicators: readonly Indicator[];

  evaluation: Evaluation = $state.raw()!;
  record = $state.raw<LiveDoc | null>(null);
  consensus = $state.raw<LiveDoc | null>(null);
  /** One's own, while it can be written. Afterwards see `ballots`. */
  ballot = $state.raw<LiveDoc | null>(null);
  /** The frozen ballots; null before the reveal and in joint scoring. */
  ballots = $state.raw<Ballots | null>(null);
  /** The server's answer to who may not see this evaluation any more; null while one may. */
  gone = $state.raw<ApiProblem | null>(null);
  /** What the server refused here and this device keeps. */
  copies = $state.raw<readonly Copy[]>([]);

  readonly tier = $derived(this.evaluation.centre.tier);
  readonly step = $derived(this.evaluation.policies.step);

  // the inspection record
  readonly facts: Facts = $derived(
    this.record?.read(['facts'], (doc) => readFacts(doc, this.rubric, this.tier)) ?? {},
  );
  readonly how: Record<RequirementCode, string | null> = $derived(
    this.record?.read(['facts'], (doc) => readHow(doc, this.rubric, this.tier)) ?? {},
  );
  readonly factConflicts: Record<string, Conflict> = $derived(
    this.record?.read(['conflicts'], readConflicts) ?? {},
  );
  readonly #ceilings: Readonly<Record<IndicatorCode, Ceiling>> = $derived.by(() => {
    const { policies, exceptions } = this.evaluation;
    const question = {
      rubric: this.rubric,
      tier: this.tier,
      facts: this.facts,
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
  readonly myTotals: Totals = $derived.by(() => totalsOf(this.rubric, this.myScores));
  /** How many indicators are done: scored or recused. */
  readonly myProgress: { scored: number; total: number } = $derived.by(() => ({
    scored: this.indicators.filter(({ code }) => this.isDone(code)).length,
    total: this.indicators.length,
  }));

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
  readonly totals: Totals = $derived.by(() => totalsOf(this.rubric, this.agreed));
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
      facts: this.facts,
      exceptions,
      policy: policies.ceilingPolicy,
      step: policies.step,
    });
  });

  /** The panel, and whoever else is here, with where they are. */
  readonly participants: readonly Participant[] = $derived.by(() => {
    const present = this.record?.present ?? [];
    const whereIs = (id: string) => {
      const here = present.filter(({ user }) => user.id === id);
      // Of several tabs the one that says where it is.
      return { isHere: here.length > 0, ...(here.find(({ at }) => at) ?? here[0]) };
    };
    const guests = present
      .filter(({ user }) => !this.evaluation.panel.some(({ id }) => id === user.id))
      // Presence knows one name; one's own is known in both languages.
      .map(({ user }) => ({
        ...user,
        nameEn: user.id === this.me ? (session.person?.nameEn ?? '') : user.name,
      }));
    const unique = new Map([...this.evaluation.panel, ...guests].map((person) => [person.id, person]));
    return [...unique.values()].map((person) => {
      const { isHere, at, field } = whereIs(person.id);
      return { person, isMe: person.id === this.me, isHere, at: at ?? null, field: field ?? null };
    });
  });

  /** What is saved, over all documents of this evaluation. */
  readonly saving: Saving = $derived(
    summariseSaving(
      [this.record, this.ballot, this.consensus].filter((live) => live !== null),
      this.copies.length,
    ),
  );
  /** Whether changes reach the server now. */
  readonly isOnline: boolean = $derived((this.record ?? this.ballot)?.state === 'online');

  /** Cut off for a while already; a moment of connecting is not yet news. */
  readonly isOffline: boolean = $derived((this.record ?? this.ballot)?.state === 'offline');

  #isOpen = true;
  /** An earlier page left changes of the ballot on this device: they are sent, or refused and kept, before it closes. */
  #owesBallot = false;
  #askedEpoch = -1;

  private constructor(evaluation: Evaluation, rubric: Rubric, me: string) {
    this.id = evaluation.id;
    this.me = me;
    this.rubric = rubric;
    this.indicators = indicatorsOf(rubric);
    this.evaluation = evaluation;
    this.#attend();
    void marksOf(localKey(me, formatDocumentName(this.#ballotName()))).then((marks) => {
      if (!this.#isOpen || marks.length === 0) return;
      this.#owesBallot = true;
      this.#attend();
    });
    void copiesOf(me, evaluation.id).then((copies) => (this.copies = copies));
  }

  /** Opens an evaluation for the person signed in; throws the API's refusal. */
  static async open(id: string, me: string): Promise<EvaluationRoom> {
    const evaluation = await api.get<Evaluation>(`/evaluations/${id}`);
    return new EvaluationRoom(evaluation, await rubricOf(evaluation.rubric), me);
  }

  /** The most points the facts allow for an indicator, and why. */
  ceilings(code: IndicatorCode): Ceiling {
    return this.#ceilings[code] ?? { ceiling: 0, reasons: EMPTY, waitingFor: EMPTY };
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
      Object.keys(this.factConflicts).some(
        (key) => key === `facts:${requirement.code}` || key.startsWith(`facts:${requirement.code}.`),
      ),
    );
  }

  /** What the reader may do now, as the server said. */
  may(action: Action): boolean {
    return this.evaluation.may.includes(action);
  }

  /** Asks the server again, and opens and closes documents as the reader's rights now are. */
  refresh = async (): Promise<void> => {
    const evaluation = await api.get<Evaluation>(`/evaluations/${this.id}`);
    if (this.#isOpen) this.#take(evaluation);
  };

  /** Gives a command (`reveal`, `lock`, …); throws the refusal. Afterwards the evaluation is as it now stands. */
  async command<T = Evaluation>(name: string, body: unknown = {}): Promise<T> {
    return this.#after(await api.post<T>(`/evaluations/${this.id}/${name}`, body));
  }
  /** Takes something back (`exceptions/<id>`). */
  async withdraw(path: string): Promise<void> {
    await this.#after(await api.delete<unknown>(`/evaluations/${this.id}/${path}`));
  }
  async #after<T>(answer: T): Promise<T> {
    if (isEvaluation(answer)) this.#take(answer);
    else await this.refresh();
    return answer;
  }

  /** Forgets a kept copy; the caller has asked. */
  async discardCopy(id: string): Promise<void> {
    await dropCopy(id);
    this.copies = this.copies.filter((copy) => copy.id !== id);
  }

  /** A name for an id, of whoever is known here. */
  nameOf(person: string): PersonRef | null {
    return (
      [...this.evaluation.panel, ...this.evaluation.leaders].find(({ id }) => id === person) ??
      this.participants.find((participant) => participant.person.id === person)?.person ??
      null
    );
  }

  close(): void {
    this.#isOpen = false;
    for (const kind of ['record', 'consensus', 'ballot'] as const) this.#leave(kind);
  }

  #take(evaluation: Evaluation): void {
    const turned = evaluation.phase !== this.evaluation.phase || evaluation.epoch !== this.evaluation.epoch;
    this.evaluation = evaluation;
    this.#attend();
    if (turned)
      for (const live of [this.record, this.consensus, this.ballot]) if (live?.ending) live.resume();
  }

  /** Opens the documents the reader may see now, leaves those they may not. */
  #attend(): void {
    const evaluation = this.id;
    this.#hold('record', this.may('record.read'), { kind: 'record', evaluation });
    this.#hold('consensus', this.may('consensus.read'), { kind: 'consensus', evaluation });
    this.#hold('ballot', this.may('ballot.write') || this.#owesBallot, this.#ballotName());
    if (!this.may('ballots.read')) this.ballots = null;
    else if (this.ballots === null && this.evaluation.policies.scoringMode === 'independent') {
      void api.get<Ballots>(`/evaluations/${this.id}/ballots`).then(
        (ballots) => (this.ballots = ballots),
        // Without a network there are none to show yet; the next refresh asks again.
        () => undefined,
      );
    }
  }

  #hold(kind: Kind, isWanted: boolean, name: DocumentName): void {
    // What is unsent stays open until the server has taken or refused it: closed, it would look saved.
    if (!isWanted && (this[kind]?.saved.unsent.length ?? 0) === 0) this.#leave(kind);
    else if (isWanted) this[kind] ??= this.#live(name);
  }
  #leave(kind: Kind): void {
    this[kind]?.destroy();
    this[kind] = null;
  }

  #live(name: DocumentName): LiveDoc {
    return new LiveDoc({
      name,
      person: this.me,
      hasPresence: name.kind === 'record',
      ...this.#user(),
      onEnded: (ending) => void this.#ended(name.kind, ending),
      onSettled: () => {
        if (name.kind === 'ballot') this.#owesBallot = false;
        this.#attend();
      },
      onCopy: (copy) => (this.copies = [copy, ...this.copies]),
      // The socket knows of a new phase at once; the notice may come later, or not at all.
      onState: ({ epoch }) => {
        if (epoch <= this.evaluation.epoch || epoch === this.#askedEpoch) return;
        this.#askedEpoch = epoch;
        void this.refresh().catch(() => (this.#askedEpoch = -1));
      },
    });
  }

  #ballotName(): DocumentName {
    return { kind: 'ballot', evaluation: this.id, person: this.me };
  }

  #user(): Pick<LiveOptions, 'user'> {
    const me = this.evaluation.panel.find(({ id }) => id === this.me) ?? session.person;
    return me === null ? {} : { user: { id: me.id, name: me.name, color: me.color } };
  }

  async #ended(kind: Kind, ending: Ending): Promise<void> {
    if (ending === 'signed-out') {
      if (await session.renew()) this[kind]?.resume();
    } else if (ending === 'not-found') {
      await this.refresh().catch((thrown: unknown) => {
        if (thrown instanceof ApiProblem && thrown.status === 404) this.gone = thrown;
      });
    }
  }
}

const isEvaluation = (answer: unknown): answer is Evaluation =>
  typeof answer === 'object' && answer !== null && 'epoch' in answer && 'may' in answer;

/** The rubric of an evaluation: ours is here already, another one comes from the server. */
async function rubricOf(code: string): Promise<Rubric> {
  if (code === huzhou.code) return huzhou;
  const parsed = parseRubric(await api.get<unknown>(`/rubrics/${code}`));
  if (parsed.ok) return parsed.value;
  throw new Error(`rubric ${code}: ${parsed.error.map(({ message }) => message.en).join('; ')}`);
}

export const [getRoom, setRoom] = createContext<EvaluationRoom>();
