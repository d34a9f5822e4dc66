/**
 * What the rectification plan of an evaluation holds. Findings and measures are many, so keys and roots are patterns:
 * `cause:3` is the cause of finding 3, `measures` has `3.ab12cd.due` for its measure `ab12cd`, whose words are the text
 * `measure:3.ab12cd`. Whoever adds a measure chooses its slot by chance; taken out, its kind is null. [LA10–LA12]
 */

/** What is recorded of a measure beside its words. */
export const MEASURE_FIELDS = ['kind', 'owner', 'ownerName', 'due', 'expected', 'position'] as const;
export type MeasureField = (typeof MEASURE_FIELDS)[number];

/** What is recorded of a finding beside its cause: 整改类型、责任领导. */
export const PLAN_FIELDS = ['kind', 'responsible'] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** How many measures there can be, counted over the document's whole life, and the last place in a list. [LA11] */
export const PLAN_LIMITS = { perFinding: 20, measures: 200, position: 1_000_000 } as const;

/** A measure by its finding's number and its slot. */
export interface MeasurePlace {
  readonly finding: number;
  readonly slot: string;
}

const FINDING = '[1-9]\\d{0,2}';
const SLOT = '[a-z0-9]{6}';
const PLACE = new RegExp(`^(${FINDING})\\.(${SLOT})$`);
const MEASURE_KEY = new RegExp(`^(${FINDING}\\.${SLOT})\\.(${MEASURE_FIELDS.join('|')})$`);
const PLAN_KEY = new RegExp(`^(${FINDING})\\.(${PLAN_FIELDS.join('|')})$`);
const CAUSE_ROOT = new RegExp(`^cause:(${FINDING})$`);
const MEASURE_ROOT = new RegExp(`^measure:(${FINDING}\\.${SLOT})$`);

/** `3.ab12cd` */
export const formatPlace = ({ finding, slot }: MeasurePlace): string => `${finding}.${slot}`;

/** Reads a measure's place; undefined for anything else. */
export function parsePlace(text: string): MeasurePlace | undefined {
  const [, finding, slot] = PLACE.exec(text) ?? [];
  return finding === undefined || slot === undefined ? undefined : { finding: Number(finding), slot };
}

/** The key of the `measures` map: `3.ab12cd.due`. */
export const measureKey = (place: string, field: MeasureField): string => `${place}.${field}`;
/** The key of the `findings` map: `3.kind`. */
export const planKey = (finding: number, field: PlanField): string => `${finding}.${field}`;

export interface MeasureKey extends MeasurePlace {
  readonly place: string;
  readonly field: MeasureField;
}

/** Reads a key of the `measures` map; undefined for one that has not its form. [LA10] */
export function parseMeasureKey(key: string): MeasureKey | undefined {
  const [, place = '', field] = MEASURE_KEY.exec(key) ?? [];
  const at = parsePlace(place);
  const known = MEASURE_FIELDS.find((one) => one === field);
  return at === undefined || known === undefined ? undefined : { ...at, place, field: known };
}

/** Reads a key of the `findings` map. [LA10] */
export function parsePlanKey(
  key: string,
): { readonly finding: number; readonly field: PlanField } | undefined {
  const [, finding, field] = PLAN_KEY.exec(key) ?? [];
  const known = PLAN_FIELDS.find((one) => one === field);
  return finding === undefined || known === undefined
    ? undefined
    : { finding: Number(finding), field: known };
}

/** The text of a finding's cause: `cause:3`. */
export const causeRoot = (finding: number): string => `cause:${finding}`;
/** The text of what a measure does: `measure:3.ab12cd`. */
export const measureRoot = (place: string): string => `measure:${place}`;

/** A text of the plan: of which finding, and of which measure where it is one's words. */
export interface PlanText {
  readonly finding: number;
  readonly place: string | null;
}

/** Reads the name of a text root of a plan; undefined for anything else. [LA10] */
export function parsePlanRoot(root: string): PlanText | undefined {
  const [, cause] = CAUSE_ROOT.exec(root) ?? [];
  if (cause !== undefined) return { finding: Number(cause), place: null };
  const [, place = ''] = MEASURE_ROOT.exec(root) ?? [];
  const at = parsePlace(place);
  return at === undefined ? undefined : { finding: at.finding, place };
}
