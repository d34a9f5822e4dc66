/** The read verbs of the inspection record: what stands beside the facts, as plain values. [RD6–RD8] */
import {
  checklistsOf,
  detailsOfList,
  FACT_DETAILS,
  isBlank,
  isFieldValue,
  requirementsOf,
  type Details,
  type ItemFact,
  type RecordField,
  type RequirementCode,
  type Rubric,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import type { Settlement } from './layout.ts';
import { detailKey, itemFieldKey, itemKey, parseSettledKey } from './record-layout.ts';

const filled = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && !isBlank(value));

/** The filled ones of some fields; what is not of its field’s kind counts as empty. */
function detailsIn(
  values: Y.Map<unknown>,
  fields: readonly RecordField[],
  keyOf: (field: RecordField) => string,
): Details {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = values.get(keyOf(field));
      return filled(value) && isFieldValue(field, value) ? [[field, value] as const] : [];
    }),
  );
}

/** What goes with each fact of the tier. [RD6] */
export function readDetails(record: Y.Doc, rubric: Rubric, tier: Tier): Record<RequirementCode, Details> {
  const values = record.getMap<unknown>('facts');
  return Object.fromEntries(
    requirementsOf(rubric, tier).map(({ requirement: { code, kind } }) => [
      code,
      detailsIn(values, FACT_DETAILS[kind], (field) => detailKey(code, field)),
    ]),
  );
}

/** Every item of the tier’s checklists, by list and item. [RD7] */
export function readItems(
  record: Y.Doc,
  rubric: Rubric,
  tier: Tier,
): Record<string, Record<string, ItemFact>> {
  const values = record.getMap<unknown>('facts');
  return Object.fromEntries(
    checklistsOf(rubric, tier).map((list) => [
      list.code,
      Object.fromEntries(
        list.items.map(({ code }): [string, ItemFact] => {
          const there = values.get(itemKey(list.code, code));
          const reason = values.get(itemFieldKey(list.code, code, 'na'));
          return [
            code,
            {
              there: typeof there === 'boolean' ? there : null,
              notApplicable: typeof reason === 'string' && !isBlank(reason) ? reason : null,
              details: detailsIn(values, detailsOfList(rubric, list), (field) =>
                itemFieldKey(list.code, code, field),
              ),
            },
          ];
        }),
      ),
    ]),
  );
}

/** Conflicts of the record that a person settled, by the key they were about, oldest first. [RD8] */
export function readSettled(record: Y.Doc): Record<string, readonly Settlement[]> {
  const found = [...record.getMap<Settlement>('settled').entries()]
    .flatMap(([text, settlement]) => {
      const at = parseSettledKey(text);
      return at === undefined ? [] : [{ ...at, settlement }];
    })
    .sort((one, other) => one.number - other.number);
  const byKey: Record<string, Settlement[]> = {};
  for (const { key, settlement } of found) (byKey[key] ??= []).push(settlement);
  return byKey;
}
