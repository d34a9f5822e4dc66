/**
 * What the record holds of evidence beside its notes. Pieces (a photo, a file) are many, so the keys of the map `evidence`
 * are patterns: `<slot>.caption` is a field, `<slot>.at.A1.2.2` says that the piece serves that indicator, and
 * `note.A1.2.2` is the method of that indicator's note. Whoever brings a piece chooses its slot by chance, and its bytes
 * come under the same slot, whenever there is a line. [LA17–LA19]
 */
import type { IndicatorCode } from '@heping/scoring';

/** Said once, with the piece, by whoever brings it. [LA18] */
export const OWN_PIECE_FIELDS = ['by', 'kind', 'taken', 'name', 'of'] as const;
/** Said and changed by the whole panel. */
export const SHARED_PIECE_FIELDS = ['method', 'caption', 'where', 'item', 'before', 'removed'] as const;
export const PIECE_FIELDS = [...OWN_PIECE_FIELDS, ...SHARED_PIECE_FIELDS] as const;
export type PieceField = (typeof PIECE_FIELDS)[number];

/** How many pieces there can be, counted over the document's whole life, and how many of one person. [LA19] */
export const PIECE_LIMITS = { pieces: 600, ofOne: 300 } as const;

const SLOT = '[a-z0-9]{12}';
export const SLOT_PATTERN = new RegExp(`^${SLOT}$`);
const FIELD_KEY = new RegExp(`^(${SLOT})\\.(${PIECE_FIELDS.join('|')})$`);
const SERVES_KEY = new RegExp(`^(${SLOT})\\.at\\.(.+)$`);
const NOTE_KEY = /^note\.(.+)$/;

export type EvidenceKey =
  | { readonly kind: 'field'; readonly slot: string; readonly field: PieceField }
  | { readonly kind: 'serves'; readonly slot: string; readonly indicator: IndicatorCode }
  | { readonly kind: 'note'; readonly indicator: IndicatorCode };

/** `ab12cd34ef56.caption` */
export const pieceKey = (slot: string, field: PieceField): string => `${slot}.${field}`;
/** `ab12cd34ef56.at.A1.2.2` */
export const servesKey = (slot: string, indicator: IndicatorCode): string => `${slot}.at.${indicator}`;
/** `note.A1.2.2` */
export const noteMethodKey = (indicator: IndicatorCode): string => `note.${indicator}`;

/** Reads a key of the `evidence` map; undefined for one that has not its form. Whether the indicator is one is not asked. [LA17] */
export function parseEvidenceKey(key: string): EvidenceKey | undefined {
  const [, slot = '', field] = FIELD_KEY.exec(key) ?? [];
  const known = PIECE_FIELDS.find((one) => one === field);
  if (known !== undefined) return { kind: 'field', slot, field: known };
  const [, at, served] = SERVES_KEY.exec(key) ?? [];
  if (at !== undefined && served !== undefined) return { kind: 'serves', slot: at, indicator: served };
  const [, indicator] = NOTE_KEY.exec(key) ?? [];
  return indicator === undefined ? undefined : { kind: 'note', indicator };
}

/** The piece a key speaks of. */
export function slotOf(key: string): string | undefined {
  const read = parseEvidenceKey(key);
  return read === undefined || read.kind === 'note' ? undefined : read.slot;
}
