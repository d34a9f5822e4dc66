/**
 * Whether this device has what one needs to work on an evaluation for a day without a network. It says what it finds here,
 * never what it asked for. [OF5]
 */
import { formatDocumentName, type ArrivedPieces, type DocumentName, type Evaluation } from '@heping/protocol';
import { huzhou, type Action } from '@heping/scoring';
import { api } from '#lib/api/client.ts';
import { hasAnswer, keptAnswer, keptAt } from '#lib/device/answers.ts';
import { vault } from '#lib/device/vault.ts';
import { localKey, standingOf } from '#lib/doc/kept.ts';
import { rubricOf } from '#lib/evaluation/rubric.ts';
import { fetchSmall, MOST_SMALL, smallPath, smallViewsOf } from './small-views.ts';

type Document = Exclude<DocumentName['kind'], 'self'>;
/** What is shown beside the scores, each one answer. `handed-in`: the self-assessment. */
type Beside = 'handed-in' | 'previous' | 'activities';
/** `sheet`: its documents are not there before the chair has opened the scoring. `photos`: small views of the evidence. */
export type Part = 'pages' | 'details' | 'rubric' | 'sheet' | 'photos' | Beside | Document;

/** One line of the check list. `since`: when it was last in step with the server, ms, where that is a matter of time. */
export interface Line {
  readonly part: Part;
  readonly isHere: boolean;
  readonly since: number | null;
  /** How many of them are here, where there are many. */
  readonly count?: { readonly here: number; readonly all: number };
}

const BESIDE: readonly { readonly part: Beside; readonly place: string; readonly action: Action }[] = [
  { part: 'handed-in', place: 'self', action: 'self.read' },
  { part: 'previous', place: 'previous', action: 'previous.read' },
  { part: 'activities', place: 'activities', action: 'activities.read' },
];
const besideOf = ({ may }: Evaluation) => BESIDE.filter(({ action }) => may.includes(action));

const API = '/api/v1';

export class Readiness {
  readonly evaluation: string;
  readonly #me: string;
  lines = $state.raw<readonly Line[]>([]);
  isBusy = $state(false);
  /** Why it could not be taken along, to be explained. */
  problem = $state.raw<unknown>(null);

  readonly missing = $derived(this.lines.filter(({ isHere }) => !isHere).map(({ part }) => part));
  readonly isReady = $derived(this.lines.length > 0 && this.missing.length === 0);
  /** All of it is at least as new as this. */
  readonly since = $derived.by(() => {
    const times = this.lines.flatMap(({ since }) => since ?? []);
    return times.length === 0 ? null : Math.min(...times);
  });

  constructor(evaluation: string, me: string) {
    this.evaluation = evaluation;
    this.#me = me;
  }

