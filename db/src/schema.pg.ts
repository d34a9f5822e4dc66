/** The tables as drizzle-kit reads them for PostgreSQL; named one by one, since it looks at exports only. */
import { pgKit } from './columns.ts';
import { defineRelations } from './relations.ts';
import { defineTables } from './tables.ts';

export const tables = defineTables(pgKit);
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
