/** A document's whole state beside its log, so that loading does not read all of it. The log is never shortened. [RO5] */
import { isStorageFull, type Store } from '@heping/db';
import * as Y from 'yjs';
import type { Room } from './room.ts';

const DUE = { rows: 500, bytes: 256 << 10 } as const;

interface SnapshotHouse {
  readonly store: Store;
  clock(): number;
  fault(error: unknown, where: string): void;
}

/** Call when everything in memory is durable. A snapshot that cannot be kept costs time at the next load, nothing else. */
export function snapshotWhenDue(house: SnapshotHouse, room: Room): void {
  if (room.isDropped || (room.since.rows < DUE.rows && room.since.bytes < DUE.bytes)) return;
  const { store } = house;
  const bytes = room.whole();
  room.since = { rows: 0, bytes: 0 };
  room.size = bytes.length;
  const stateVector = Y.encodeStateVector(room.doc);
  const snapshot = { document: room.name, seq: room.seq, bytes, stateVector, at: house.clock() };
  store
    .tx((db) => store.log.writeSnapshot(db, snapshot))
    .catch((error: unknown) => {
      if (!isStorageFull(error)) house.fault(error, `snapshot of ${room.name}`);
    });
}
