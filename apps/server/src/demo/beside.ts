/** What goes with the facts of the demo, and its checklists: mostly there, here and there something missing. Invented. */
import { detailKeysOf, itemFieldKey, itemKey, markItem, recordFact, excuseItem } from '@heping/protocol';
import {
  checklistsOf,
  daysAfter,
  detailsOfList,
  type Checklist,
  type ChecklistItem,
  type RecordField,
  type Rubric,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { mix } from './scores.ts';
import { NAMES_OF } from './words.ts';

export interface BesideOf {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly evaluation: number;
  /** Of the visit. */
  readonly day: string;
  /** The panel is still at it: only what stands first is recorded. */
  readonly isUnfinished: boolean;
}

/** Lists of the panel that is still at work that are recorded already. */
const BEGUN = 6;

export function recordBeside(record: Y.Doc, question: BesideOf): void {
  const { rubric, tier, evaluation, day, isUnfinished } = question;
  record.transact(() => {
    for (const { key, requirement, detail } of isUnfinished ? [] : detailKeysOf(rubric, tier)) {
      const value = beside(detail, requirement.code, day);
      if (value !== null) recordFact(record, key, value);
    }
    const lists = checklistsOf(rubric, tier);
    for (const [place, list] of (isUnfinished ? lists.slice(0, BEGUN) : lists).entries())
      for (const [at, item] of list.items.entries())
        recordItem(record, { ...question, list, item, chance: mix(evaluation, place, at, 23) });
  });
}

function beside(field: RecordField, requirement: string, day: string): string | number | null {
  if (field === 'way') return 'measured';
  if (field === 'sample') return 57;
  if (field === 'on') return day;
  if (field === 'definition') return '“满意”“基本满意”计为满意';
  return NAMES_OF[requirement] ?? null;
}

interface ItemOf extends BesideOf {
  readonly list: Checklist;
  readonly item: ChecklistItem;
  readonly chance: number;
}

function recordItem(record: Y.Doc, { rubric, list, item, day, chance }: ItemOf): void {
  // What only Appendix A names depends on local conditions.
  if (/-also-/.test(list.code) && chance % 3 === 0)
    return excuseItem(record, list.code, item.code, '结合实际，本中心不设');
  const isThere = chance % 11 !== 0;
  markItem(record, list.code, item.code, isThere);
  const drawn = 5 + (chance % 6);
  const values: Readonly<Partial<Record<RecordField, string | number>>> = {
    ...(isThere && { document: `${item.title.zh}（${day.slice(0, 4)} 年材料）` }),
    ...(isThere && { dated: daysAfter(day, -(30 + (chance % 200))) }),
    ...(isThere && { lastUsed: daysAfter(day, -(chance % 28)) }),
    outOf: 4,
    counted: isThere ? 4 : 3,
    drawn,
    matched: isThere ? drawn : drawn - 1,
  };
  for (const field of detailsOfList(rubric, list)) {
    const value = values[field];
    if (value !== undefined) recordFact(record, itemFieldKey(list.code, item.code, field), value);
  }
  if (!isThere && list.proof === 'photo')
    recordFact(record, `${itemKey(list.code, item.code)}.remark`, '现场未见，已向中心说明');
}
