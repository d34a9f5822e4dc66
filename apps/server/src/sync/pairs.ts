/** Yjs replaces both halves of a character pair that is cut, on the replica that cuts it, and tells nobody. [GU9] */
import { refusal } from '@heping/protocol';
import * as Y from 'yjs';
import { idOf, type Neighbour } from './places.ts';
import { Unreadable, type DeletedRange, type Id } from './update.ts';

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function textOf(neighbour: Y.Item | Exclude<Neighbour, Y.Item | Y.GC>): string {
  if (!(neighbour instanceof Y.Item)) return neighbour.kind === 'string' ? neighbour.text : '';
  return neighbour.content instanceof Y.ContentString ? neighbour.content.str : '';
}

/** Refuses a cut before this clock (or behind it) that would part a pair. */
function keepPair(neighbour: Neighbour, clock: number, side: 'before' | 'behind'): void {
  if (neighbour instanceof Y.GC) return;
  const text = textOf(neighbour);
  const cut = clock - idOf(neighbour).clock + (side === 'behind' ? 1 : 0);
  if (cut > 0 && cut < text.length && isHighSurrogate(text.charCodeAt(cut - 1))) {
    throw new Unreadable(refusal('MALFORMED'));
  }
}

/** The same at both ends of what is taken away. */
export function keepEnds(neighbour: Neighbour, { clock, length }: DeletedRange): void {
  keepPair(neighbour, clock, 'before');
  keepPair(neighbour, clock + length, 'before');
}

/** The same beside both neighbours of a new struct. */
export function keepOrigins(origin: Id | null, rightOrigin: Id | null, find: (id: Id) => Neighbour): void {
  if (origin !== null) keepPair(find(origin), origin.clock, 'behind');
  if (rightOrigin !== null) keepPair(find(rightOrigin), rightOrigin.clock, 'before');
}
