/** Types, kinds and fields of the activity log as words. */
import { ACTIVITY_FIELD_LABELS } from '@heping/protocol';
import { ACTIVITY_RULES, type ActivityField, type ActivityKind, type ActivityType } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { textOf, type Word } from '#lib/words.ts';

export const typeWord = (type: ActivityType): string => textOf(ACTIVITY_RULES[type].title);
export const unitWord = (type: ActivityType): string => textOf(ACTIVITY_RULES[type].unit);

export const KIND_OF_ACTIVITY_WORDS: Readonly<Record<ActivityKind, Word>> = {
  service: m.activity_kind_service,
  running: m.activity_kind_running,
  reporting: m.activity_kind_reporting,
};

/** `who` is somebody else for a duty than for a letter. */
export function fieldWord(type: ActivityType, field: ActivityField): string {
  if (field === 'who' && type === 'duty') return m.activity_who_duty();
  if (field === 'who' && ['visit', 'letter', 'call'].includes(type)) return m.activity_who_met();
  if (field === 'who') return m.activity_who();
  return textOf(ACTIVITY_FIELD_LABELS[field]);
}

/** “6 次集中或日常学习”; what was written after scoring began is said with it. */
export function countWords({
  type,
  count,
  late,
}: {
  type: ActivityType;
  count: number;
  late: number;
}): string {
  const words = m.activity_count({ count: String(count), unit: unitWord(type), type: typeWord(type) });
  return late === 0 ? words : m.activity_count_late({ words, late: String(late) });
}
