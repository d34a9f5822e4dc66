/** The documents of one evaluation that are in memory. [RO1–RO4] */
import type { Store } from '@heping/db';
import { formatDocumentName, type DocumentName } from '@heping/protocol';
import type { Connection } from './connection.ts';
import type { Content } from './content.ts';
import { loadDocument, Room } from './room.ts';

interface RoomsHouse {
  readonly store: Store;
  ticks(): number;
  fault(error: unknown, where: string): void;
}

export class Rooms {
  readonly #house: RoomsHouse;
  readonly #contentOf: (document: DocumentName) => Content;
  readonly #rooms = new Map<string, Room<Connection>>();

  constructor(house: RoomsHouse, contentOf: (document: DocumentName) => Content) {
    this.#house = house;
    this.#contentOf = contentOf;
  }

  get size(): number {
    return this.#rooms.size;
  }
  get(name: string): Room<Connection> | undefined {
    return this.#rooms.get(name);
  }
  all(): Iterable<Room<Connection>> {
    return this.#rooms.values();
  }

  /** The document as it is in memory, or out of the log. Undefined when there is none. [RO1] */
  async open(document: DocumentName): Promise<Room<Connection> | undefined> {
    const name = formatDocumentName(document);
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const loaded = await loadDocument(this.#house.store, name);
    if (loaded === undefined) return undefined;
    const room = new Room<Connection>(document, name, this.#contentOf(document), loaded);
    room.idleSince = this.#house.ticks();
    this.#rooms.set(name, room);
    return room;
  }

  /** Puts what is durable in the place of what is in memory. */
  async reload(room: Room<Connection>): Promise<void> {
    try {
      const loaded = await loadDocument(this.#house.store, room.name);
      if (loaded === undefined) this.drop(room);
      else room.adopt(loaded);
    } catch (error) {
      this.#house.fault(error, `document ${room.name}`);
      this.drop(room);
    }
  }

  /** What memory holds is not to be trusted: whoever is in the room comes again and sends again. [RO3] */
  drop(room: Room<Connection>): void {
    if (room.isDropped) return;
    this.#rooms.delete(room.name);
    room.destroy();
    for (const connection of [...room.connections]) connection.end('storage');
  }

  /** Forgets rooms that nobody has been in for a while. One block without an await: nobody comes in between. [RO4] */
  unloadIdle(before: number): void {
    for (const room of this.#rooms.values()) {
      if (room.connections.size > 0 || room.idleSince > before) continue;
      this.#rooms.delete(room.name);
      room.destroy();
    }
  }
}
