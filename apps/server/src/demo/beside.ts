/** What goes with the facts of the demo, and its checklists: there, but for what the reasons of deductions say is missing. Invented. */
import {
  detailKeysOf,
  excuseItem,
  itemFieldKey,
  itemKey,
  markItem,
  readFacts,
  recordFact,
} from '@heping/protocol';
import {
  checklistsOf,
  daysAfter,
  detailsOfList,
  type Checklist,
  type ChecklistItem,
  type IndicatorCode,
  type RecordField,
  type Rubric,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { SAMPLE } from './facts.ts';
import { mix } from './scores.ts';
import { DOCUMENTS, DRAWN, MISSING, NAMES_OF, SHORT } from './words.ts';

export interface BesideOf {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly evaluation: number;
  /** Of the visit. */
  readonly day: string;
  /** Where the panel will take points off. */
  readonly lost: ReadonlySet<IndicatorCode>;
  /** The panel is still at it: only what stands first is recorded. */
  readonly isUnfinished: boolean;
}

/** Lists of the panel that is still at work that are recorded already. */
const BEGUN = 6;

export function recordBeside(record: Y.Doc, question: BesideOf): void {
  const { rubric, tier, evaluation, day, isUnfinished } = question;
  const facts = readFacts(record, rubric, tier);
  record.transact(() => {
    for (const { key, requirement, detail } of isUnfinished ? [] : detailKeysOf(rubric, tier)) {
      const value = beside(detail, {
        requirement: requirement.code,
        day,
        fact: facts[requirement.code]?.value,
      });
      if (value !== null) recordFact(record, key, value);
    }
    const lists = checklistsOf(rubric, tier);
    for (const [place, list] of (isUnfinished ? lists.slice(0, BEGUN) : lists).entries())
      for (const [at, item] of list.items.entries())
        recordItem(record, { ...question, list, item, chance: mix(evaluation, place, at, 23) });
  });
}

interface Measured {
  readonly requirement: string;
  readonly day: string;
  /** What was counted, where it was. */
  readonly fact: unknown;
}

function beside(field: RecordField, { requirement, day, fact }: Measured): string | number | null {
  if (field === 'way') return 'measured';
  if (field === 'sample') return SAMPLE;
  if (field === 'on') return day;
  if (field === 'definition') return '“满意”“基本满意”计为满意';
  const names = NAMES_OF[requirement]?.slice(0, typeof fact === 'number' ? fact : undefined) ?? [];
  return names.length === 0 ? null : names.join('、');
}

interface ItemOf extends BesideOf {
  readonly list: Checklist;
  readonly item: ChecklistItem;
  readonly chance: number;
}

function recordItem(record: Y.Doc, { rubric, list, item, day, lost, chance }: ItemOf): void {
  // What only Appendix A names depends on local conditions.
  if (/-also-/.test(list.code) && chance % 3 === 0)
    return excuseItem(record, list.code, item.code, '结合实际，本中心不设');
  const place = `${list.code}.${item.code}`;
  const isNamed = (table: Readonly<Record<IndicatorCode, readonly string[]>>) =>
    [...lost].some((indicator) => table[indicator]?.includes(place));
  // What costs no points is missing here and there.
  const isThere = !isNamed(MISSING) && (list.indicator !== null || chance % 11 !== 0);
  markItem(record, list.code, item.code, isThere);
  const drawn = DRAWN[list.code] ?? 0;
  const values: Readonly<Partial<Record<RecordField, string | number>>> = {
    ...(isThere && { document: DOCUMENTS[place] ?? '' }),
    ...(isThere && { dated: daysAfter(day, -(30 + (chance % 200))) }),
    ...(isThere && { lastUsed: daysAfter(day, -(chance % 28)) }),
    outOf: 4,
    counted: 4,
    drawn,
    matched: isNamed(SHORT) ? drawn - 1 : drawn,
  };
  for (const field of detailsOfList(rubric, list)) {
    const value = values[field];
    if (value !== undefined) recordFact(record, itemFieldKey(list.code, item.code, field), value);
  }
  if (!isThere && list.proof === 'photo')
    recordFact(record, `${itemKey(list.code, item.code)}.remark`, '现场未见，已向中心说明');
}
