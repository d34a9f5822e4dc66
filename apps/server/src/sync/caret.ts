/**
 * Whether something is a caret of the note editor. A binding that is given anything else throws while it draws, stops
 * following the document and would write its stale view back over it. [PR7]
 */
const NOTE_ROOT = /^note:[A-Z]\d{1,2}(?:\.\d{1,2}){1,3}$/;
const MOST_CLIENT = 0xffff_ffff;
const MOST_CLOCK = 0x7fff_ffff;

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

function isIdOrNone(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return false;
  const { client, clock } = value as { client?: unknown; clock?: unknown };
  return isWhole(client, 0, MOST_CLIENT) && isWhole(clock, 0, MOST_CLOCK);
}

/** A Yjs relative position as JSON, in a note. */
function isPosition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, item, tname, assoc } = value as Record<string, unknown>;
  const isNamed =
    tname === null || tname === undefined || (typeof tname === 'string' && NOTE_ROOT.test(tname));
  const isSomewhere = [type, item, tname].some((part) => part !== null && part !== undefined);
  return (
    isSomewhere &&
    isNamed &&
    isIdOrNone(type) &&
    isIdOrNone(item) &&
    (assoc === undefined || isWhole(assoc, -1, 0))
  );
}

/** `{anchor, head}`, each a position in a note. */
export function isCaret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { anchor, head, ...rest } = value as Record<string, unknown>;
  return Object.keys(rest).length === 0 && isPosition(anchor) && isPosition(head);
}
