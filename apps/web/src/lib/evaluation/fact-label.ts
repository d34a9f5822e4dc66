/** What the record keeps at a key, in the reader's words: the fact or what goes with it, and its value. */
import { RECORD_FIELDS, type RecordField, type Rubric } from '@heping/scoring';
import { FIELD_WORDS, fieldValueWords } from '#lib/evaluation/record-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { textOf } from '#lib/words.ts';
import { quantityWords } from './fact-words.ts';

/** `floor-area` → “面积”, `logo.after-dusk` → “标识：夜间可辨识”; what this rubric does not know stays as it is. */
export function factLabel(key: string, rubric: Rubric): string {
  const [code = '', ...rest] = key.split('.');
  const requirement = rubric.requirements.find((candidate) => candidate.code === code);
  const list = rubric.checklists.find((candidate) => candidate.code === code);
  const title = requirement?.title ?? list?.title;
  if (title === undefined) return key;
  const [first, second] = rest;
  if (first === undefined) return textOf(title);
  const items = [
    ...(requirement?.thresholds.flatMap(({ items }) => items ?? []) ?? []),
    ...(list?.items ?? []),
  ];
  const item = items.find((candidate) => candidate.code === first);
  const part = item === undefined ? partLabel(first) : textOf(item.title);
  const whole = m.score_part_of({ whole: textOf(title), part });
  return second === undefined ? whole : m.score_part_of({ whole, part: partLabel(second) });
}

const isField = (part: string): part is RecordField => part in RECORD_FIELDS;

/** What goes with a fact or an item: `how`, `na`, or a field by its name. */
function partLabel(part: string): string {
  if (part === 'na') return m.score_not_applicable();
  if (part === 'how') return m.score_how();
  return isField(part) ? FIELD_WORDS[part]() : part;
}

/** Whether a key speaks of an item of a list: it is there, or it is not. */
const isItem = (key: string, rubric: Rubric): boolean => {
  const [code] = key.split('.', 1);
  return (
    key.includes('.') &&
    (rubric.checklists.some((list) => list.code === code) ||
      rubric.requirements.some(
        (requirement) => requirement.code === code && requirement.kind === 'checklist',
      ))
  );
};

/** A value as it is read at its key: `268 ㎡`, “具备”, “未填写”. */
export function factValueLabel(key: string, value: unknown, rubric: Rubric): string {
  if (value === null || value === undefined || value === '') return m.score_nothing();
  if (typeof value === 'boolean') {
    if (isItem(key, rubric)) return value ? m.score_there() : m.score_absent();
    return value ? m.score_yes() : m.score_no();
  }
  const field = key.slice(key.lastIndexOf('.') + 1);
  if (key.includes('.') && isField(field)) return fieldValueWords(field, value);
  if (typeof value !== 'number') return String(value);
  const requirement = rubric.requirements.find(({ code }) => code === key);
  return requirement === undefined ? String(value) : quantityWords(requirement, value);
}
