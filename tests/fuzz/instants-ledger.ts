/** What was written, and what was known at the instant of a command. */
import type { Store } from '@heping/db';
import type { DocumentKind, DocumentName } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { and, eq, inArray, max } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Client } from '../../apps/server/src/sync/testing/client.ts';

/** In which phases a kind of document takes writes, said a second time. */
export const OPEN_IN: Readonly<Record<DocumentKind, readonly Phase[]>> = {
  ballot: ['scoring'],
  record: ['scoring', 'deliberation'],
  consensus: ['deliberation'],
  plan: ['notice', 'published', 'rectifying'],
  self: ['planned'],
};

/** Something that somebody wrote. */
export interface Entry {
  readonly document: DocumentName;
  readonly doc: Y.Doc;
  readonly updates: readonly Uint8Array[];
  /** Stands in an evidence note. */
  readonly token: string | null;
  /** Where it went out; null: offline. */
  readonly client: Client | null;
  readonly number: number;
}

/** What was known when a command changed the phase. */
export interface Instant {
  readonly phase: Phase;
  readonly epoch: number;
  readonly heads: Heads;
  /** Told to be saved by then. */
  readonly saved: readonly Entry[];
  /** Had arrived in its time before the command was given. */
  readonly due: readonly Entry[];
}

export type Heads = ReadonlyMap<string, number>;
/** From here to there a person had no seat, or no session. */
export interface Absence {
  readonly person: string;
  readonly from: Heads;
  to: Heads | null;
}

/** Told to be saved, on its own connection or by its place on a later one. */
export function isSaved(
  { client, number, doc, updates }: Entry,
  connections: ReadonlyMap<Y.Doc, readonly Client[]>,
): boolean {
  if (client !== null && client.acknowledged >= number) return true;
  const ends = updates.flatMap((update) =>
    Y.decodeUpdate(update).structs.map(({ id, length }) => ({
      client: id.client,
      clock: id.clock + length,
    })),
  );
  const clocks = (connections.get(doc) ?? []).flatMap(({ saved }) => saved.flatMap((one) => one.clocks));
  return ends.every((end) =>
    clocks.some(({ clientId, clock }) => clientId === end.client && clock >= end.clock),
  );
}

/** Where the log of each document of an evaluation stands. */
export async function headsOf(store: Store, evaluation: string): Promise<Heads> {
  const { updates } = store.tables;
  const names = (await store.log.listDocuments(evaluation)).map(({ name }) => name);
  const rows = await store.db
    .select({ document: updates.document, seq: max(updates.seq) })
    .from(updates)
    .where(inArray(updates.document, names))
    .groupBy(updates.document);
  return new Map(rows.map(({ document, seq }) => [document, seq ?? 0]));
}

/** Whether a tie to the centre takes somebody's seat. [CI1] */
export async function isTied({ db, tables: { centrePeople } }: Store, person: string): Promise<boolean> {
  return (await db.select().from(centrePeople).where(eq(centrePeople.personId, person))).length > 0;
}

/** Records a tie to the centre, which takes the seat at once, or takes it back. [CI5] */
export async function tie(store: Store, person: string, isOn: boolean): Promise<void> {
  const { centrePeople } = store.tables;
  await store.tx(async (db) => {
    await db
      .delete(centrePeople)
      .where(and(eq(centrePeople.centreId, 'town-centre'), eq(centrePeople.personId, person)));
    if (isOn)
      await db.insert(centrePeople).values({ centreId: 'town-centre', personId: person, role: 'staff' });
  });
}
