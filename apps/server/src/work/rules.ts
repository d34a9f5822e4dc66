/** What waits for whom between delivery and closure: one row a kind. [WK1, WK2] */
import { rowByRow, tablesOf, type Db, type Tables } from '@heping/db';
import type { TaskKind } from '@heping/protocol';
import {
  and,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  min,
  ne,
  notExists,
  notInArray,
  or,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import type { Own, Part } from './own.ts';

export interface TaskRule {
  readonly part: Part;
  /** Where the ledger shows all of them; '' where it does not. */
  readonly ledger: string;
  /** Below `/evaluations/<id>`, or of its own. */
  readonly path: (found: Found) => string;
  /** What is looked through. */
  readonly of: Source;
  /** The last day. */
  readonly due: (tables: Tables) => SQL | AnyColumn;
  /** The moment from which on it waits, where there is no last day. */
  readonly since?: (tables: Tables) => AnyColumn;
  readonly where: (db: Db, own: Own) => SQL | undefined;
}

/** One thing that waits, before it has words. */
export interface Found {
  readonly id: string;
  readonly evaluation: string;
  readonly finding: string;
}

/** The table whose row waits: it is joined to the case it belongs to. */
export type Source = 'cases' | 'objections' | 'measures' | 'extensions' | 'repeats' | 'plans';

const findingPage = ({ evaluation, finding }: Found) => `/evaluations/${evaluation}/findings/${finding}`;
const planPage = ({ evaluation }: Found) => `/evaluations/${evaluation}/plan`;
const none = () => sql`null`;
const whenFiled = ({ objections }: Tables) => objections.filedAt;

const ledBy = ({ cases }: Tables, { bodies }: Own) => inArray(cases.leadBodyId, [...bodies]);
/** For what is tied to its case, and of which few wait. */
const alsoLedBy = (t: Tables, own: Own): SQL => rowByRow(ledBy(t, own));
const ofCentres = ({ cases }: Tables, { leads }: Own) => inArray(cases.centreId, [...leads]);

/** Who sits on the panel neither handles nor decides an objection to what it found. [OB1] */
function outsidePanel(db: Db, { visitor }: Own): SQL {
  const { panelMembers, cases } = tablesOf(db);
  return notExists(
    db
      .select({ one: sql`1` })
      .from(panelMembers)
      .where(
        and(eq(panelMembers.evaluationId, cases.evaluationId), eq(panelMembers.personId, visitor.personId)),
      ),
  );
}

/** What another officer has taken, and can still decide, is theirs. [OB3] */
function notAnothers(db: Db, { visitor }: Own): SQL {
  const { objections, officers, people, cases } = tablesOf(db);
  return notExists(
    db
      .select({ one: sql`1` })
      .from(officers)
      .innerJoin(people, eq(people.id, officers.personId))
      .where(
        and(
          eq(officers.personId, objections.handlerId),
          eq(officers.bodyId, cases.leadBodyId),
          ne(officers.personId, visitor.personId),
          isNull(people.disabledAt),
        ),
      ),
  );
}

/** Who belongs to the centre decides nothing of it. [FA6] */
export const untied = ({ cases }: Tables, { ties }: Own): SQL | undefined =>
  ties.length === 0 ? undefined : notInArray(cases.centreId, [...ties]);

const otherThan = (column: AnyColumn, { visitor }: Own): SQL | undefined =>
  or(isNull(column), ne(column, visitor.personId));

function measuresIn(db: Db, states: readonly ('doing' | 'reported' | 'verified')[]) {
  const { measures, cases } = tablesOf(db);
  return db
    .select({ one: sql`1` })
    .from(measures)
    .where(and(eq(measures.findingId, cases.findingId), rowByRow(inArray(measures.state, [...states]))));
}

/** The first day on which a plan of the evaluation is due. */
const firstPlanDay = ({ cases }: Tables) => min(cases.planBy);

export const TASK_RULES: Readonly<Record<TaskKind, TaskRule>> = {
  respond: {
    ...{ part: 'leader', of: 'cases', ledger: 'state=awaiting-response', path: findingPage },
    due: ({ cases }) => cases.respondBy,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        ofCentres(t, own),
        rowByRow(eq(t.cases.state, 'awaiting-response')),
        eq(t.cases.hasOpenObjection, false),
      );
    },
  },
  'decide-objection': {
    ...{ part: 'officer', of: 'objections', ledger: '', path: findingPage, due: none },
    since: whenFiled,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        alsoLedBy(t, own),
        eq(t.objections.state, 'filed'),
        notAnothers(db, own),
        outsidePanel(db, own),
      );
    },
  },
  'voice-objection': {
    ...{ part: 'officer', of: 'objections', ledger: '', path: findingPage, due: none },
    since: whenFiled,
    where: (db, own) => {
      const t = tablesOf(db);
      const { objections, objectionVoices } = t;
      const spoken = db
        .select({ one: sql`1` })
        .from(objectionVoices)
        .where(
          and(
            eq(objectionVoices.objectionId, objections.id),
            eq(objectionVoices.round, objections.round),
            eq(objectionVoices.personId, own.visitor.personId),
          ),
        );
      return and(
        alsoLedBy(t, own),
        eq(objections.state, 'proposed'),
        otherThan(objections.handlerId, own),
        notExists(spoken),
        outsidePanel(db, own),
      );
    },
  },
  'submit-plan': {
    ...{ part: 'leader', of: 'plans', ledger: 'state=awaiting-plan', path: planPage, due: firstPlanDay },
    where: (db, own) => {
      const t = tablesOf(db);
      const { planSubmissions, cases } = t;
      const waiting = db
        .select({ one: sql`1` })
        .from(planSubmissions)
        .where(
          and(eq(planSubmissions.evaluationId, cases.evaluationId), eq(planSubmissions.state, 'submitted')),
        );
      return and(ofCentres(t, own), rowByRow(eq(cases.state, 'awaiting-plan')), notExists(waiting));
    },
  },
  'decide-plan': {
    ...{ part: 'officer', of: 'plans', ledger: '', path: planPage, due: firstPlanDay },
    where: (db, own) => {
      const t = tablesOf(db);
      const { planSubmissions, cases } = t;
      return inArray(
        cases.evaluationId,
        db
          .select({ id: planSubmissions.evaluationId })
          .from(planSubmissions)
          .innerJoin(t.evaluations, eq(t.evaluations.id, planSubmissions.evaluationId))
          .where(
            and(
              eq(planSubmissions.state, 'submitted'),
              ne(planSubmissions.submittedBy, own.visitor.personId),
              inArray(t.evaluations.leadBodyId, [...own.bodies]),
            ),
          ),
      );
    },
  },
  'do-measure': {
    ...{ part: 'owner', of: 'measures', ledger: '', path: ({ id }: Found) => `/measures/${id}` },
    due: ({ measures }) => measures.dueOn,
    where: (db, { visitor }) => {
      const { measures, cases } = tablesOf(db);
      return and(
        eq(measures.ownerId, visitor.personId),
        eq(measures.state, 'doing'),
        eq(cases.state, 'rectifying'),
      );
    },
  },
  // Whose owner has no account to be reminded by: the leader answers for them.
  'chase-measure': {
    ...{ part: 'leader', of: 'measures', ledger: 'state=rectifying', path: findingPage },
    due: ({ measures }) => measures.dueOn,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        ofCentres(t, own),
        isNull(t.measures.ownerId),
        eq(t.measures.state, 'doing'),
        rowByRow(eq(t.cases.state, 'rectifying')),
      );
    },
  },
  'verify-measure': {
    ...{ part: 'officer', of: 'measures', ledger: '', path: findingPage },
    due: ({ measures }) => measures.dueOn,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        alsoLedBy(t, own),
        eq(t.measures.state, 'reported'),
        otherThan(t.measures.ownerId, own),
        otherThan(t.measures.reportedBy, own),
      );
    },
  },
  'decide-extension': {
    ...{ part: 'officer', of: 'extensions', ledger: '', path: findingPage },
    due: ({ measures }) => measures.dueOn,
    where: (db, own) => {
      const t = tablesOf(db);
      const asked = db
        .select({ id: t.extensions.measureId })
        .from(t.extensions)
        .where(eq(t.extensions.state, 'asked'));
      return and(
        alsoLedBy(t, own),
        inArray(t.measures.id, asked),
        // Of a measure that was reported or dropped meanwhile nothing is left to decide. [ME2]
        eq(t.measures.state, 'doing'),
        otherThan(t.measures.ownerId, own),
      );
    },
  },
  'submit-finding': {
    ...{ part: 'leader', of: 'cases', ledger: 'state=rectifying', path: findingPage },
    due: ({ cases }) => cases.dueOn,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        ofCentres(t, own),
        rowByRow(eq(t.cases.state, 'rectifying')),
        exists(measuresIn(db, ['reported', 'verified'])),
        notExists(measuresIn(db, ['doing'])),
      );
    },
  },
  'accept-finding': {
    ...{ part: 'officer', of: 'cases', ledger: 'state=awaiting-acceptance', path: findingPage },
    due: ({ cases }) => cases.dueOn,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(
        ledBy(t, own),
        eq(t.cases.state, 'awaiting-acceptance'),
        otherThan(t.cases.submittedBy, own),
      );
    },
  },
  'look-back': {
    ...{ part: 'officer', of: 'cases', ledger: 'state=closed', path: findingPage },
    due: ({ cases }) => cases.lookBackOn,
    where: (db, own) => {
      const t = tablesOf(db);
      return and(alsoLedBy(t, own), isNotNull(t.cases.lookBackOn), isNull(t.cases.effect));
    },
  },
  'confirm-repeat': {
    ...{ part: 'officer', of: 'repeats', ledger: '', path: findingPage, due: none },
    where: (db, own) => {
      const t = tablesOf(db);
      return and(alsoLedBy(t, own), eq(t.repeats.state, 'proposed'));
    },
  },
};
