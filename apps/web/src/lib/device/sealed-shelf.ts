/**
 * A shelf whose values only the present person can read. Keys begin with the person and a bar. Where their vault is not
 * open (the browser cannot seal, or they are gone), values live as long as the page: nothing is kept in the clear. [DV1, DV8]
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { memoryShelf, shelf, type Shelf, type ShelfName } from './shelf.ts';
import { vault as ours, type Vault } from './vault.ts';

const underWay = new Set<Promise<unknown>>();

/** Something is being written: whoever wants to go waits for it. */
export function isWriting<T>(work: Promise<T>): Promise<T> {
  underWay.add(work);
  const done = () => underWay.delete(work);
  work.then(done, done);
  return work;
}

/** Whatever was put until now is on the device, or could not be. */
export async function written(): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay);
}

/** Whose an entry is. */
export const personIn = (key: string): string => key.slice(0, key.indexOf('|'));

export function sealedShelf<T>(
  name: ShelfName,
  vault: Vault = ours,
  kept: Shelf<Uint8Array> = shelf(name),
): Shelf<T> {
  const memory = memoryShelf<T>();
  const isKept = (key: string) => vault.isOpenFor(personIn(key));
  const about = (key: string) => `${name}|${key}`;
  // One after another: sealing takes a moment, and what was said later stands.
  let line: Promise<unknown> = Promise.resolve();
  function inLine(work: () => Promise<void>): Promise<void> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return isWriting(turn);
  }
  async function read(key: string, sealed: Uint8Array): Promise<T | undefined> {
    const bytes = await vault.unseal(sealed, about(key));
    // Written by `put` below with the same shelf's type.
    return bytes === null ? undefined : (decoding.readAny(decoding.createDecoder(bytes)) as T);
  }

  return {
    one: async (key) => {
      if (!isKept(key)) return memory.one(key);
      const sealed = await kept.one(key);
      return sealed === undefined ? undefined : read(key, sealed);
    },
    all: async (prefix) => {
      if (!isKept(prefix)) return memory.all(prefix);
      const entries = await kept.all(prefix);
      const values = await Promise.all(entries.map(([key, sealed]) => read(key, sealed)));
      return entries.flatMap(([key], place) => {
        const value = values[place];
        return value === undefined ? [] : [[key, value] as const];
      });
    },
    keys: (prefix) => (isKept(prefix) ? kept.keys(prefix) : memory.keys(prefix)),
    put: (key, value, insteadOf) =>
      inLine(async () => {
        if (!isKept(key)) return memory.put(key, value, insteadOf);
        const bytes = encoding.encode((encoder) =>
          encoding.writeAny(encoder, value as encoding.AnyEncodable),
        );
        await kept.put(key, await vault.seal(bytes, about(key)), insteadOf);
      }),
    remove: (key) => inLine(() => (isKept(key) ? kept.remove(key) : memory.remove(key))),
    removeAll: (prefix) => inLine(() => (isKept(prefix) ? kept.removeAll(prefix) : memory.removeAll(prefix))),
  };
}
