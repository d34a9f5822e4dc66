/**
 * One evaluation as the people in it see it: what stands on its sheets, who is here, what is saved, and the commands.
 * It opens the documents the reader may see, and closes those they may not. Derived, never kept in step by hand.
 */
import {
  formatDocumentName,
  type Ballots,
  type DocumentKind,
  type DocumentName,
  type Ending,
  type Evaluation,
  type PersonRef,
  type SelfAssessments,
} from '@heping/protocol';
import type { Action, Rubric } from '@heping/scoring';
import { createContext } from 'svelte';
import { Asked } from '#lib/api/asked.ts';
import { api, ApiProblem } from '#lib/api/client.ts';
import { copiesOf, dropCopy, localKey, marksOf, type Copy } from '#lib/doc/kept.ts';
import { LiveDoc, type LiveOptions } from '#lib/doc/live.svelte.ts';
import { session } from '#lib/session.svelte.ts';
import { participantsOf, type Participant } from './participants.ts';
import { colorsOf, inColor, plannersOf } from './planners.ts';
import { rubricOf } from './rubric.ts';
import { summariseSaving, type Saving } from './save-state.ts';
import { EvaluationSheets } from './sheets.svelte.ts';

export type { Participant };
const KINDS = ['record', 'consensus', 'ballot', 'plan', 'self'] as const satisfies readonly DocumentKind[];
type Kind = (typeof KINDS)[number];

export class EvaluationRoom extends EvaluationSheets {
  /** The server's answer to who may not see this evaluation any more; null while one may. */
  gone = $state.raw<ApiProblem | null>(null);
  /** What the server refused here and this device keeps. */
  copies = $state.raw<readonly Copy[]>([]);

