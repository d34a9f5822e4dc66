/** A panelist who writes over a real socket and keeps a ledger of what was told to be saved and what others were shown. */
import { MESSAGE, noteOf, readSaved, recordFact } from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { message } from '../../apps/server/src/sync/testing/client.ts';

export interface Ledger {
  /** Highest value of one's own key that is saved. */
  value: number;
  /** Tokens whose writing, and whose deletion, is saved. */
  readonly written: Set<string>;
  readonly deleted: Set<string>;
}

interface Entry {
  readonly number: number;
  readonly book: (ledger: Ledger) => void;
}

/** One person with one key and one note of the record. */
export class Writer {
  readonly key: string;
  readonly indicator: string;
  readonly doc = new Y.Doc();
  readonly ledger: Ledger = { value: 0, written: new Set(), deleted: new Set() };
  acknowledgements = 0;
  ended: number | null = null;
  /** Has been told what is there. */
  isSynced = false;
  readonly #watched: readonly string[];
  /** Highest values of others that were shown here. */
  readonly shown = new Map<string, number>();
  #socket: WebSocket | null = null;
  #sent = 0;
  #waiting: Entry[] = [];
  #value = 0;
  #tokens: string[] = [];
  #count = 0;

  constructor(key: string, indicator: string, watched: readonly string[]) {
    this.key = key;
    this.indicator = indicator;
    this.#watched = watched;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(2, update);
    });
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Changes on their way. */
  get unsaved(): number {
    return this.#waiting.length;
  }

  async connect(address: string, headers: Record<string, string>): Promise<void> {
    const socket = new WebSocket(address, { headers });
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#sent = 0;
    // What was not acknowledged goes with the whole difference, and is acknowledged with it.
    const unsaved = this.#waiting;
    this.#waiting = [];
    this.ended = null;
    this.isSynced = false;
    socket.on('close', (code) => (this.ended = code));
    socket.on('error', () => undefined);
    socket.on('message', (data: ArrayBuffer) => this.#read(new Uint8Array(data), unsaved));
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('close', reject);
    });
    socket.send(message(0, Y.encodeStateVector(this.doc)));
  }

  #send(kind: number, body: Uint8Array): void {
    if (!this.isOpen) return;
    this.#sent += 1;
    this.#socket?.send(message(kind, body));
  }

  #read(bytes: Uint8Array, unsaved: Entry[]): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.saved) return this.#book(readSaved(decoder).messages);
    if (type !== MESSAGE.sync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) {
      this.#send(1, Y.encodeStateAsUpdate(this.doc, body));
      this.#waiting.push(...unsaved.splice(0).map(({ book }) => ({ number: this.#sent, book })));
      return;
    }
    Y.applyUpdate(this.doc, body, this);
    if (kind === 1) this.isSynced = true;
    for (const key of this.#watched) {
      const value = this.doc.getMap('facts').get(key);
      if (key !== this.key && typeof value === 'number') this.shown.set(key, value);
    }
  }

  #book(messages: number): void {
    this.acknowledgements += 1;
    while (this.#waiting[0] !== undefined && this.#waiting[0].number <= messages)
      this.#waiting.shift()?.book(this.ledger);
  }

  #note(book: (ledger: Ledger) => void): void {
    this.#waiting.push({ number: this.#sent, book });
  }

  /** One change: a value, a token, or the deletion of one. */
  write(): void {
    this.#count += 1;
    if (this.#count % 3 === 0) {
      const value = (this.#value += 1);
      recordFact(this.doc, this.key, value);
      this.#note((ledger) => (ledger.value = value));
      return;
    }
    const text = this.#text();
    const oldest = this.#tokens.length > 5 ? this.#tokens.shift() : undefined;
    if (oldest !== undefined) {
      text.delete(text.toString().indexOf(oldest), oldest.length);
      this.#note((ledger) => ledger.deleted.add(oldest));
      return;
    }
    const token = `[${this.indicator}/${this.#count}]`;
    this.#tokens.push(token);
    text.insert(text.length, token);
    this.#note((ledger) => ledger.written.add(token));
  }

  #text(): Y.XmlText {
    const note = noteOf(this.doc, this.indicator);
    const paragraph = note.toArray()[0];
    if (paragraph instanceof Y.XmlElement) return paragraph.toArray()[0] as Y.XmlText;
    const text = new Y.XmlText();
    this.doc.transact(() => {
      const fresh = new Y.XmlElement('paragraph');
      note.insert(0, [fresh]);
      fresh.insert(0, [text]);
    });
    return text;
  }

  close(): void {
    this.#socket?.terminate();
  }
}
