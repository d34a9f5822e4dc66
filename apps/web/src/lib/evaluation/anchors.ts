/** Where in a shared text somebody is or something is said: Yjs relative positions, which stay with their words. */
import * as Y from 'yjs';

/** A stretch, or a caret where both ends are the same. */
export interface Anchor {
  readonly anchor: unknown;
  readonly head: unknown;
}

const relative = (text: Y.Text, index: number): unknown =>
  Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));

/** From an index of the text to another. */
export const anchorOf = (text: Y.Text, from: number, to: number): Anchor => ({
  anchor: relative(text, from),
  head: relative(text, to),
});

/** Where that is now; null when it is of another text, or cannot be read. */
export function rangeOf(
  text: Y.Text,
  anchor: unknown,
): { readonly from: number; readonly to: number } | null {
  const { doc } = text;
  if (doc === null || typeof anchor !== 'object' || anchor === null) return null;
  const { anchor: from, head: to } = anchor as Partial<Anchor>;
  const [begin, end] = [indexIn(text, doc, from), indexIn(text, doc, to)];
  return begin === null || end === null ? null : { from: Math.min(begin, end), to: Math.max(begin, end) };
}

function indexIn(text: Y.Text, doc: Y.Doc, position: unknown): number | null {
  try {
    const at = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc);
    return at?.type === text ? at.index : null;
  } catch {
    // What somebody else says of themselves is nothing to fail over.
    return null;
  }
}