  /** One person has one colour here, in the record and in the plan. */
  readonly #colors = $derived(
    colorsOf(this.evaluation.panel, [
      ...knownOf(this.evaluation),
      ...[...(this.record?.present ?? []), ...(this.plan?.present ?? [])].map(({ user }) => user),
    ]),
  );
  /** The panel, and whoever else is here, with where they are. */
  readonly participants: readonly Participant[] = $derived(
    participantsOf({
      panel: this.evaluation.panel,
      present: this.record?.present ?? [],
      me: this.me,
    }).map((one) => ({ ...one, person: inColor(one.person, this.#colors) })),
  );
  /** Who is in the rectification plan, at which finding. */
  readonly planners: readonly Participant[] = $derived(
    plannersOf(this.plan?.present ?? [], this.me, this.#colors),
  );
  /** People whom a page has met besides: a name for their ids. */
  acquainted = $state.raw<readonly PersonRef[]>([]);
  /** What is saved, over all documents of this evaluation. */
  readonly saving: Saving = $derived(
    summariseSaving(
      [this.record, this.ballot, this.consensus, this.plan, this.self].filter((live) => live !== null),
      this.copies.length,
    ),
  );
  /** The document whose connection stands for all. */
  get #leading(): LiveDoc | null {
    return this.record ?? this.ballot ?? this.plan ?? this.self;
  }

  /** Whether changes reach the server now. */
  readonly isOnline: boolean = $derived(this.#leading?.state === 'online');

  /** Cut off for a while already; a moment of connecting is not yet news. */
  readonly isOffline: boolean = $derived(this.#leading?.state === 'offline');

  #isOpen = true;
  /** An earlier page left changes of the ballot on this device: they are sent, or refused and kept, before it closes. */
  #owesBallot = false;
  #askedEpoch = -1;
  #ballotsOf = '';
  readonly #asked: Asked<Evaluation>;
  readonly #ballots = new Asked<Ballots>(`/evaluations/${this.id}/ballots`, (ballots) => {
    if (this.may('ballots.read')) this.ballots = ballots;
  });
  readonly #handedIn = new Asked<SelfAssessments>(`/evaluations/${this.id}/self`, ({ selfAssessment }) => {
    if (this.#isOpen && this.evaluation.selfAssessment?.at === selfAssessment?.at)
      this.selfAssessment = selfAssessment;
  });

  private constructor(asked: Asked<Evaluation>, evaluation: Evaluation, rubric: Rubric, me: string) {
    super(evaluation, rubric, me);
    this.#asked = asked;
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
    const here: { room?: EvaluationRoom; evaluation?: Evaluation } = {};
    const asked = new Asked<Evaluation>(`/evaluations/${id}`, (evaluation) => {
      here.evaluation = evaluation;
      const { room } = here;
      if (room !== undefined) room.#take(evaluation);
    });
    try {
      const first = await asked.ask();
      const rubric = await rubricOf(first.rubric);
      // Over a slow line the server's answer may have come after this device's.
      here.room = new EvaluationRoom(asked, here.evaluation ?? first, rubric, me);
      return here.room;
    } catch (thrown) {
      asked.stop();
      throw thrown;
    }
  }

  /** What the reader may do now, as the server said. */
  may(action: Action): boolean {
    return this.evaluation.may.includes(action);
  }

  /** Asks the server again, and opens and closes documents as the reader's rights now are. */
  refresh = async (): Promise<void> => {
    await this.#asked.ask();
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
  async discardCopy({ person, id }: Copy): Promise<void> {
    await dropCopy({ person, id });
    this.copies = this.copies.filter((copy) => copy.id !== id);
  }

  /** A name for an id, of whoever is known here. */
  nameOf(person: string): PersonRef | null {
    const known =
      [...this.evaluation.panel, ...knownOf(this.evaluation)].find(({ id }) => id === person) ??
      [...this.participants, ...this.planners].find((participant) => participant.person.id === person)
        ?.person ??
      this.acquainted.find(({ id }) => id === person);
    return known === undefined ? null : inColor(known, this.#colors);
  }

  close(): void {
    this.#isOpen = false;
    for (const asked of [this.#asked, this.#ballots, this.#handedIn]) asked.stop();
    for (const kind of KINDS) this.#leave(kind);
  }

  #take(evaluation: Evaluation): void {
    if (!this.#isOpen) return;
    const turned = evaluation.phase !== this.evaluation.phase || evaluation.epoch !== this.evaluation.epoch;
    this.evaluation = evaluation;
    this.#attend();
    if (turned) for (const kind of KINDS) if (this[kind]?.ending) this[kind].resume();
  }

  /** Opens the documents the reader may see now, leaves those they may not. */
  #attend(): void {
    const evaluation = this.id;
    this.#hold('record', this.may('record.read'), { kind: 'record', evaluation });
    this.#hold('consensus', this.may('consensus.read'), { kind: 'consensus', evaluation });
    this.#hold('plan', this.may('plan.read'), { kind: 'plan', evaluation });
    this.#hold('self', this.may('self.write'), { kind: 'self', evaluation });
    this.#askSelf();
    this.#hold('ballot', this.may('ballot.write') || this.#owesBallot, this.#ballotName());
    if (!this.may('ballots.read')) this.ballots = null;
    else if (this.evaluation.policies.scoringMode === 'independent') this.#askBallots();
  }

  /** The frozen ballots of whoever sits on the panel: asked again when somebody has stepped back since. */
  #askBallots(): void {
    const sitting = this.evaluation.panel.flatMap(({ id, recused }) => (recused === null ? id : [])).join();
    if (this.ballots !== null && sitting === this.#ballotsOf) return;
    // Without a network there are none to show yet; they are asked for when it is back.
    void this.#ballots.ask().then(
      () => (this.#ballotsOf = sitting),
      () => undefined,
    );
  }

  /** What the centre handed in: asked for when another is, and shown to nobody once it was taken back. */
  #askSelf(): void {
    const wanted = this.may('self.read') ? (this.evaluation.selfAssessment?.at ?? null) : null;
    if (wanted === null) this.selfAssessment = null;
    if (wanted === null || this.selfAssessment?.at === wanted) return;
    // As with the ballots.
    void this.#handedIn.ask().catch(() => undefined);
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
      hasPresence: name.kind === 'record' || name.kind === 'plan',
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
    return me === null ? {} : { user: { id: me.id, name: me.name, nameEn: me.nameEn, color: me.color } };
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

/** Whom the evaluation names besides its panel. */
const knownOf = ({ leaders, returns, approval }: Evaluation): readonly PersonRef[] => [
  ...leaders,
  ...returns.map(({ by }) => by),
  ...(approval === null ? [] : [approval.by]),
];

const isEvaluation = (answer: unknown): answer is Evaluation =>
  typeof answer === 'object' && answer !== null && 'epoch' in answer && 'may' in answer;

export const [getRoom, setRoom] = createContext<EvaluationRoom>();
