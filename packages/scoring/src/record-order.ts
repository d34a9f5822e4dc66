/** The inspection record in the order of the standard, and how much of it is filled. [IR7] */
import { reachOf } from './facts.ts';
import { itemState, openDetails, openFactDetails } from './record-fields.ts';
import type { Details, ItemFact } from './record-fields.ts';
import { checklistsFor, requirementsFor } from './rubric-lookup.ts';
import type { TierRequirement } from './rubric-lookup.ts';
import type { Checklist, Facts, Group, Indicator, RequirementCode, Rubric, Table, Tier } from './types.ts';

/** What is recorded of one indicator; of the requirements without points `indicator` is null. */
export interface RecordPart {
  readonly indicator: Indicator | null;
  readonly requirements: readonly TierRequirement[];
  readonly lists: readonly Checklist[];
}
export interface RecordSection {
  readonly table: Table | null;
  /** null: what carries no points, at the end. */
  readonly group: Group | null;
  readonly parts: readonly RecordPart[];
}

/** Groups with something to record, in the order of the standard; a requirement stands with its first indicator. [IR7] */
export function recordSections(rubric: Rubric, tier: Tier): readonly RecordSection[] {
  const partOf = (indicator: Indicator): RecordPart => ({
    indicator,
    requirements: requirementsFor(rubric, tier, indicator.code).filter(
      ({ requirement }) => requirement.indicators[0] === indicator.code,
    ),
    lists: checklistsFor(rubric, tier, indicator.code),
  });
  const scored = rubric.tables.flatMap((table) =>
    table.groups.map((group): RecordSection => ({ table, group, parts: group.indicators.map(partOf) })),
  );
  const unscored: RecordPart = {
    indicator: null,
    requirements: [],
    lists: checklistsFor(rubric, tier, null),
  };
  return [...scored, { table: null, group: null, parts: [unscored] }]
    .map((section) => ({ ...section, parts: section.parts.filter(hasEntries) }))
    .filter(({ parts }) => parts.length > 0);
}

const hasEntries = ({ requirements, lists }: RecordPart): boolean =>
  requirements.length > 0 || lists.length > 0;

/** What the panel wrote, by code of requirement, list and item. */
export interface Recorded {
  readonly facts: Facts;
  readonly details: Readonly<Record<RequirementCode, Details>>;
  readonly items: Readonly<Record<string, Readonly<Record<string, ItemFact>>>>;
}

export interface RecordCount {
  /** Requirements and items that somebody has looked at, whole. */
  readonly done: number;
  readonly all: number;
  /** Of those done: with a field of their proof still empty. */
  readonly partly: number;
}

const NOBODY_LOOKED: ItemFact = { there: null, notApplicable: null, details: {} };
export const itemAt = ({ items }: Pick<Recorded, 'items'>, list: string, item: string): ItemFact =>
  items[list]?.[item] ?? NOBODY_LOOKED;

/** How much of some parts is recorded: each requirement and each item counts once. [IR7] */
export function countRecorded(
  rubric: Pick<Rubric, 'code'>,
  parts: readonly RecordPart[],
  recorded: Recorded,
): RecordCount {
  const entries = parts.flatMap(({ requirements, lists }) => [
    ...requirements.map(({ requirement, threshold }) => {
      const fact = recorded.facts[requirement.code];
      const details = recorded.details[requirement.code] ?? {};
      return {
        isDone: reachOf(requirement, threshold, fact).isComplete,
        isPartly: openFactDetails(requirement, fact, details).length > 0,
      };
    }),
    ...lists.flatMap((list) =>
      list.items.map(({ code }) => {
        const item = itemAt(recorded, list.code, code);
        return {
          isDone: itemState(item) !== 'unrecorded',
          isPartly: openDetails(rubric, list, item).length > 0,
        };
      }),
    ),
  ]);
  return {
    done: entries.filter(({ isDone }) => isDone).length,
    all: entries.length,
    partly: entries.filter(({ isDone, isPartly }) => isDone && isPartly).length,
  };
}
