/** A question of a page whose answer this device keeps: from the server first, from here when it does not answer. [OF8, OF9] */
import { ANSWERED_WITHIN_MS } from '../lib/api/ours.ts';
import { keptAt } from '../lib/device/answers.ts';
import { heardIn, type Heard } from './heard.ts';
import type { Keeper } from './keeper.ts';
import { addressOf } from './kept-answers.ts';

/** With poor reception an answer from here, marked as such, is better than a blank page. */
export const PATIENCE = 4_000;

/**
 * What the page hears beside its answer, by the path it asked: that the server gave it, or that it is of this device and
 * from when. Where the server may still answer (`askedAt`, else null), it hears what it answers (nothing where it may not be
 * had any more), or that no answer comes.
 */
export type Told =
  | { readonly type: 'fresh'; readonly path: string }
  | {
      readonly type: 'stale';
      readonly path: string;
      readonly keptAt: number | null;
      readonly askedAt: number | null;
    }
  | { readonly type: 'late'; readonly path: string; readonly askedAt: number; readonly answer: unknown }
  | { readonly type: 'gone'; readonly path: string; readonly askedAt: number };

interface Question {
  readonly url: URL;
  /** For whom; null stands for whoever is present. */
  readonly asker: string | null;
}

interface Means {
  readonly kept: Pick<Keeper, 'find' | 'keep' | 'drop'>;
  /** Asks the server. */
  ask(inTime: AbortSignal): Promise<Response>;
  /** Tells the page. */
  tell(said: Told): Promise<void>;
}

/** The server's answer; the kept one when none comes in time, or another's. What comes too late is kept, and told. */
export async function answer(question: Question, means: Means): Promise<Response> {
  const { url, asker } = question;
  const { kept: keeper, tell } = means;
  const path = addressOf(url);
  const askedAt = Date.now();
  const kept = await keeper.find(path, asker);
  const fresh = hear(question, means);
  if (kept === undefined) return (await fresh).response;
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE, 'late'));
  const first = await Promise.race([fresh.catch(() => null), late]);
  if (first !== null && first !== 'late' && first.heard !== 'silence') {
    // Before the answer: who else shows it is still waiting for another, or not at all.
    await tell({ type: 'fresh', path });
    return first.response;
  }
  // A picture never changes: it is not out of date, whenever it came.
  if (url.search !== '') return kept;
  // The answer to an earlier question may have come meanwhile.
  const now = (await keeper.find(path, asker)) ?? kept;
  const isComing = first === 'late';
  await tell({ type: 'stale', path, keptAt: keptAt(now), askedAt: isComing ? askedAt : null });
  if (isComing)
    void fresh
      .then(async ({ heard }): Promise<Told> => {
        // Signed out, say: what is kept stays, and would be given again at once.
        if (heard === 'silence' || heard === 'refusal') return { type: 'gone', path, askedAt };
        const come: unknown = heard === 'answer' ? await (await keeper.find(path, asker))?.json() : undefined;
        return { type: 'late', path, askedAt, answer: come };
      })
      .catch((): Told => ({ type: 'gone', path, askedAt }))
      .then(tell);
  return now;
}

/** What the server answers, if it was the server: that is kept, or what was kept goes. [OF9] */
async function hear(
  { url, asker }: Question,
  { kept, ask }: Means,
): Promise<{ readonly heard: Heard; readonly response: Response }> {
  const response = await ask(AbortSignal.timeout(ANSWERED_WITHIN_MS));
  const heard = heardIn(response);
  if (heard === 'answer') await kept.keep(url, response.clone(), asker);
  else if (heard === 'withdrawn') await kept.drop(addressOf(url), asker);
  return { heard, response };
}
