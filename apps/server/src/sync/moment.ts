/** One instant of an evaluation for a command. [CO1–CO4] */
import { tablesOf, type Db, type DocumentClient, type Evaluation, type Store, type Update } from '@heping/db';
import { formatDocumentName, type DocumentName } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import type { EvaluationMoment } from './corridor.ts';
import type { Change, Room } from './room.ts';
import { RESERVED_CLIENTS, SERVER } from './verdict.ts';

/** The queue in which the moment lies. */
export interface MomentHost {
  room(document: DocumentName): Promise<Room<Connection> | undefined>;
  committed(written: ReadonlyMap<Room<Connection>, readonly Change[]>): Promise<void>;
  undo(rooms: Iterable<Room<Connection>>): Promise<void>;
}
interface MomentHouse {
  readonly store: Store;
  clock(): number;
}

/** A command's moment: writes go into memory at once, where nobody else looks, and to the disk with the commit. */
export class Moment implements EvaluationMoment {
  readonly evaluation: Evaluation;
  readonly #queue: MomentHost;
  readonly #house: MomentHouse;
  readonly #written = new Map<Room<Connection>, Change[]>();
  readonly #rows: Update[] = [];
  readonly #claims: DocumentClient[] = [];
  #state: 'open' | 'committed' | 'over' = 'open';

  constructor(queue: MomentHost, house: MomentHouse, evaluation: Evaluation) {
    this.#queue = queue;
    this.#house = house;
    this.evaluation = evaluation;
  }

  async document(name: DocumentName): Promise<Y.Doc> {
    return (await this.#room(name)).doc;
  }

  async #room(name: DocumentName): Promise<Room<Connection>> {
    this.#assertOpen();
    const room = await this.#queue.room(name);
    if (room === undefined) throw new Error(`document ${formatDocumentName(name)} was never created`);
    return room;
  }

  #assertOpen(): void {
    if (this.#state !== 'open')
      throw new Error(`a command's moment is ${this.#state}: nothing more can be read or written`);
  }

  async write(
    name: DocumentName,
    change: (doc: Y.Doc) => void,
    { by }: { readonly by?: string } = {},
  ): Promise<void> {
    const room = await this.#room(name);
    const changes = this.#written.get(room) ?? [];
    // Before the change: whatever it throws, the document is taken back.
    this.#written.set(room, changes);
    const client = by === undefined ? SERVER : this.#clientFor(room, by);
    const kept = room.write(change, client);
    if (kept === null) return;
    changes.push(kept);
    this.#rows.push(
      room.rowOf(kept, { person: by ?? null, epoch: this.evaluation.epoch, at: this.#house.clock() }),
    );
  }

  #clientFor(room: Room<Connection>, person: string): number {
    const known = this.#claims.find((claim) => claim.document === room.name && claim.personId === person);
    if (known !== undefined) return known.clientId;
    let client = 0;
    while (client < RESERVED_CLIENTS || room.ownerOf(client) !== undefined) client = new Y.Doc().clientID;
    room.bind(client, person);
    this.#claims.push({ document: room.name, clientId: client, personId: person });
    return client;
  }

  async commit<T>(work: (db: Db) => Promise<T>, { phase }: { readonly phase?: Phase } = {}): Promise<T> {
    this.#assertOpen();
    const { store } = this.#house;
    // Whatever goes wrong, `leave` takes back what was written.
    const result = await store.tx(async (db) => {
      await store.log.append(db, { rows: this.#rows, claims: this.#claims });
      const answer = await work(db);
      if (phase !== undefined) await this.#changePhase(db, phase);
      return answer;
    });
    this.#state = 'committed';
    await this.#queue.committed(this.#written);
    return result;
  }

  async #changePhase(db: Db, phase: Phase): Promise<void> {
    const { evaluations } = tablesOf(db);
    const { id, epoch } = this.evaluation;
    const changed = await db
      .update(evaluations)
      .set({ phase, epoch: epoch + 1 })
      .where(and(eq(evaluations.id, id), eq(evaluations.epoch, epoch)))
      .returning({ id: evaluations.id });
    if (changed.length !== 1) throw new Error(`evaluation ${id}: its epoch is not ${epoch} any more`);
  }

  /** The command is over. */
  async leave(): Promise<void> {
    const wasOpen = this.#state === 'open';
    this.#state = 'over';
    if (wasOpen) await this.#queue.undo(this.#written.keys());
  }
}
