/** What came over the line in answer to a question of the API: the server's word, or somebody else's, which is none. Pure. [OF9] */
import { isOurs } from '../lib/api/ours.ts';

/**
 * `answer`: to be kept. `refusal`: the server's word, about this question alone. `withdrawn`: who asks may not have it any
 * more. `silence`: the server did not answer, or cannot now; whatever came, nothing is kept or dropped for it.
 */
export type Heard = 'answer' | 'refusal' | 'withdrawn' | 'silence';

/** Too much at once: the server's word, and yet no answer to this. */
const LATER = 429;

export function heardIn(response: Response): Heard {
  if (!isOurs(response) || response.status >= 500 || response.status === LATER) return 'silence';
  if (response.ok) return 'answer';
  return response.status === 403 || response.status === 404 ? 'withdrawn' : 'refusal';
}

/** Whether the server says that a command was done. */
export const isDone = (response: Response): boolean => response.ok && isOurs(response);
