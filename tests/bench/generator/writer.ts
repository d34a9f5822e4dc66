/**
 * What every client writes, to every contestant alike: how a fact was measured, under keys of one's own. A valid change
 * of an evaluation's record, and for the others a small change of a map. Its text carries a mark and a number, by which
 * whoever receives it knows when it was sent.
 */
import { recordFact } from '@heping/protocol';
import * as Y from 'yjs';

const MARK = Buffer.from('~hp~');
const DIGITS = 8;
/** Requirements of a township's centre with a field `how`: each client writes its own, so nothing is in conflict. */
const KEYS = ['floor-area', 'staff', 'study', 'topics', 'satisfaction'] as const;

/** A share of 2³² to each client, never twice in a run; the low ones are the server's. */
export const newClientId = (client: number): number =>
  (1 << 20) + client * 64 + Math.floor(Math.random() * 64) + Math.floor(Math.random() * 1000) * (1 << 21);

export class FactWriter {
  readonly #doc = new Y.Doc();
  readonly #key: string;
  #update: Uint8Array = new Uint8Array();

  /** @param place the client's seat in its room; as many write at once as there are keys */
  constructor(clientId: number, place: number) {
    this.#doc.clientID = clientId;
    this.#key = `${KEYS[place % KEYS.length] ?? KEYS[0]}.how`;
    this.#doc.on('update', (update: Uint8Array) => (this.#update = update));
  }

  /** The update that writes this number. */
  next(number: number): Uint8Array {
    recordFact(this.#doc, this.#key, `${MARK.toString()}${number.toString(16).padStart(DIGITS, '0')}`);
    return this.#update;
  }
}

/** Calls back with every number that a message carries; one message may carry several updates. */
export function numbersIn(message: Buffer, found: (number: number) => void): void {
  for (let at = message.indexOf(MARK); at !== -1; at = message.indexOf(MARK, at + DIGITS)) {
    at += MARK.length;
    let number = 0;
    for (let digit = at; digit < at + DIGITS; digit += 1) {
      const code = message[digit] ?? 0;
      number = number * 16 + (code < 58 ? code - 48 : code - 87);
    }
    found(number);
  }
}
