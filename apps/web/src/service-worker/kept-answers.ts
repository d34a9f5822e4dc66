/** Which answers of the API this device keeps for when there is no network. Pure. */

export const API = '/api/v1';

/** Answers that the workspace needs to open: who one is, one's work, the evaluation with what stands beside its scores, its rubric. */
const KEPT = [
  /^\/me$/,
  /^\/me\/work$/,
  /^\/sessions\/current$/,
  /^\/rubrics\/[a-z0-9-]+$/,
  /^\/evaluations\/[a-z0-9-]+$/,
  /^\/evaluations\/[a-z0-9-]+\/(?:ballots|sheets|gaps|evidence|self|previous|activities)$/,
  // Small views alone: originals would fill the device.
  /^\/files\/[a-z0-9-]+\?w=320$/,
] as const;

/** Whether the answer to this request may be kept. Other queries are not: their answers are lists that grow. */
export function isKeptAnswer(method: string, url: URL): boolean {
  if (method !== 'GET' || !url.pathname.startsWith(API)) return false;
  const path = addressOf(url).slice(API.length);
  return KEPT.some((kept) => kept.test(path));
}

/** Whether something of the API is read, and not about the session itself. */
export const isRead = (method: string, { pathname }: URL): boolean =>
  method === 'GET' && pathname.startsWith(`${API}/`) && !pathname.startsWith(`${API}/sessions`);

/** Under which an answer is kept. */
export const addressOf = ({ pathname, search }: URL): string => pathname + search;

/** Whose answers these are, where an answer says it; null where it does not, or nobody is signed in. */
export function ownerIn(url: URL, body: string): string | null {
  if (url.pathname === `${API}/me`) return (JSON.parse(body) as { id: string }).id;
  if (url.pathname !== `${API}/sessions/current`) return null;
  return (JSON.parse(body) as { person: { id: string } | null }).person?.id ?? null;
}

/** Whether going to an address shows one of our pages: then the kept shell opens it. */
export const isPage = (url: URL): boolean => !/^\/(?:api|sync|socket\.io)(?:\/|$)/.test(url.pathname);
