/** The tables as drizzle-kit reads them for SQLite; named one by one, since it looks at exports only. */
import { sqliteKit } from './columns.ts';
import { defineRelations } from './relations.ts';
import { defineTables } from './tables.ts';

export const tables = defineTables(sqliteKit);
export const schema = { ...tables, ...defineRelations(tables) };

export const {
  people,
  areas,
  bodies,
  officers,
  centres,
  centrePeople,
  sessions,
  campaigns,
  evaluations,
  jointBodies,
  panelMembers,
  documents,
  updates,
  snapshots,
  documentClients,
  progress,
  ballotScores,
  exceptions,
  sheets,
  signatures,
  findings,
  returns,
  auditLog,
  settings,
} = tables;
