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
