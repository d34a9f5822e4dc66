/**
 * Which Yjs root is what. Roots are named per indicator, never nested under a shared key (two people creating one at
 * once would lose one); plain values live in flat maps; clearing writes null and keys are never deleted. [LA1–LA3]
 */
import {
  indicatorsOf,
  requirementsOf,
  type IndicatorCode,
  type Requirement,
  type Rubric,
  type Threshold,
  type Tier,
} from '@heping/scoring';
import type { DocumentKind } from './documents.ts';

/** The flat maps of each kind of document; those of `SERVER_MAPS` are written by the server. [LA2, LA5, LA16] */
export const MAPS = {
  ballot: ['scores', 'recusals', 'conflicts'],
  record: ['facts', 'readings', 'settled', 'evidence', 'conflicts'],
  consensus: ['agreed', 'severity', 'conflicts'],
  plan: ['measures', 'findings', 'conflicts'],
  self: ['claimed', 'conflicts'],
} as const satisfies Record<DocumentKind, readonly string[]>;
export type MapName = (typeof MAPS)[DocumentKind][number];
/** Maps that the server writes: what waits for a person, and what one has settled. */
export const SERVER_MAPS = ['conflicts', 'settled'] as const satisfies readonly MapName[];
/** Maps whose values people write. */
export type ValueMap = Exclude<MapName, (typeof SERVER_MAPS)[number]>;
/** Whether people write the values of a map. */
export const isValueMap = <Map extends MapName>(
  map: Map,
): map is Exclude<Map, (typeof SERVER_MAPS)[number]> => !SERVER_MAPS.some((other) => other === map);

/** What a root named `<prefix>:<indicator>` holds. [LA1] */
export const TEXT_ROOTS = {
  /** plain text, one author: the panelist's own remark */
  remark: { kind: 'ballot', type: 'text' },
  /** rich text (ProseMirror schema of `rich-text.ts`): the evidence note */
  note: { kind: 'record', type: 'xml' },
  /** plain text, co-edited: the reason of the agreed score */
  reason: { kind: 'consensus', type: 'text' },
  /** plain text, co-edited: what the centre says of itself */
  statement: { kind: 'self', type: 'text' },
  /** messages of the panel, appended only */
  thread: { kind: 'consensus', type: 'array' },
} as const satisfies Record<string, { kind: DocumentKind; type: 'text' | 'xml' | 'array' }>;
export type TextRoot = keyof typeof TEXT_ROOTS;

/** `reason` + `A1.2.2` → `reason:A1.2.2` */
export const rootName = (root: TextRoot, indicator: IndicatorCode): string => `${root}:${indicator}`;

/** Longest texts, in UTF-16 units: refused beyond. [LA4] */
export const TEXT_LIMITS = {
  remark: 2_000,
  note: 20_000,
  reason: 2_000,
  statement: 1_000,
  message: 1_000,
  field: 200,
  /** 问题原因 */
  cause: 4_000,
  /** what a measure does */
  measure: 2_000,
  /** 预期佐证 */
  expected: 500,
  ownerName: 40,
  /** of a piece of evidence */
  caption: 200,
  where: 100,
  fileName: 200,
} as const;

/**
 * How much one person may put into a document that others write too. Counted over the document's whole life; why these
 * numbers: SPEC of the corridor. [LA9]
 */
export const SHARES = {
  /** characters, nodes, marks, values and messages of one person in one document, deleted ones included */
  units: 200_000,
  /** messages of one person in one thread */
  messages: 100,
  /** UTF-16 units of one person's messages in one thread */
  said: 20_000,
  /** nodes and runs of text in one note, whoever made them */
  nodes: 8_000,
} as const;

/** What one key of the `facts` map holds. */
export const FACT_FIELDS = ['value', 'item', 'na', 'how'] as const;
export type FactField = (typeof FACT_FIELDS)[number];

export interface FactKey {
  readonly key: string;
  readonly requirement: Requirement;
  readonly threshold: Threshold;
  readonly field: FactField;
  /** for a checklist: which item */
  readonly item?: string;
}

/**
 * The keys the `facts` map may have for a tier: `floor-area` (the number), `zones-service.reception` (a checklist
 * item), `floor-area.na` (reason for "not applicable"), `floor-area.how` (how it was measured, sample, names). [LA6]
 */
export function factKeysOf(rubric: Rubric, tier: Tier): readonly FactKey[] {
  return requirementsOf(rubric, tier).flatMap(({ requirement, threshold }) => {
    const base = { requirement, threshold };
    const values: FactKey[] =
      requirement.kind === 'checklist'
        ? (threshold.items ?? []).map((item) => ({
            ...base,
            key: `${requirement.code}.${item.code}`,
            field: 'item',
            item: item.code,
          }))
        : [{ ...base, key: requirement.code, field: 'value' }];
    return [
      ...values,
      { ...base, key: `${requirement.code}.na`, field: 'na' },
      { ...base, key: `${requirement.code}.how`, field: 'how' },
    ];
  });
}

/** Every root that each document of this kind may have, with its Yjs type; a plan has more, by pattern. [LA1, LA10] */
export function rootsOf(
  kind: DocumentKind,
  rubric: Rubric,
): ReadonlyMap<string, 'map' | 'text' | 'xml' | 'array'> {
  const roots = new Map<string, 'map' | 'text' | 'xml' | 'array'>();
  for (const map of MAPS[kind]) roots.set(map, 'map');
  for (const [root, { kind: owner, type }] of Object.entries(TEXT_ROOTS)) {
    if (owner !== kind) continue;
    for (const { code } of indicatorsOf(rubric)) roots.set(`${root}:${code}`, type);
  }
  return roots;
}

/** One value of a conflict and whose it is; of a reading of a fact also what goes with it: `how`, fields by name. */
export interface ConflictValue {
  readonly value: unknown;
  readonly by: string;
  readonly beside?: Readonly<Record<string, string | number>>;
}
/** What the server writes when two people set the same value unseen by each other. [LA5] */
export interface Conflict {
  readonly values: readonly ConflictValue[];
}
/** A conflict that a person settled: its values, the one that was taken, and who took it. [LA16] */
export interface Settlement {
  readonly values: readonly ConflictValue[];
  readonly taken: unknown;
  readonly by: string;
}
/** Key of the `conflicts` map: `agreed:A1.2.2`, `facts:floor-area`. */
export const conflictKey = (map: ValueMap, key: string): string => `${map}:${key}`;

/** A message of a thread. `by` must be the writer; `at` is server time as the writer knows it. [LA7] */
export interface ThreadMessage {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
}
