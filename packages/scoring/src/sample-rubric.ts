/** Rubric files for tests: right ones, to be broken in one place. */
import type { RubricFile } from './rubric-file.ts';

/** A small rubric of another city, as a file. */
export const small = (): RubricFile => ({
  code: 'other',
  title: { zh: '另一标准', en: 'Another standard' },
  tables: [
    {
      code: 'B.1',
      title: { zh: '表', en: 'Table' },
      maximum: 18.5,
      groups: [
        {
          code: 'B1.1',
          title: { zh: '甲', en: 'First' },
          maximum: 10,
          indicators: [
            {
              code: 'B1.1.1',
              text: { zh: '一', en: 'One' },
              maximum: 4,
              clauses: ['5.1'],
              method: 'observe',
            },
            { code: 'B1.1.2', text: { zh: '二', en: 'Two' }, maximum: 6, clauses: ['B.1'], method: 'ask' },
          ],
        },
        {
          code: 'B1.2',
          title: { zh: '乙', en: 'Second' },
          maximum: 8.5,
          indicators: [
            {
              code: 'B1.2.1',
              text: { zh: '三', en: 'Three' },
              maximum: 8.5,
              clauses: ['5.2'],
              method: 'inspect',
            },
          ],
        },
      ],
    },
  ],
  requirements: [
    {
      code: 'area',
      title: { zh: '面积', en: 'Area' },
      kind: 'measure',
      unit: { zh: '㎡', en: 'm²' },
      indicators: ['B1.1.2'],
      thresholds: [
        {
          tier: 'county',
          clause: '5.1',
          strength: 'shall',
          quantity: { zh: '面积', en: 'Area' },
          least: 99.5,
        },
      ],
    },
    {
      code: 'rooms',
      title: { zh: '房间', en: 'Rooms' },
      kind: 'checklist',
      indicators: ['B1.1.1'],
      thresholds: [
        {
          tier: 'county',
          clause: '5.1',
          strength: 'shall',
          quantity: { zh: '房间', en: 'Rooms' },
          items: [{ code: 'hall', clause: '5.1', title: { zh: '厅', en: 'Hall' } }],
        },
      ],
    },
  ],
  checklists: [
    {
      code: 'photos',
      title: { zh: '照片', en: 'Photos' },
      indicator: 'B1.1.1',
      tiers: ['county'],
      proof: 'photo',
      items: [{ code: 'door', clause: '5.1', title: { zh: '门', en: 'Door' } }],
    },
  ],
});

/** A table of one line. */
export const tableOfOneLine = (maximum: number): RubricFile['tables'][number] => ({
  code: 'B.1',
  title: { zh: '表', en: 'Table' },
  maximum,
  groups: [
    {
      code: 'B1.1',
      title: { zh: '甲', en: 'First' },
      maximum,
      indicators: [
        { code: 'B1.1.1', text: { zh: '一', en: 'One' }, maximum, clauses: ['5.1'], method: 'listen' },
      ],
    },
  ],
});

/** Where a value stands in a file. */
export type Path = readonly (string | number)[];

/** The small rubric with one value replaced; `undefined` stands for a missing one. */
export function broken(path: Path, value: unknown): unknown {
  return replaceAt(small(), path, value);
}

function replaceAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  // Copied as a list or as an object, so that either can be written by its key.
  const copy = Object.assign(Array.isArray(whole) ? [] : {}, whole) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, value);
  return copy;
}
