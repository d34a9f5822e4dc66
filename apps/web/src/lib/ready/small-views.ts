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

/** Asks for one, so that the service worker keeps it for whom it is. One that cannot be had is not here afterwards. */
export async function fetchSmall(id: string): Promise<void> {
  await fetch(thumbnailUrl(VIEW_AT, id), {
    headers: forWhom(smallPath(id)),
    credentials: 'same-origin',
  }).catch(() => undefined);
}
