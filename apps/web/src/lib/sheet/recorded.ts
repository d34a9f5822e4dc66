/** What was recorded beside the facts of a locked sheet, in words: from what was frozen with it. A sheet from before has none. */
import type { SheetChecklist, SheetContent, SheetReading } from '@heping/protocol';
import { itemState, type Details, type ItemState } from '@heping/scoring';
import { quantityWords } from '#lib/evaluation/fact-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { besideWords, detailsWords } from '#lib/evaluation/record-words.ts';
import { listOf, nameOf, textOf } from '#lib/words.ts';

export interface ItemLine {
  /** `logo.after-dusk` */
  readonly key: string;
  /** LOGO 和名称（天黑后拍摄） */
  readonly title: string;
  readonly clause: string;
  readonly state: ItemState | 'conflict';
  readonly notApplicable: string;
  /** 文件名称或文号 …；文件日期 … */
  readonly details: string;
  readonly contested: string;
  readonly readings: readonly string[];
}
export interface ListLines {
  readonly code: string;
  readonly title: string;
  readonly items: readonly ItemLine[];
}

/** Checklists of an indicator as they were found; null asks for those without points. What nobody looked at is left out. */
export const listsAt = (content: SheetContent, indicator: string | null): readonly ListLines[] =>
  (content.checklists ?? [])
    .filter((list) => list.indicator === indicator)
    .map((list) => ({
      code: list.code,
      title: textOf(list.title),
      items: list.items
        .map((item) => itemLine(content, list.code, item))
        .filter(({ state }) => state !== 'unrecorded'),
    }))
    .filter(({ items }) => items.length > 0);

function itemLine(content: SheetContent, list: string, item: SheetChecklist['items'][number]): ItemLine {
  const key = `${list}.${item.code}`;
  const contested = item.contested ?? [];
  return {
    key,
    title: textOf(item.title),
    clause: item.clause,
    // For the public the reason is left out, and the item still does not apply.
    state:
      contested.length > 0 ? 'conflict' : item.notApplicable === null ? itemState(item) : 'not-applicable',
    notApplicable: item.notApplicable ?? '',
    details: detailsWords(item.details as Details),
    contested:
      contested.length === 0 ? '' : m.record_paper_contested({ values: valuesOf(content, key, contested) }),
    readings: readingsAt(content, key),
  };
}

/** Readings of a fact or an item between which somebody chose, one sentence each time. */
export const readingsAt = (content: SheetContent, key: string): readonly string[] =>
  (content.readings ?? [])
    .filter((reading) => reading.key === key)
    .map(({ values, taken, by }) =>
      m.record_paper_readings({
        values: valuesOf(content, key, values),
        taken: valueWords(content, key, taken),
        name: personIn(content, by),
      }),
    );

function valuesOf(content: SheetContent, key: string, values: SheetReading['values']): string {
  return listOf(
    values.map((one) => {
      const beside = one.beside === undefined ? '' : besideWords({ beside: one.beside });
      const name = personIn(content, one.by);
      return m.record_value_by({
        value: valueWords(content, key, one.value),
        name: beside === '' ? name : m.score_part_of({ whole: name, part: beside }),
      });
    }),
  );
}

function valueWords(content: SheetContent, key: string, value: number | boolean | null): string {
  if (value === null) return m.score_nothing();
  if (typeof value === 'number') {
    const asked = content.requirements.find(({ code }) => code === key);
    return asked === undefined ? String(value) : quantityWords(asked, value);
  }
  const isItem = key.includes('.');
  if (isItem) return value ? m.score_there() : m.score_absent();
  return value ? m.score_yes() : m.score_no();
}

function personIn({ panel }: SheetContent, id: string): string {
  const person = panel.find((member) => member.id === id);
  return person === undefined ? m.score_somebody() : nameOf(person);
}
