/** Plain text that several people write at once: what changed between two versions, and how two changes go together. Pure. */

/** `remove` characters at `at` give way to `insert`. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** The smallest splice that makes `before` into `after`. */
export function spliceBetween(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { at: head, remove: before.length - head - tail, insert: after.slice(head, after.length - tail) };
}

/** Where a caret stands after somebody else's splice: it stays with the text around it. */
export function shiftCaret(caret: number, { at, remove, insert }: Splice): number {
  if (caret <= at) return caret;
  return Math.max(at, caret - remove) + insert.length;
}

/** Both changes of one text: what either removed is gone, and nothing that either inserted is lost. */
export function mergeText(base: string, mine: string, theirs: string): string {
  const changes = [spliceBetween(base, theirs), spliceBetween(base, mine)].toSorted((a, b) => a.at - b.at);
  const isKept = (index: number) => changes.every(({ at, remove }) => index < at || index >= at + remove);
  const kept = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, offset) => from + offset)
      .filter(isKept)
      .map((index) => base[index])
      .join('');
  let text = '';
  let done = 0;
  for (const { at, insert } of changes) {
    text += kept(done, at) + insert;
    done = at;
  }
  return text + kept(done, base.length);
}

/** What fits and what does not; a sign of two units is not cut through. */
export function cutAt(text: string, limit: number): readonly [kept: string, beyond: string] {
  if (text.length <= limit) return [text, ''];
  const unit = text.charCodeAt(limit - 1);
  const end = unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
  return [text.slice(0, end), text.slice(end)];
}
