/**
 * The only definition of what is kept, for both dialects. Points are integer tenths, times integer
 * milliseconds UTC, dates 'YYYY-MM-DD'. What may never change is held by triggers (migrations, append_only).
 */
import type { Kit } from './columns.ts';
import { defineDecisions } from './tables/decisions.ts';
import { defineDocuments } from './tables/documents.ts';
import { definePlaces } from './tables/places.ts';
import { definePlanning } from './tables/planning.ts';
import { defineTrust } from './tables/trust.ts';

export type { KeptNoteLine } from './tables/decisions.ts';
export type { AuditDetail, AuditValue } from './tables/trust.ts';

/** Builds every table with one dialect's words. */
export function defineTables(k: Kit) {
  const places = definePlaces(k);
  const planning = definePlanning(k, places);
  return {
    ...places,
    ...planning,
    ...defineDocuments(k, places, planning),
    ...defineDecisions(k, places, planning),
    ...defineTrust(k),
  };
}

/** Every table, as the one type both dialects are seen through. */
export type Tables = ReturnType<typeof defineTables>;

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];
export type Person = Row<'people'>;
export type Area = Row<'areas'>;
export type Body = Row<'bodies'>;
export type Officer = Row<'officers'>;
export type Centre = Row<'centres'>;
export type CentrePerson = Row<'centrePeople'>;
export type Session = Row<'sessions'>;
export type Campaign = Row<'campaigns'>;
export type Evaluation = Row<'evaluations'>;
export type JointBody = Row<'jointBodies'>;
export type PanelMember = Row<'panelMembers'>;
export type Document = Row<'documents'>;
export type Update = Row<'updates'>;
export type Snapshot = Row<'snapshots'>;
export type DocumentClient = Row<'documentClients'>;
export type Progress = Row<'progress'>;
export type BallotScore = Row<'ballotScores'>;
export type GrantedException = Row<'exceptions'>;
export type Sheet = Row<'sheets'>;
export type Signature = Row<'signatures'>;
export type Finding = Row<'findings'>;
export type Return = Row<'returns'>;
export type AuditEntry = Row<'auditLog'>;
export type Setting = Row<'settings'>;
