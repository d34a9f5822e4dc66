/** What the plan says, with names, as it is submitted and hashed. Pure. [PN2] */
import type { PlanContent, SubmittedFinding, SubmittedMeasure } from '@heping/protocol';
import type { PlannedFinding, PlannedMeasure } from '@heping/scoring';
import type { CentrePerson, PlanCase } from './frame.ts';

export interface ContentQuestion {
  readonly evaluation: string;
  readonly revision: number;
  readonly cases: readonly PlanCase[];
  readonly people: readonly CentrePerson[];
  /** Without a gap. [PL2–PL5] */
  readonly planned: readonly PlannedFinding[];
}

/** The plan as it is submitted. Throws where something is missing that a gap would have named. */
export const planContent = ({
  evaluation,
  revision,
  cases,
  people,
  planned,
}: ContentQuestion): PlanContent => ({
  format: 'heping-plan-1',
  evaluation,
  revision,
  findings: planned.map((one) => findingOf(one, cases, people)),
});

function findingOf(
  { finding, cause, kind, responsible, measures }: PlannedFinding,
  cases: readonly PlanCase[],
  people: readonly CentrePerson[],
): SubmittedFinding {
  const kept = cases.find((one) => one.finding === finding)?.kept;
  if (kept === undefined) throw new Error(`finding ${finding} has no case`);
  return {
    ...{ id: kept.findingId, finding, number: kept.number, cause, kind },
    responsible: responsible === null ? null : named(responsible, null, people),
    measures: measures.map((measure) => measureOf(measure, people)),
  };
}

function measureOf(measure: PlannedMeasure, people: readonly CentrePerson[]): SubmittedMeasure {
  const { place, kind, text, owner, ownerName, due, expected } = measure;
  if (kind === null || due === null) throw new Error(`measure ${place} has no kind or no date`);
  return { place, kind, text, owner: named(owner, ownerName, people), due, expected: expected ?? '' };
}

function named(id: string | null, name: string | null, people: readonly CentrePerson[]) {
  if (id === null) return { id: null, name: (name ?? '').trim(), nameEn: '' };
  const person = people.find((one) => one.id === id);
  if (person === undefined) throw new Error(`${id} is none of the centre’s people`);
  return { id, name: person.name, nameEn: person.nameEn };
}

/** To compare with: of somebody with an account that counts, and not how they were called. [PN2] */
export const unnamed = (finding: SubmittedFinding): SubmittedFinding => ({
  ...finding,
  responsible: finding.responsible && byAccount(finding.responsible),
  measures: finding.measures.map((one) => ({ ...one, owner: byAccount(one.owner) })),
});

const byAccount = (one: SubmittedMeasure['owner']): SubmittedMeasure['owner'] =>
  one.id === null ? one : { id: one.id, name: '', nameEn: '' };
