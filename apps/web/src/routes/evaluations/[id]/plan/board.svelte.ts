/** The plan as its page sees it: what is written now, what lacks, what differs from what was submitted, who is where. */
import {
  MEASURE_KIND_LABELS,
  placesIn,
  readConflicts,
  readPlan,
  RECTIFICATION_KIND_LABELS,
  type Conflict,
  type PlanComment,
  type PlanSubmission,
  type RectificationPlan,
} from '@heping/protocol';
import type { PlanGap, PlannedFinding } from '@heping/scoring';
import { createContext } from 'svelte';
import { api } from '#lib/api/client.ts';
import type { LiveDoc } from '#lib/doc/live.svelte.ts';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { dayOf, nameOf, textOf } from '#lib/words.ts';
import type { Reading } from './changes.ts';
import {
  approvedOf,
  baseOf,
  NO_PLACES,
  rootsOf,
  rowsOf,
  type Places,
  type PlanRow,
  type Submitted,
} from './rows.ts';

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

  readonly #places: Places = $derived.by(() => this.live?.read(['measures'], placesIn) ?? NO_PLACES);
  readonly #roots: readonly string[] = $derived.by(() => rootsOf(this.answer, this.#places));
  readonly planned: readonly PlannedFinding[] = $derived.by(() => {
    const numbers = this.answer.findings.map(({ finding }) => finding);
    return this.live?.read(this.#roots, (doc) => readPlan(doc, numbers)) ?? [];
  });
  readonly conflicts: Record<string, Conflict> = $derived.by(
    () => this.live?.read(['conflicts'], readConflicts) ?? {},
  );
  /** How many measures a finding ever had. [LA11] */
  countOf(finding: number): number {
    return this.#places.get(finding)?.size ?? 0;
  }

  readonly latest: PlanSubmission | null = $derived.by(() => this.answer.submissions[0] ?? null);
  readonly waiting: PlanSubmission | null = $derived.by(() =>
    this.latest?.state === 'submitted' ? this.latest : null,
  );
  readonly approved: Submitted = $derived.by(() => approvedOf(this.answer));
  /** With what the page compares. */
  readonly base: Submitted | null = $derived.by(() => baseOf(this.waiting, this.approved));
  readonly rows: readonly PlanRow[] = $derived.by(() => {
    const { answer, planned, conflicts, leaders, approved, base, reading } = this;
    const today = dayOf(Date.now());
    return rowsOf({ answer, planned, conflicts, leaders, approved, base, reading, today });
  });
  readonly gaps: readonly PlanGap[] = $derived.by(() => this.rows.flatMap((row) => row.gaps));
  readonly isChanged: boolean = $derived.by(() => this.rows.some(({ change }) => change !== null));

  readonly reading: Reading = {
    nameOf: (id) => this.nameOf(id),
    calledOf: nameOf,
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
