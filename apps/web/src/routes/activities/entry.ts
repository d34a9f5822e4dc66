/** An entry while it is typed: what its type asks for, and what is sent of it. */
import { type Activity, ACTIVITY_LIMITS, type FileUse, type NewActivity } from '@heping/protocol';
import {
  ACTIVITY_RULES,
  isBlank,
  parseQuantity,
  showsFiles,
  type ActivityField,
  type ActivityType,
} from '@heping/scoring';

export interface Typed {
  readonly type: ActivityType;
  readonly day: string;
  readonly text: string;
  /** As typed: not always a number yet. */
  readonly people: string;
  readonly who: string;
  readonly place: string;
  readonly recipient: string;
  /** null: what the type names. */
  readonly indicators: readonly string[] | null;
}

export const blankEntry = (type: ActivityType, day: string): Typed => ({
  ...{ type, day, text: '', people: '', who: '', place: '', recipient: '' },
  indicators: null,
});

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((code, at) => code === other[at]);

/** An entry as it stands, to be corrected. */
export const typedOf = ({ type, day, text, people, who, place, recipient, indicators }: Activity): Typed => ({
  ...{ type, day, text, who, place, recipient },
  people: people === null ? '' : String(people),
  indicators: isSame(indicators, ACTIVITY_RULES[type].indicators) ? null : indicators,
});

/** The fields that an entry of this type has, the one it cannot do without first. */
export const fieldsOf = (type: ActivityType): readonly ActivityField[] => {
  const { asks, takes } = ACTIVITY_RULES[type];
  return [asks, ...takes];
};

/** The number of people as typed; undefined where it is none. */
export function peopleOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  // As a count of the record is read: a Chinese keyboard writes its digits in full width, too.
  const people = parseQuantity('count', text);
  return people !== null && people <= ACTIVITY_LIMITS.people ? people : undefined;
}

/** The field that is still missing; null where it can be sent. */
export function missingIn(typed: Typed): ActivityField | 'day' | null {
  if (typed.day === '') return 'day';
  const { asks } = ACTIVITY_RULES[typed.type];
  if (asks === 'people') return peopleOf(typed.people) === null ? asks : null;
  return isBlank(typed[asks]) ? asks : null;
}

/** What is sent: only what the type takes, so that words typed under another type do not go along unseen. */
export function bodyOf(typed: Typed, files: readonly Pick<FileUse, 'id'>[] = []): NewActivity {
  const { type, day, indicators } = typed;
  const has = new Set(fieldsOf(type));
  const words = (field: 'text' | 'who' | 'place' | 'recipient') => (has.has(field) ? typed[field] : '');
  return {
    ...{ type, day, text: words('text'), who: words('who'), place: words('place') },
    recipient: words('recipient'),
    people: has.has('people') ? (peopleOf(typed.people) ?? null) : null,
    ...(indicators === null ? {} : { indicators: [...indicators] }),
    files: showsFiles(type) ? files.map(({ id }) => id) : [],
  };
}
