/** What the map `evidence` of a record may hold: fields of pieces by pattern, for one rubric and tier. [GU11, GU13, GU24] */
import {
  ID_PATTERN,
  parseEvidenceKey,
  PIECE_LIMITS,
  pieceKey,
  refusal,
  SLOT_PATTERN,
  slotOf,
  OWN_PIECE_FIELDS,
  TEXT_LIMITS,
  type PieceField,
} from '@heping/protocol';
import { indicatorsOf, METHODS, PIECE_KINDS, type Localized, type Rubric, type Tier } from '@heping/scoring';
import { judged, noteJudge, type Judge, type Slotted } from './judges.ts';

const isOne = (list: readonly string[]) => (value: unknown) => list.some((one) => one === value);
const isSlot = (value: unknown) => typeof value === 'string' && SLOT_PATTERN.test(value);
const YES: Localized = { zh: '“是”或留空', en: 'yes or nothing' };
const PIECE: Localized = { zh: '另一份佐证', en: 'another piece of evidence' };
const WAY: Localized = {
  zh: '观察、提问、听取陈述、检查或比对',
  en: 'observe, ask, listen, inspect or compare',
};
const METHOD = judged({ zh: '评价方法', en: 'method' }, WAY, isOne(METHODS));

/** No photo was taken before the standard, and none is from a far future: a clock is this wrong by accident only. */
const TAKEN = { least: Date.UTC(2020, 0), most: Date.UTC(2100, 0) } as const;

const FIELD_JUDGES: Readonly<Record<Exclude<PieceField, 'item'>, Judge>> = {
  by: judged(
    { zh: '提供人', en: 'who brought it' },
    { zh: '人员', en: 'a person' },
    (value) => typeof value === 'string' && ID_PATTERN.test(value),
  ),
  kind: judged(
    { zh: '佐证类别', en: 'kind of evidence' },
    { zh: '照片或文件', en: 'a photo or a file' },
    isOne(PIECE_KINDS),
  ),
  taken: judged(
    { zh: '时间', en: 'time' },
    { zh: '时刻', en: 'a moment' },
    (value) => Number.isInteger(value) && Number(value) >= TAKEN.least && Number(value) < TAKEN.most,
  ),
  name: noteJudge({ zh: '文件名', en: 'file name' }, TEXT_LIMITS.fileName),
  of: judged({ zh: '原图', en: 'original' }, PIECE, isSlot),
  method: METHOD,
  caption: noteJudge({ zh: '说明', en: 'caption' }, TEXT_LIMITS.caption),
  where: noteJudge({ zh: '地点', en: 'place' }, TEXT_LIMITS.where),
  before: judged({ zh: '整改前', en: 'before' }, PIECE, isSlot),
  removed: judged({ zh: '移除', en: 'taken out' }, YES, (value) => value === true),
};
const SERVES = judged({ zh: '所证指标', en: 'indicator' }, YES, (value) => value === true);

/** The judge of a key; undefined for one that there is not. */
export function evidenceJudges(rubric: Rubric, tier: Tier): (key: string) => Judge | undefined {
  const indicators: ReadonlySet<string> = new Set(indicatorsOf(rubric).map(({ code }) => code));
  const items = rubric.checklists
    .filter(({ tiers }) => tiers.includes(tier))
    .flatMap(({ code, items }) => items.map((item) => `${code}.${item.code}`));
  const item = judged(
    { zh: '清单条目', en: 'item of a checklist' },
    { zh: '本层级清单中的一项', en: 'an item of this tier’s checklists' },
    isOne(items),
  );
  return (key) => {
    const read = parseEvidenceKey(key);
    if (read === undefined) return undefined;
    if (read.kind === 'field') return read.field === 'item' ? item : FIELD_JUDGES[read.field];
    if (!indicators.has(read.indicator)) return undefined;
    return read.kind === 'note' ? METHOD : SERVES;
  };
}

const OWN: readonly PieceField[] = OWN_PIECE_FIELDS;
const OWNER = pieceKey('', 'by');

/** Pieces as things in slots, each somebody's own. [GU22, GU24] */
export const PIECES: Slotted = {
  map: 'evidence',
  slotOf,
  wordsOf: () => undefined,
  owned: {
    ownerKey: (slot) => pieceKey(slot, 'by'),
    slotOfOwner: (key) => (key.endsWith(OWNER) ? key.slice(0, -OWNER.length) : undefined),
    isOnce: (key) => {
      const read = parseEvidenceKey(key);
      return read?.kind === 'field' && OWN.includes(read.field);
    },
  },
  whyTooMany({ all, own }) {
    const isOver = all.size > PIECE_LIMITS.pieces || own > PIECE_LIMITS.ofOne;
    return isOver
      ? refusal('TOO_MANY_PIECES', { own: PIECE_LIMITS.ofOne, limit: PIECE_LIMITS.pieces })
      : null;
  },
};
