/** Places of the record on its page. Pure. */
import type { RecordPart, RecordSection } from '@heping/scoring';
import { isContested } from '#lib/evaluation/contested.ts';

/** `record-A1.2`; what carries no points: `record-unscored`. */
export const sectionId = ({ group }: Pick<RecordSection, 'group'>): string =>
  `record-${group?.code ?? 'unscored'}`;

/** Whether two readings of something in this part wait for a person. */
export const isDisputed = (
  { requirements, lists }: RecordPart,
  conflicts: Readonly<Record<string, unknown>>,
): boolean =>
  [...requirements.map(({ requirement }) => requirement.code), ...lists.map(({ code }) => code)].some(
    (code) => isContested(conflicts, code),
  );
