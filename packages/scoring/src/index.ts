/** What is true on paper. No I/O, no clock, no chance, no dependency; the rules are numbered in SPEC.md. */
export * from './types.ts';
export { isBlank, isSameName } from './blank.ts';
export { RULE_IDS, type RuleId } from './rules.ts';

export { huzhou } from './huzhou.ts';
export { parseRubric } from './parse-rubric.ts';
export type { RubricFault } from './rubric-faults.ts';
export { publishRubric } from './publish-rubric.ts';
export type { RubricFile } from './rubric-file.ts';
export {
  checklistsFor,
  checklistsOf,
  compareCodes,
  findIndicator,
  indicatorsOf,
  requirementsFor,
  requirementsOf,
  type TierRequirement,
} from './rubric-lookup.ts';

export { formatPoints, judgeScore, parsePoints, type ScoreVerdict } from './points.ts';
export {
  formatQuantity,
  isMet,
  isNotApplicable,
  judgeFact,
  parseQuantity,
  unitBeside,
  type FactVerdict,
} from './facts.ts';
export {
  detailsOfList,
  DOUBTS,
  doubtsOf,
  FACT_DETAILS,
  isFieldValue,
  OLDEST_YEAR,
  ITEM_STATES,
  itemState,
  MEASURING_WAYS,
  openDetails,
  openFactDetails,
  PROOF_DETAILS,
  RECORD_FIELDS,
  type Details,
  type Doubt,
  type FieldKind,
  type ItemFact,
  type ItemState,
  type MeasuringWay,
  type RecordField,
} from './record-fields.ts';
export {
  countRecorded,
  itemAt,
  recordSections,
  type RecordCount,
  type Recorded,
  type RecordPart,
  type RecordSection,
} from './record-order.ts';
export {
  ceilingBelow,
  ceilingOf,
  inForce,
  isOverCeiling,
  mayLift,
  type Ceiling,
  type CeilingQuestion,
  type CeilingReason,
} from './ceiling.ts';
export {
  FILE_ROLES,
  FILE_TYPES,
  PIECE_KINDS,
  type CameraRecord,
  type FileRole,
  type FileType,
  type PieceKind,
} from './file-kinds.ts';
export { cellState, type Cell } from './cell.ts';
export { checkPaper, PAPER_STATES, type PaperCheck, type PaperState, type Typing } from './paper-check.ts';

export { aggregateOf, formatMean, isFlagged, TRIMMED_FROM, type Aggregate, type Mean } from './aggregate.ts';
export { adoptable, agendaOf, isUndisputed, type AgendaRow } from './adoption.ts';
export { pointsLost, severityOf, totalsOf, type Scores, type Total, type Totals } from './totals.ts';
export { GAP_KINDS, gapsOf, type Gap, type GapKind, type Sheet } from './gaps.ts';
export { unprovenIn } from './unproven.ts';

export { BODY_NAMES } from './body-names.ts';
export { isSelfEvaluated, judgeLeadBody, leadBodiesFor, type LeadBodyJudgement } from './who-evaluates.ts';
export { judgePanel, PANEL_LEAST, PANEL_MOST, type PanelMember, type PanelRefusal } from './panel.ts';
export { judgeDay } from './day.ts';
export { beginOfDay, dayIn, minuteIn, TIME_ZONE } from './time.ts';
export { daysAfter, daysBetween, daysOf, mondayOf, sundayOf } from './calendar-days.ts';
export {
  COMMANDS,
  FOLLOWING_COMMANDS,
  followingCommands,
  GIVEN_COMMANDS,
  nextPhase,
  quorumToClose,
  TRANSITIONS,
  WAY,
  type Command,
  type FollowingCommand,
  type GivenCommand,
  type Transition,
} from './phases.ts';
export {
  ACTIONS,
  FINDING_PERMISSIONS,
  may,
  PERMISSIONS,
  ROLES,
  type Action,
  type Role,
} from './permissions.ts';

export {
  EFFECTS,
  FINAL_STATES,
  FINDING_ACTS,
  FINDING_CONDITIONS,
  FINDING_PARTIES,
  FINDING_SOURCES,
  FINDING_STATES,
  FINDING_TRANSITIONS,
  nextFindingState,
  OBJECTION_OUTCOMES,
  OBJECTION_STATES,
  possibleFindingActs,
  RECTIFICATION_KINDS,
  type Effect,
  type FindingAct,
  type FindingCondition,
  type FindingParty,
  type FindingRefusal,
  type FindingSource,
  type FindingStanding,
  type FindingState,
  type FindingTransition,
  type ObjectionOutcome,
  type ObjectionState,
  type RectificationKind,
} from './finding-states.ts';
export {
  nextObjectionState,
  OBJECTION_CONDITIONS,
  OBJECTION_STEPS,
  OBJECTION_TRANSITIONS,
  type ObjectionCondition,
  type ObjectionRefusal,
  type ObjectionStanding,
  type ObjectionStep,
  revisionRefusal,
  type ObjectionTransition,
  type RevisionRefusal,
} from './objection-steps.ts';
export {
  MEASURE_ACTS,
  MEASURE_CONDITIONS,
  MEASURE_KINDS,
  MEASURE_PARTIES,
  MEASURE_STATES,
  MEASURE_TRANSITIONS,
  nextMeasureState,
  percentOf,
  possibleMeasureActs,
  type MeasureAct,
  type MeasureCondition,
  type MeasureKind,
  type MeasureParty,
  type MeasureRefusal,
  type MeasureStanding,
  type MeasureState,
  type MeasureTransition,
} from './measure-states.ts';
export {
  isCalendarDay,
  isPlanned,
  PLAN_GAPS,
  planGapsOf,
  PLANNED_IN,
  type PlanGap,
  type PlanGapKind,
  type PlannedFinding,
  type PlannedMeasure,
  type PlanQuestion,
} from './plan-gaps.ts';
export {
  daysFor,
  DEADLINES,
  DECISION_VOICES,
  isOverdue,
  LADDER,
  LINE,
  MOST_DAYS,
  RECTIFICATION_DAYS,
  REMINDED_BEFORE,
  RUNGS,
  RUNS_IN,
  type Deadline,
  type LinePlace,
  type RectificationDays,
  type Rung,
  type RungRule,
} from './deadlines.ts';
export {
  ACTIVITY_FIELDS,
  ACTIVITY_KINDS,
  ACTIVITY_RULES,
  ACTIVITY_TYPES,
  countOffered,
  defaultIndicators,
  judgeActivity,
  showsFiles,
  type ActivityFault,
  type ActivityField,
  type ActivityKind,
  type ActivityRule,
  type ActivityType,
  type ActivityWords,
} from './activities.ts';
export { LOG_KEEPERS } from './log-keepers.ts';
export { CENTRE_WORDS, SEALS_OF, type CentreWord, type SealOf } from './centre-words.ts';
export {
  suggestionPlace,
  unscoredClauses,
  unscoredText,
  type SuggestionPlace,
  type UnscoredClause,
} from './suggestions.ts';
