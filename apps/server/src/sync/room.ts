/** One document in memory, as the log says it is, with those who are connected to it. [RO1–RO4] */
import { given, question, tablesOf, type Store, type Update } from '@heping/db';
import type { DocumentName } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Content } from './content.ts';
import { enter, type Entered, type Size } from './correct.ts';
import { SERVER, type Ground, type Passed } from './verdict.ts';
import { Places } from './places.ts';
import { PresenceTable } from './presence.ts';

/** A document as it was loaded: everything that is replaced together. */
export interface Loaded {
  readonly doc: Y.Doc;
  readonly owners: Map<number, string>;
  readonly seq: number;
  /** Encoded size, roughly: what was read. */
  readonly size: number;
  readonly since: Since;
}
interface Since {
  rows: number;
  bytes: number;
}

/** The log of a document does not make a whole one: it is not opened and nothing is ever written to it. */
export class UnloadableDocument extends Error {
  override name = 'UnloadableDocument';
}

const documentNamed = question((db) => {
  const { documents } = tablesOf(db);
  return db
    .select({ name: documents.name })
    .from(documents)
    .where(eq(documents.name, given('name')));
});
const clientsOf = question((db) => {
  const { documentClients } = tablesOf(db);
  return db
    .select()
    .from(documentClients)
    .where(eq(documentClients.document, given('name')));
});

/** Reads a document out of snapshot and log, in one transaction. Undefined when there is none. [RO1] */
export async function loadDocument(store: Store, name: string): Promise<Loaded | undefined> {
  if ((await documentNamed(store.db, { name })).length === 0) return undefined;
  const snapshot = await store.log.readSnapshot(name);
  const updates = await store.log.readUpdates(name, snapshot?.seq ?? 0);
  const clients = await clientsOf(store.db, { name });
  // Named: otherwise each takes a random name, and chance is dear.
  const doc = new Y.Doc({ guid: name });
  try {
    doc.transact(() => {
      if (snapshot !== undefined) Y.applyUpdate(doc, snapshot.bytes);
      for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
    });
  } catch (cause) {
    throw new UnloadableDocument(`document ${name}: its log cannot be applied`, { cause });
  }
  if (isPending(doc)) throw new UnloadableDocument(`document ${name}: its log is not whole`);
  doc.clientID = SERVER;
  const bytes = updates.reduce((sum, update) => sum + update.bytes.length, 0);
  return {
    doc,
    owners: new Map(clients.map(({ clientId, personId }) => [clientId, personId])),
    seq: updates.at(-1)?.seq ?? snapshot?.seq ?? 0,
    size: bytes + (snapshot?.bytes.length ?? 0),
    since: { rows: updates.length, bytes },
  };
}

const isPending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** A change as the document itself told it. */
export interface Change {
  readonly bytes: Uint8Array;
  /** State before it, for a reader who lags behind. */
  readonly before: ReadonlyMap<number, number>;
}

/** `Member` is whoever is connected. */
export class Room<Member = unknown> implements Ground {
  readonly name: string;
  readonly document: DocumentName;
  readonly content: Content;
  readonly connections = new Set<Member>();
  readonly presence: PresenceTable;
  doc!: Y.Doc;
  places!: Places;
  /** Last place in the log, of what is in memory. */
  seq = 0;
  size = 0;
  since: Since = { rows: 0, bytes: 0 };
  idleSince = 0;
  isDropped = false;
  #owners = new Map<number, string>();
  readonly #clients = new Map<string, number[]>();
  /** Client ids that a connection speaks for and that have not written yet. [GU5] */
  readonly #spoken = new Map<number, string>();
  readonly #sizes = new Map<string, Size>();
  #captured: Change | null = null;
  #whole: Uint8Array | null = null;

  constructor(document: DocumentName, name: string, content: Content, loaded: Loaded) {
    this.document = document;
    this.name = name;
    this.content = content;
    this.presence = new PresenceTable(content);
    this.adopt(loaded);
  }

  /** Puts what the log says in the place of what is in memory. */
  adopt({ doc, owners, seq, size, since }: Loaded): void {
    const isFirst = this.doc === undefined;
    if (!isFirst) this.doc.destroy();
    this.doc = doc;
    this.places = new Places(this.content);
    this.seq = seq;
    this.size = size;
    this.since = since;
    this.#owners = owners;
    this.#clients.clear();
    this.#sizes.clear();
    for (const [client, person] of owners) this.#note(client, person);
    this.#whole = null;
    doc.on('update', (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      this.#captured = { bytes, before: transaction.beforeState };
      this.#whole = null;
    });
  }

  ownerOf(client: number): string | undefined {
    return this.#owners.get(client) ?? this.#spoken.get(client);
  }

  get clientCount(): number {
    return this.#owners.size;
  }

  clientsOf(person: string): readonly number[] {
    return this.#clients.get(person) ?? [];
  }

  #note(client: number, person: string): void {
    const known = this.#clients.get(person);
    if (known === undefined) this.#clients.set(person, [client]);
    else known.push(client);
  }

  /** Client ids that are bound to a person in the log. */
  isBound(client: number): boolean {
    return this.#owners.has(client);
  }

  bind(client: number, person: string): void {
    if (!this.#owners.has(client)) this.#note(client, person);
    this.#owners.set(client, person);
    this.#spoken.delete(client);
  }

  speak(client: number, person: string): void {
    if (!this.#owners.has(client)) this.#spoken.set(client, person);
  }

  /** Lets a passed update in. Whatever it throws, the document is then not to be used any more. [RO3] */
  enter(
    passed: Passed,
    person: string,
    writerOf: (client: number) => string,
  ): { change: Change | null } & Entered {
    const { doc, content } = this;
    this.#captured = null;
    const { soft, isCorrected, steps } = doc.transact(
      (tr) => enter(tr, passed, { doc, content, person, writerOf, sizes: this.#sizes }),
      person,
    );
    doc.clientID = SERVER;
    if (isPending(doc)) throw new Error('an update left something pending');
    return { soft, isCorrected, steps, change: this.#captured };
  }

  /** A change by the server itself. */
  write(change: (doc: Y.Doc) => void, client: number = SERVER): Change | null {
    this.#captured = null;
    this.doc.clientID = client;
    try {
      this.doc.transact(() => change(this.doc), 'server');
    } finally {
      this.doc.clientID = SERVER;
    }
    return this.#captured;
  }

  /** The row of a change, at the document's next place in the log. */
  rowOf(
    { bytes }: Change,
    { person, epoch, at }: { person: string | null; epoch: number; at: number },
  ): Update {
    this.seq += 1;
    this.size += bytes.length;
    this.since.rows += 1;
    this.since.bytes += bytes.length;
    return { document: this.name, seq: this.seq, personId: person, epoch, at, bytes };
  }

  /** Everything, for somebody who has nothing: encoded once per version. */
  whole(): Uint8Array {
    this.#whole ??= Y.encodeStateAsUpdate(this.doc);
    return this.#whole;
  }

  destroy(): void {
    this.isDropped = true;
    this.doc.destroy();
  }
}
