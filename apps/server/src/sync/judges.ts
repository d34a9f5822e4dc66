/** What a judge of a document's content is, and the parts that several kinds share. */
import {
  isCleanText,
  refusal,
  TEXT_LIMITS,
  type DocumentKind,
  type ReadingPlace,
  type Refusal,
  type RefusalParam,
  type ValueMap,
} from '@heping/protocol';
import type { Localized } from '@heping/scoring';

export type RootType = 'map' | 'text' | 'xml' | 'array';

export interface Content {
  readonly kind: DocumentKind;
  /** Roots that every document of the kind has; a plan has more, by pattern. */
  readonly roots: ReadonlyMap<string, RootType>;
  /** What a root holds; undefined for one that there is not. [GU10] */
  rootType(root: string): RootType | undefined;
  /** Whether a map has this key. */
  hasKey(map: string, key: string): boolean;
  /** The value that a key of the `conflicts` map speaks of. */
  conflictAt(key: string): { readonly map: ValueMap; readonly key: string } | undefined;
  /** The fact whose value a key of `readings` is a second reading of; undefined for what only goes with one. [RE1] */
  readingAt(key: string): ReadingPlace | undefined;
  /** What is wrong with a plain value under a key that exists; null when nothing is. */
  judgeValue(map: string, key: string, value: unknown): Refusal | null;
  /** Most UTF-16 units of a text or note; Infinity elsewhere. */
  limitOf(root: string): number;
  /** Why nothing is written there any more; null where it is. `key` of a map. [GU23] */
  whyOver(root: string, key: string | null): Refusal | null;
  /** Whether somebody can be there: an indicator, a finding. [PR4] */
  isPlace(at: string): boolean;
  /** Whether a caret can be in this root. [PR7] */
  mayHoldCaret(root: string): boolean;
  /** Things of which there are many here, if there are. */
  readonly slotted: Slotted | null;
}

/** Things of which a document has many, each in a slot with keys of its own in one map. [GU22, GU24] */
export interface Slotted {
  readonly map: string;
  slotOf(key: string): string | undefined;
  /** Whose words a text is. */
  wordsOf(root: string): string | undefined;
  /** Where each is somebody's: the key that says whose, and which keys they write, once. */
  readonly owned?: {
    ownerKey(slot: string): string;
    /** The slot of such a key; undefined for any other. Asked of every key there is, so it looks at its end alone. */
    slotOfOwner(key: string): string | undefined;
    isOnce(key: string): boolean;
  };
  /** `own`: how many are the author's, where each is somebody's. */
  whyTooMany(slots: {
    readonly all: ReadonlySet<string>;
    readonly fresh: readonly string[];
    readonly own: number;
  }): Refusal | null;
}

export type Judge = (value: unknown) => Refusal | null;

/** How a refused value is named in the sentence. */
export const shown = (value: unknown): string | number =>
  typeof value === 'number' ? value : (typeof value === 'string' ? value : String(value)).slice(0, 40);

const TEXT: Localized = { zh: '文字', en: 'a text' };

/** Words under a key, no longer than their field. [GU13] */
export function noteJudge(named: RefusalParam, limit: number = TEXT_LIMITS.field): Judge {
  return (value) => {
    if (value === null) return null;
    if (typeof value !== 'string')
      return refusal('BAD_FACT', { key: named, expected: TEXT, value: shown(value) });
    if (!isCleanText(value)) return refusal('UNCLEAN_TEXT');
    return value.length > limit ? refusal('TOO_LONG', { limit }) : null;
  };
}

/** A value that is one of what is expected, or nothing. [GU13] */
export const judged =
  (key: Localized, expected: Localized, isRight: (value: unknown) => boolean): Judge =>
  (value) =>
    value === null || isRight(value) ? null : refusal('BAD_FACT', { key, expected, value: shown(value) });

/** Texts by the first part of their root's name. [LA4] */
const LIMITED: Readonly<Record<string, number>> = {
  remark: TEXT_LIMITS.remark,
  note: TEXT_LIMITS.note,
  reason: TEXT_LIMITS.reason,
  statement: TEXT_LIMITS.statement,
  cause: TEXT_LIMITS.cause,
  measure: TEXT_LIMITS.measure,
};
export const limitOf = (root: string): number => LIMITED[root.slice(0, root.indexOf(':'))] ?? Infinity;
