/** The plain maps of a document: which values an update would leave under their keys. [GU11–GU13, GU17–GU19, CF1] */
import { refusal, type ValueMap } from '@heping/protocol';
import * as Y from 'yjs';
import type { Neighbour, Place, UpdatePlaces } from './places.ts';
import { Unreadable, type Struct } from './update.ts';
import type { Ground, MapWrite, Settled } from './verdict.ts';

/** Branches of one key's history in one update: what one person writes follows itself. [GU18] */
const MOST_BRANCHES = 3;

interface Key {
  readonly map: string;
  readonly key: string;
  readonly current: Y.Item | undefined;
  /** New structs that nothing of this update follows. */
  readonly last: Set<Struct>;
  hasLive: boolean;
  branches: number;
}

const notAllowed = () => new Unreadable(refusal('NOT_ALLOWED'));

export class Keys {
  readonly #ground: Ground;
  readonly #places: UpdatePlaces;
  readonly #keys = new Map<string, Key>();
  readonly #superseded = new Set<Neighbour>();
  /** Whether the writer of a new struct had seen what stands there now. */
  readonly #sawCurrent = new Map<Neighbour, boolean>();

  constructor(ground: Ground, places: UpdatePlaces) {
    this.#ground = ground;
    this.#places = places;
  }

  get touched(): { readonly map: string; readonly key: string }[] {
    return [...this.#keys.values()].map(({ map, key }) => ({ map, key }));
  }

  /** Takes a new struct under a key. Call in order. */
  take(struct: Struct, { host: { root }, sub }: Place): void {
    if (sub === null || !this.#ground.content.hasKey(root, sub)) throw notAllowed();
    if (struct.rightOrigin !== null) throw new Unreadable(refusal('MALFORMED'));
    judgeKind(root, struct);
    const key = this.#keyOf(root, sub);
    const before = struct.origin === null ? undefined : this.#places.neighbour(struct.origin);
    this.#sawCurrent.set(struct, this.#sees(before, key.current));
    if (before === undefined || before instanceof Y.Item || before instanceof Y.GC) this.#branch(key, before);
    else key.last.delete(before);
    if (before !== undefined) this.#superseded.add(before);
    key.last.add(struct);
    if (struct.kind === 'any') key.hasLive = true;
  }

  #keyOf(map: string, key: string): Key {
    const name = `${map}\0${key}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const current = this.#ground.doc.getMap(map)._map.get(key);
    const fresh: Key = { map, key, current, last: new Set(), hasLive: false, branches: 0 };
    this.#keys.set(name, fresh);
    return fresh;
  }

  #sees(before: Neighbour | undefined, current: Y.Item | undefined): boolean {
    if (before === undefined || before instanceof Y.Item || before instanceof Y.GC) return before === current;
    return this.#sawCurrent.get(before) === true;
  }

  #branch(key: Key, before: Neighbour | undefined): void {
    if (before === key.current) return;
    key.branches += 1;
    if (key.branches > MOST_BRANCHES) throw new Unreadable(refusal('TOO_COMPLEX', { limit: MOST_BRANCHES }));
  }

  /**
   * A value is taken away only by another value. Who saw two and knew which one wins says of the other that it is
   * deleted, and names no place behind it. [GU17]
   */
  judgeDeleted(neighbour: Neighbour, { host: { root }, sub }: Place): void {
    const isOld = neighbour instanceof Y.Item && this.#keys.get(`${root}\0${sub}`)?.hasLive === true;
    if (!isOld && !this.#superseded.has(neighbour)) throw notAllowed();
  }

  /** The values that will stand, and the conflicts that are settled with them. */
  judge(): { readonly writes: readonly MapWrite[]; readonly settledUnseen: readonly Settled[] } {
    const writes = [...this.#keys.values()].flatMap((key) => this.#writesOf(key));
    const settledUnseen: Settled[] = [];
    for (const { map, key, last } of this.#keys.values()) {
      if (map !== 'conflicts') continue;
      const about = this.#ground.content.conflictAt(key);
      // A conflict is settled by writing the value it speaks of, in the same change. [GU19]
      if (
        about === undefined ||
        !writes.some((write) => write.map === about.map && write.key === about.key)
      ) {
        throw notAllowed();
      }
      if ([...last].some((struct) => this.#sawCurrent.get(struct) !== true))
        settledUnseen.push({ key, about });
    }
    return { writes, settledUnseen };
  }

  #writesOf({ map, key, last }: Key): MapWrite[] {
    const sees = (struct: Struct) => this.#sawCurrent.get(struct) === true;
    // Looked for once, and only where one is deleted: thousands may be.
    let hasStanding: boolean | undefined;
    return [...last].flatMap((struct) => {
      const sawCurrent = sees(struct);
      if (struct.kind === 'deleted') {
        // Keys are never deleted: what came last must leave a value, or another that came last beside it, as where two
        // tabs of one device wrote unseen by each other. [GU12]
        hasStanding ??= [...last].some((one) => one.kind === 'any' && sees(one));
        if (sawCurrent && !hasStanding) throw notAllowed();
        return [];
      }
      if (map === 'conflicts') return [];
      const { client, clock, values } = struct;
      const [value] = values;
      const wrong = this.#ground.content.judgeValue(map, key, value);
      // Safe: maps other than `conflicts` and `settled`, which were refused, are those whose values people write.
      return [{ map: map as ValueMap, key, value, client, clock, sawCurrent, wrong }];
    });
  }
}

/** One plain value a key; into `conflicts` and `settled` nobody writes but the server. [GU11, GU19] */
function judgeKind(root: string, { kind, length, values: [value] }: Struct): void {
  if (root === 'settled') throw notAllowed();
  if (kind === 'deleted') return;
  if (kind !== 'any' || length !== 1 || (typeof value === 'object' && value !== null)) throw notAllowed();
  if (root === 'conflicts' && value !== null) throw notAllowed();
}
