/** Small views of an evaluation's evidence, to be looked at without a network: the newest, so that they do not fill the device. [OF7] */
import { isImage, type ArrivedPieces } from '@heping/protocol';
import { forWhom } from '#lib/api/client.ts';
import { thumbnailUrl, VIEW_AT } from '#lib/files/place.ts';

/** About 20 KB each. */
export const MOST_SMALL = 200;

/** The pictures among what has come, newest first. */
export const smallViewsOf = ({ pieces }: ArrivedPieces, most = MOST_SMALL): readonly string[] =>
  pieces
    .filter(({ file }) => isImage(file.type))
    .toSorted((one, other) => other.file.at - one.file.at)
    .slice(0, most)
    .map(({ file }) => file.id);

/** Behind `/api/v1`, as the pages ask for it. */
export const smallPath = (id: string): string => `${VIEW_AT}/${id}?w=320`;

/** Between two of them: the house answers twenty questions a second, and the person's pages ask, too. */
const APART_MS = 80;
/** Of one that has to wait; then it is not here afterwards. */
const MOST_TRIES = 5;

export interface Asking {
  /** Undefined where no answer came. */
  ask(id: string): Promise<Pick<Response, 'status' | 'headers'> | undefined>;
  rest(ms: number): Promise<unknown>;
}

/**
 * Asks for one after another, so that the service worker keeps them for whom they are, and waits where the house says so.
 * One that cannot be had is not here afterwards, and leaves the others. [OF7]
 */
export async function fetchSmall(ids: readonly string[], { ask, rest }: Asking = ours): Promise<void> {
  for (const id of ids) {
    let answer = await ask(id);
    for (let tries = 1; answer?.status === 429 && tries < MOST_TRIES; tries += 1) {
      await rest(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
      answer = await ask(id);
    }
    await rest(APART_MS);
  }
}

const ours: Asking = {
  ask: (id) =>
    fetch(thumbnailUrl(VIEW_AT, id), { headers: forWhom(smallPath(id)), credentials: 'same-origin' }).catch(
      () => undefined,
    ),
  rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
