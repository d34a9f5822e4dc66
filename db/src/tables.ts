/**
 * The only definition of what is kept, for both dialects. Points are integer tenths, times integer
 * milliseconds UTC, dates 'YYYY-MM-DD'. What may never change is held by triggers (migrations, append_only).
 */
import type { Kit } from './columns.ts';
import { defineActivities } from './tables/activities.ts';
import { defineDecisions } from './tables/decisions.ts';
import { defineDocuments } from './tables/documents.ts';
import { defineEvidence } from './tables/evidence.ts';
import { defineNotifications } from './tables/notifications.ts';
import { defineOnSite } from './tables/on-site.ts';
import { definePaper } from './tables/paper.ts';
import { definePlaces } from './tables/places.ts';
import { definePlanning } from './tables/planning.ts';
import { definePlans } from './tables/plans.ts';
import { defineRectification } from './tables/rectification.ts';
import { defineSelfAssessments } from './tables/self-assessments.ts';
import { defineTrust } from './tables/trust.ts';

export type { KeptDrawing, KeptNoteLine } from './tables/decisions.ts';
export type { KeptCarries } from './tables/on-site.ts';
export type { AuditDetail, AuditValue } from './tables/trust.ts';

/** Builds every table with one dialect's words. */
export function defineTables(k: Kit) {
  const places = definePlaces(k);
  const planning = definePlanning(k, places);
  const decisions = defineDecisions(k, places, planning);
  const plans = definePlans(k, places, planning, decisions);
  const evidence = defineEvidence(k, places, planning, plans);
  return {
    ...places,
    ...planning,
    ...defineDocuments(k, places, planning),
    ...decisions,
    ...defineRectification(k, places, planning, decisions),
    ...plans,
    ...evidence,
    ...defineOnSite(k, places, decisions, evidence),
    ...defineNotifications(k, places, planning, decisions),
    ...defineActivities(k, places),
    ...defineSelfAssessments(k, places, planning),
    ...definePaper(k, places, planning),
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
export type WitnessedWord = Row<'witnessedWords'>;
export type SheetScan = Row<'sheetScans'>;
export type Finding = Row<'findings'>;
export type Return = Row<'returns'>;
export type Suggestion = Row<'suggestions'>;
export type Case = Row<'cases'>;
export type Objection = Row<'objections'>;
export type ObjectionVoice = Row<'objectionVoices'>;
export type PlanSubmission = Row<'planSubmissions'>;
export type PlanComment = Row<'planComments'>;
export type Measure = Row<'measures'>;
export type ProgressNote = Row<'progressNotes'>;
export type Extension = Row<'extensions'>;
export type LookBack = Row<'lookBacks'>;
export type Repeat = Row<'repeats'>;
export type OwnerLink = Row<'ownerLinks'>;
export type LinkSession = Row<'linkSessions'>;
export type KeptFile = Row<'files'>;
export type FileUse = Row<'fileUses'>;
export type PieceFile = Row<'pieceFiles'>;
export type Reminder = Row<'reminders'>;
export type Notification = Row<'notifications'>;
export type NotificationChoice = Row<'notificationChoices'>;
export type Webhook = Row<'webhooks'>;
export type Delivery = Row<'deliveries'>;
export type SavedView = Row<'savedViews'>;
export type Activity = Row<'activities'>;
export type ActivityVersion = Row<'activityVersions'>;
export type PaperBallot = Row<'paperBallots'>;
export type ActivityFile = Row<'activityFiles'>;
export type AuditEntry = Row<'auditLog'>;
export type Setting = Row<'settings'>;
