/**
 * The lists of a document as they will be with an update in, without touching them: each struct is put where Yjs will
 * put it, by the same walk, and every step of the walk is paid for. [GU8, GU18]
 */
import { refusal } from '@heping/protocol';
import * as Y from 'yjs';
import type { Budget } from './order.ts';
import { idOf, type Host, type Neighbour, type Place, type UpdatePlaces } from './places.ts';
import { Unreadable, type Id, type Struct } from './update.ts';

/** As much of a struct as no neighbour has cut yet. */
interface Piece {
  readonly of: Y.Item | Struct;
  readonly client: number;
  readonly clock: number;
  length: number;
  readonly origin: Id | null;
  readonly rightOrigin: Id | null;
  /** Undefined: as it is in the document. */
  left: Piece | null | undefined;
  right: Piece | null | undefined;
}

/** Entries of a client's list of structs that are moved by a cut in the time of one step. */
export const MOVED_PER_STEP = 256;

const malformed = () => new Unreadable(refusal('MALFORMED'));
const isSame = (one: Id | null, other: Id | null): boolean =>
  one === other ||
  (one !== null && other !== null && one.client === other.client && one.clock === other.clock);

export class Lists {
  readonly #doc: Y.Doc;
  readonly #places: UpdatePlaces;
  readonly #budget: Budget;
  readonly #pieces = new Map<Y.Item | Struct, Piece[]>();
  /** First pieces of lists, once they are known. */
  readonly #starts = new Map<Host['self'], Map<string | null, Piece | null>>();
  #cuts = 0;

  constructor(doc: Y.Doc, places: UpdatePlaces, budget: Budget) {
    this.#doc = doc;
    this.#places = places;
    this.#budget = budget;
  }

  /** Puts a new struct where it will lie. Call for every struct of a list or under a key, in order. */
  put(struct: Struct, place: Place): void {
    // Each value is looked at by itself; a text is one.
    this.#budget.spend(struct.kind === 'any' ? struct.length : 1);
    const { origin, rightOrigin } = struct;
    const left = origin === null ? null : this.#endingAt(origin);
    const right = rightOrigin === null ? null : this.#beginningAt(rightOrigin);
    if (left !== null && right !== null) this.#keepOrder(left, right, struct);
    const piece = pieceOf(struct);
    this.#pieces.set(struct, [piece]);
    const isAlone =
      left === null ? right !== null && this.#leftOf(right) === null : this.#rightOf(left) === right;
    this.#link(piece, isAlone ? left : this.#walk(piece, left, right, place), place);
  }

  /** A cut: what Yjs moves for it at the most, with all that comes in this update. Call for every deletion that cuts. */
  cut(of: Neighbour): void {
    const { client } = idOf(of);
    const stored = this.#doc.store.clients.get(client)?.length ?? 0;
    this.#cuts += 1;
    this.#budget.spend(1 + Math.floor((stored + this.#places.countOf(client) + this.#cuts) / MOVED_PER_STEP));
  }

  /** A run of entries that go: Yjs closes the gap behind each by itself. Call once for every run. [GU18] */
  clear(client: number): void {
    const stored = this.#doc.store.clients.get(client)?.length ?? 0;
    this.#budget.spend(1 + Math.floor((stored + this.#places.countOf(client)) / MOVED_PER_STEP));
  }

  /** The ids of a list in its order, of what was asked about. For the test that holds this against Yjs. */
  ids(place: Place): Id[] {
    const ids: Id[] = [];
    for (let at = this.#startOf(place); at !== null; at = this.#rightOf(at)) {
      for (let offset = 0; offset < at.length; offset += 1) {
        ids.push({ client: at.client, clock: at.clock + offset });
      }
    }
    return ids;
  }

