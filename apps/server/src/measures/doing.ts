/** What somebody does to a measure, where, and what it changes. [MA1–MA6] */
import type { AuditDetail, Db, Extension, Measure } from '@heping/db';
import type { FileUse } from '@heping/protocol';
import { MEASURE_TRANSITIONS, type Action, type MeasureAct } from '@heping/scoring';
import type { Hands } from '../rectification/hands.ts';
import type { MeasureAccess, MeasureActing } from './approach.ts';

/** Acts that somebody presses; a measure is dropped by an approved change of the plan. */
export type GivenMeasureAct = Exclude<MeasureAct, 'drop'>;

/** Acts of officers verify, all others report. [PO8] */
export const actionOf = (act: GivenMeasureAct): Action =>
  MEASURE_TRANSITIONS[act].by.includes('officer') ? 'measure.verify' : 'measure.report';

export interface MeasureDoing {
  readonly act: GivenMeasureAct;
  /** Why: of a return, an extension and its decision. */
  readonly reason?: string | undefined;
  /** Percent done, of a note; seen to be done, of a check. */
  readonly percent?: number | undefined;
  /** What was done or seen. */
  readonly text?: string | undefined;
  /** The day asked for. */
  readonly until?: string | undefined;
  /** The extension that is decided, as it was shown. */
  readonly extension?: string | undefined;
  readonly files?: readonly FileUse[] | undefined;
}

/** A measure while nothing else happens to its evaluation. */
export interface MeasureSitting extends MeasureAccess, Pick<MeasureActing, 'actor'> {
  readonly db: Db;
  readonly now: number;
  /** The extension that waits for its decision. */
  readonly asked: Extension | undefined;
  readonly hands: Hands;
  newId(): string;
}

/** What an act changes. */
export interface MeasureEffects {
  /** Columns of the measure, beside its state. */
  readonly change?: Partial<Measure>;
  readonly detail?: AuditDetail;
  /** Rows of its own, in the same transaction. */
  readonly rows?: (tx: Db) => Promise<unknown>;
}
