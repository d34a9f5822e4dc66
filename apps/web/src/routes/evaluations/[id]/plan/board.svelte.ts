/** The plan as its page sees it: what is written now, what lacks, what differs from what was submitted, who is where. */
import {
  approvedFindings,
  causeRoot,
  measureRoot,
  placesIn,
  readConflicts,
  readPlan,
  type Conflict,
  type PlanComment,
  type PlanFinding,
  type PlanSubmission,
  type RectificationPlan,
  type SubmittedFinding,
  MEASURE_KIND_LABELS,
  RECTIFICATION_KIND_LABELS,
} from '@heping/protocol';
import { isPlanned, planGapsOf, type PlanGap, type PlannedFinding } from '@heping/scoring';
import { createContext } from 'svelte';
import { api } from '#lib/api/client.ts';
import type { LiveDoc } from '#lib/doc/live.svelte.ts';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { nameOf, textOf } from '#lib/words.ts';
import { changeOf, type PlanChange, type Reading } from './changes.ts';

/** One finding of the plan, as delivered and as it is planned. */
export interface PlanRow {
  readonly finding: PlanFinding;
  readonly planned: PlannedFinding;
  /** It belongs to what is submitted now. [PL1] */
  readonly isIn: boolean;
  readonly gaps: readonly PlanGap[];
  readonly change: PlanChange | null;
  /** What stands as approved of it. */
  readonly approved: SubmittedFinding | undefined;
}

const LEADS: readonly string[] = ['director', 'deputy'];

export class PlanBoard {
  readonly room: EvaluationRoom;
  readonly #answer: () => RectificationPlan;
  readonly #taken: (answer: RectificationPlan) => void;

  constructor(
    room: EvaluationRoom,
    answer: () => RectificationPlan,
    taken: (answer: RectificationPlan) => void,
  ) {
    this.room = room;
    this.#answer = answer;
    this.#taken = taken;
  }

  readonly answer: RectificationPlan = $derived.by(() => this.#answer());
  readonly live: LiveDoc | null = $derived.by(() => this.room.plan);
  readonly mayWrite: boolean = $derived.by(
    () => this.room.may('plan.write') && this.live?.isWritable === true && this.live.isOpen,
  );

  readonly leaders = $derived.by(() => this.answer.people.filter(({ role }) => LEADS.includes(role)));

  /** Every text there is or may be: read again when one of them changes. */
  readonly #roots: readonly string[] = $derived.by(() => {
    const places = this.live?.read(['measures'], placesIn) ?? new Map<number, ReadonlySet<string>>();
    return [
      ...['measures', 'findings', 'conflicts'],
      ...this.answer.findings.map(({ finding }) => causeRoot(finding)),
      ...[...places.values()].flatMap((own) => [...own].map(measureRoot)),
    ];
  });
  readonly planned: readonly PlannedFinding[] = $derived.by(() => {
    const numbers = this.answer.findings.map(({ finding }) => finding);
    return this.live?.read(this.#roots, (doc) => readPlan(doc, numbers)) ?? [];
  });
  readonly conflicts: Record<string, Conflict> = $derived.by(
    () => this.live?.read(['conflicts'], readConflicts) ?? {},
  );
  /** How many measures there ever were, by finding. [LA11] */
  readonly counts: ReadonlyMap<number, number> = $derived.by(() => {
    const places = this.live?.read(['measures'], placesIn) ?? new Map<number, ReadonlySet<string>>();
    return new Map([...places].map(([finding, own]) => [finding, own.size]));
  });

  readonly latest: PlanSubmission | null = $derived.by(() => this.answer.submissions[0] ?? null);
  readonly waiting: PlanSubmission | null = $derived.by(() =>
    this.latest?.state === 'submitted' ? this.latest : null,
  );
  readonly approved: ReadonlyMap<number, SubmittedFinding> = $derived.by(() =>
    approvedFindings(
      this.answer.submissions.filter(({ state }) => state === 'approved').map(({ content }) => content),
    ),
  );
  /** With what the page compares: what waits, else what is approved; null before anything was submitted. */
  readonly base: ReadonlyMap<number, SubmittedFinding> | null = $derived.by(() => {
    if (this.waiting !== null)
      return new Map(this.waiting.content.findings.map((one) => [one.finding, one] as const));
    return this.approved.size > 0 ? this.approved : null;
  });

  readonly rows: readonly PlanRow[] = $derived.by(() => {
    const inPlan = this.answer.findings.filter(
      ({ state, hasOpenObjection }) => isPlanned(state) && !hasOpenObjection,
    );
    const numbers = new Set(inPlan.map(({ finding }) => finding));
    const gaps = this.#gapsOf(numbers);
    return this.answer.findings.flatMap((finding, index) => {
      const planned = this.planned[index];
      if (planned === undefined) return [];
      const isIn = numbers.has(finding.finding);
      return [
        {
          ...{ finding, planned, isIn, approved: this.approved.get(finding.finding) },
          gaps: gaps.filter((gap) => gap.finding === finding.finding),
          change:
            this.base === null || !isIn
              ? null
              : changeOf(this.base.get(finding.finding), planned, this.reading),
        },
      ];
    });
  });
  readonly gaps: readonly PlanGap[] = $derived.by(() => this.rows.flatMap((row) => row.gaps));
  readonly isChanged: boolean = $derived.by(() => this.rows.some(({ change }) => change !== null));

  #gapsOf(numbers: ReadonlySet<number>): readonly PlanGap[] {
    const { findings, measures, people } = this.answer;
    return planGapsOf({
      planned: this.planned.filter(({ finding }) => numbers.has(finding)),
      conflicts: Object.keys(this.conflicts),
      dueOn: Object.fromEntries(findings.map(({ finding, dueOn }) => [finding, dueOn])),
      extended: Object.fromEntries(measures.map(({ place, dueOn }) => [place, dueOn])),
      dropped: new Set(measures.filter(({ state }) => state === 'dropped').map(({ place }) => place)),
      people: new Set(people.map(({ id }) => id)),
      leaders: new Set(this.leaders.map(({ id }) => id)),
    });
  }

  readonly reading: Reading = {
    nameOf: (id) => this.nameOf(id),
    rectificationOf: (kind) => textOf(RECTIFICATION_KIND_LABELS[kind]),
    measureKindOf: (kind) => textOf(MEASURE_KIND_LABELS[kind]),
  };
  /** Somebody of the centre by name; the id for one who is none of it any more. */
  nameOf(id: string): string {
    const person = this.answer.people.find((one) => one.id === id) ?? this.room.nameOf(id);
    return person === null ? id : nameOf(person);
  }

  commentsAt(root: string): readonly PlanComment[] {
    return this.answer.comments.filter((comment) => comment.root === root);
  }
  /** Whether something was submitted that an officer may comment on. */
  readonly mayComment: boolean = $derived.by(
    () => this.room.may('plan.decide') && this.answer.submissions.some(({ state }) => state !== 'withdrawn'),
  );

  /** Gives a command; throws the refusal. Afterwards the page shows how things stand. */
  async command(verb: string, body: unknown = {}): Promise<void> {
    this.#taken(await api.post<RectificationPlan>(`/evaluations/${this.room.id}/plan/${verb}`, body));
  }
}

/** The id of an element that a gap leads to. */
export const placeId = (place: string): string => `plan-${place.replaceAll(/[.:]/g, '-')}`;

export const [getBoard, setBoard] = createContext<PlanBoard>();