  /**
   * Neighbours must stand in the order of the list, or replicas would put what lies between them at different places.
   * [GU8]
   */
  #keepOrder(left: Piece, right: Piece, { origin, rightOrigin }: Struct): void {
    if (left.of === right.of) {
      // Asked of the ids: where both are one, finding the right neighbour has cut the left one short.
      if ((rightOrigin?.clock ?? 0) <= (origin?.clock ?? 0)) throw malformed();
      return;
    }
    // What was put before the same neighbour lies before it: so it is with all that somebody types in a row.
    if (!(left.of instanceof Y.Item) && isSame(left.rightOrigin, rightOrigin)) return;
    for (let at = this.#rightOf(left); at !== right; at = this.#rightOf(at)) {
      if (at === null) throw malformed();
      this.#budget.spend(1);
    }
  }

  /** Yjs' way past what others put between the same neighbours; answers what the new one comes to stand behind. */
  #walk(piece: Piece, from: Piece | null, right: Piece | null, place: Place): Piece | null {
    let left = from;
    const passed = new Set<Piece>();
    const conflicting = new Set<Piece>();
    let at = from === null ? this.#startOf(place) : this.#rightOf(from);
    while (at !== null && at !== right) {
      this.#budget.spend(1);
      passed.add(at);
      conflicting.add(at);
      if (isSame(piece.origin, at.origin)) {
        if (at.client < piece.client) {
          left = at;
          conflicting.clear();
        } else if (isSame(piece.rightOrigin, at.rightOrigin)) break;
      } else {
        const origin = at.origin === null ? undefined : this.#holding(at.origin);
        if (origin === undefined || !passed.has(origin)) break;
        if (!conflicting.has(origin)) {
          left = at;
          conflicting.clear();
        }
      }
      at = this.#rightOf(at);
    }
    return left;
  }

  #link(piece: Piece, left: Piece | null, place: Place): void {
    const right = left === null ? this.#startOf(place) : this.#rightOf(left);
    piece.left = left;
    piece.right = right;
    if (left === null) this.#setStart(place, piece);
    else left.right = piece;
    if (right !== null) right.left = piece;
  }

  #startOf(place: Place): Piece | null {
    const known = this.#starts.get(place.host.self)?.get(place.sub);
    if (known !== undefined) return known;
    const first = this.#firstItem(place);
    const piece = first === null ? null : this.#first(first);
    this.#setStart(place, piece);
    return piece;
  }

  #setStart({ host, sub }: Place, piece: Piece | null): void {
    const known = this.#starts.get(host.self) ?? new Map<string | null, Piece | null>();
    known.set(sub, piece);
    this.#starts.set(host.self, known);
  }

  #firstItem({ host: { self }, sub }: Place): Y.Item | null {
    const type = this.#typeOf(self);
    if (type === undefined) return null;
    if (sub === null) return type._start;
    let item = type._map.get(sub) ?? null;
    while (item !== null && item.left !== null) {
      this.#budget.spend(1);
      item = item.left;
    }
    return item;
  }

  #typeOf(
    self: Host['self'],
  ): { readonly _start: Y.Item | null; readonly _map: Map<string, Y.Item> } | undefined {
    if (typeof self === 'string') return this.#doc.share.get(self);
    // Safe: an item that is a host holds a type; a new struct holds nothing yet.
    return self instanceof Y.Item ? (self.content as Y.ContentType).type : undefined;
  }

  // pieces

  #piecesOf(of: Y.Item | Struct): Piece[] {
    const known = this.#pieces.get(of);
    if (known !== undefined) return known;
    // Safe: new structs are known from the moment they are put.
    const item = of as Y.Item;
    const { client, clock } = item.id;
    const { length, origin, rightOrigin } = item;
    const fresh = [{ of, client, clock, length, origin, rightOrigin, left: undefined, right: undefined }];
    this.#pieces.set(of, fresh);
    return fresh;
  }

  // Safe: nothing is cut into nothing.
  #first(of: Y.Item | Struct): Piece {
    return this.#piecesOf(of)[0] as Piece;
  }
  #last(of: Y.Item | Struct): Piece {
    return this.#piecesOf(of).at(-1) as Piece;
  }

  #rightOf(piece: Piece): Piece | null {
    if (piece.right !== undefined) return piece.right;
    const { right } = piece.of as Y.Item;
    // Safe: what lies in a list beside an item is an item.
    return right === null ? null : this.#first(right);
  }
  #leftOf(piece: Piece): Piece | null {
    if (piece.left !== undefined) return piece.left;
    const { left } = piece.of as Y.Item;
    return left === null ? null : this.#last(left);
  }

  #indexOf(pieces: readonly Piece[], clock: number): number {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle] as Piece).clock <= clock) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The piece that holds an id; undefined when it lies in no list that was asked about, as what is collected does. */
  #holding(id: Id): Piece | undefined {
    const neighbour = this.#places.neighbour(id);
    if (neighbour instanceof Y.GC) return undefined;
    if (!(neighbour instanceof Y.Item) && !this.#pieces.has(neighbour)) return undefined;
    const pieces = this.#piecesOf(neighbour);
    return pieces[this.#indexOf(pieces, id.clock)];
  }

  /** The piece that ends with an id; cuts it off where it goes on. */
  #endingAt(id: Id): Piece {
    const piece = this.#holding(id);
    if (piece === undefined) throw malformed();
    const length = id.clock - piece.clock + 1;
    if (length < piece.length) this.#split(piece, length);
    return piece;
  }

  /** The piece that begins with an id. */
  #beginningAt(id: Id): Piece {
    const piece = this.#holding(id);
    if (piece === undefined) throw malformed();
    return id.clock === piece.clock ? piece : this.#split(piece, id.clock - piece.clock);
  }

  #split(piece: Piece, length: number): Piece {
    const { of, client, clock, rightOrigin } = piece;
    this.cut(of);
    const rest: Piece = {
      of,
      client,
      clock: clock + length,
      length: piece.length - length,
      origin: { client, clock: clock + length - 1 },
      rightOrigin,
      left: piece,
      right: piece.right,
    };
    if (piece.right?.left !== undefined) piece.right.left = rest;
    piece.length = length;
    piece.right = rest;
    const pieces = this.#piecesOf(of);
    pieces.splice(this.#indexOf(pieces, clock) + 1, 0, rest);
    return rest;
  }
}

function pieceOf(struct: Struct): Piece {
  const { client, clock, length, origin, rightOrigin } = struct;
  return { of: struct, client, clock, length, origin, rightOrigin, left: null, right: null };
}
