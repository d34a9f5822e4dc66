/**
 * Whether something is a caret of an editor in this document. A binding that is given anything else throws while it draws, stops
 * following the document and would write its stale view back over it. [PR7]
 */
type IsRoot = (root: string) => boolean;
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

/** A Yjs relative position as JSON, in a text of this document. */
function isPosition(value: unknown, isRoot: IsRoot): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, item, tname, assoc } = value as Record<string, unknown>;
  const isNamed = tname === null || tname === undefined || (typeof tname === 'string' && isRoot(tname));
  const isSomewhere = [type, item, tname].some((part) => part !== null && part !== undefined);
  return (
    isSomewhere &&
    isNamed &&
    isIdOrNone(type) &&
    isIdOrNone(item) &&
    (assoc === undefined || isWhole(assoc, -1, 0))
  );
}

/** `{anchor, head}`, each a position in a text that may hold one. */
export function isCaret(value: unknown, isRoot: IsRoot): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { anchor, head, ...rest } = value as Record<string, unknown>;
  return Object.keys(rest).length === 0 && isPosition(anchor, isRoot) && isPosition(head, isRoot);
}
