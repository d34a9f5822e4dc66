/** What came over the line in answer to a question of the API: the server's word, or somebody else's, which is none. Pure. [OF9] */
import { FILE_TYPES } from '@heping/scoring';
import { isProblem, typeOf } from '../lib/api/ours.ts';
import { API } from './kept-answers.ts';

/**
 * `answer`: to be kept. `refusal`: the server's word, about this question alone. `withdrawn`: who asks may not have it any
 * more. `silence`: the server did not answer, or cannot now; whatever came, nothing is kept or dropped for it.
 */
export type Heard = 'answer' | 'refusal' | 'withdrawn' | 'silence';

/** Too much at once: the server's word, and yet no answer to this. */
const LATER = 429;

export async function heardIn(url: URL, response: Response): Promise<Heard> {
  if (response.status >= 500 || response.status === LATER) return 'silence';
  if (response.ok) return isTypeOf(url, typeOf(response)) ? 'answer' : 'silence';
  if (!isProblem(await readJson(response))) return 'silence';
  return response.status === 403 || response.status === 404 ? 'withdrawn' : 'refusal';
}

/** Whether the server says that a command was done. */
export const isDone = (response: Response): boolean => response.ok && typeOf(response) === JSON_TYPE;

const JSON_TYPE = 'application/json';
const FILES: readonly string[] = FILE_TYPES;
/** Files come as what they are, everything else as JSON. */
const isTypeOf = ({ pathname }: URL, type: string): boolean =>
  pathname.startsWith(`${API}/files/`) ? FILES.includes(type) : type === JSON_TYPE;

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    return null;
  }
}