  /** Looks what is on this device. */
  async look(): Promise<void> {
    const pages: Line = { part: 'pages', isHere: hasPages(), since: null };
    const kept = await this.#kept(`/evaluations/${this.evaluation}`);
    const details: Line = { part: 'details', isHere: kept !== undefined, since: sinceOf(kept) };
    const evaluation = kept === undefined ? null : ((await kept.json()) as Evaluation);
    this.lines = [
      pages,
      details,
      ...(evaluation === null
        ? []
        : [
            await this.#rubric(evaluation),
            ...(await this.#documents(evaluation)),
            ...(await this.#beside(evaluation)),
            ...(await this.#photos(evaluation)),
          ]),
    ];
  }

  /** Fetches what can be had, then looks what is here. */
  async take(): Promise<void> {
    this.isBusy = true;
    this.problem = null;
    try {
      const evaluation = await api.get<Evaluation>(`/evaluations/${this.evaluation}`);
      await rubricOf(evaluation.rubric);
      // The way there: the list of one's own work.
      await api.get('/me/work');
      if (evaluation.may.includes('ballots.read')) await api.get(this.#at('ballots')).catch(() => undefined);
      const { bringInStep } = await import('#lib/doc/in-step.ts');
      for (const name of documentsOf(evaluation, this.#me))
        await bringInStep(this.#me, formatDocumentName(name));
      for (const { place } of besideOf(evaluation)) await api.get(this.#at(place));
      if (evaluation.may.includes('evidence.read')) await this.#takePhotos();
    } catch (error) {
      this.problem = error;
    } finally {
      this.isBusy = false;
      await this.look();
    }
  }

  async #rubric({ rubric }: Evaluation): Promise<Line> {
    // Ours is among the pages.
    if (rubric === huzhou.code) return { part: 'rubric', isHere: hasPages(), since: null };
    const kept = await this.#kept(`/rubrics/${rubric}`);
    return { part: 'rubric', isHere: kept !== undefined, since: sinceOf(kept) };
  }

  #documents(evaluation: Evaluation): Promise<readonly Line[]> {
    if (evaluation.phase === 'planned')
      return Promise.resolve([{ part: 'sheet', isHere: false, since: null }]);
    return Promise.all(
      documentsOf(evaluation, this.#me).map(async (name) => {
        const { syncedAt } = await standingOf(localKey(this.#me, formatDocumentName(name)));
        return { part: name.kind as Document, isHere: syncedAt !== null, since: syncedAt };
      }),
    );
  }

  #at(place: string): string {
    return `/evaluations/${this.evaluation}/${place}`;
  }

  #beside(evaluation: Evaluation): Promise<readonly Line[]> {
    return Promise.all(
      besideOf(evaluation).map(async ({ part, place }) => {
        const kept = await this.#kept(this.#at(place));
        return { part, isHere: kept !== undefined, since: sinceOf(kept) };
      }),
    );
  }

  /** Those that are not here yet; one that cannot be had leaves the others. */
  async #takePhotos(): Promise<void> {
    const ids = smallViewsOf(await api.get<ArrivedPieces>(this.#at('evidence')));
    const isHere = await Promise.all(ids.map((id) => this.#hasSmall(id)));
    await fetchSmall(ids.filter((_, at) => isHere[at] === false));
  }

  /** Of the newest that are taken along; nothing to say where nobody has brought any. */
  async #photos({ may }: Evaluation): Promise<readonly Line[]> {
    if (!may.includes('evidence.read')) return [];
    const kept = await this.#kept(this.#at('evidence'));
    if (kept === undefined) return [{ part: 'photos', isHere: false, since: null }];
    const ids = smallViewsOf((await kept.json()) as ArrivedPieces, Infinity);
    if (ids.length === 0) return [];
    const found = await Promise.all(ids.map((id) => this.#hasSmall(id)));
    const here = found.filter(Boolean).length;
    return [
      {
        ...{ part: 'photos', since: sinceOf(kept), count: { here, all: ids.length } },
        isHere: here >= Math.min(ids.length, MOST_SMALL),
      },
    ];
  }

  #hasSmall(id: string): Promise<boolean> {
    if (typeof caches === 'undefined') return Promise.resolve(false);
    return hasAnswer(caches, this.#me, API + smallPath(id));
  }

  async #kept(path: string): Promise<Response | undefined> {
    if (typeof caches === 'undefined' || !vault.isOpenFor(this.#me)) return undefined;
    return keptAnswer(caches, vault, this.#me, API + path);
  }
}

const sinceOf = (kept: Response | undefined) => (kept === undefined ? null : keptAt(kept));

/** The worker that answers this page has all of one build, or it would not be there. [OF2] */
const hasPages = (): boolean => navigator.serviceWorker?.controller != null;

/** The documents the reader may open now. */
function documentsOf({ id: evaluation, may }: Evaluation, person: string): readonly DocumentName[] {
  const names: DocumentName[] = [];
  if (may.includes('ballot.write')) names.push({ kind: 'ballot', evaluation, person });
  if (may.includes('record.read')) names.push({ kind: 'record', evaluation });
  if (may.includes('consensus.read')) names.push({ kind: 'consensus', evaluation });
  if (may.includes('plan.read')) names.push({ kind: 'plan', evaluation });
  return names;
}

/** Asks the browser not to clear what is kept here when it needs room. */
export async function isProtected(): Promise<boolean | null> {
  const storage = navigator.storage;
  if (typeof storage?.persisted !== 'function') return null;
  return storage.persisted();
}
export const protect = async (): Promise<boolean> => (await navigator.storage?.persist?.()) ?? false;
