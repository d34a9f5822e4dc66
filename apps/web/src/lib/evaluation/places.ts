/** Places of documents and their values in the reader's words: what is unsent, refused, or kept as a copy. */
import { parseEvidenceKey, type PieceField } from '@heping/protocol';
import { formatPoints, METHODS, SEVERITIES, type Rubric } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { METHOD_WORDS, SEVERITY_WORDS, type Word } from '#lib/words.ts';
import { factLabel, factValueLabel } from './fact-label.ts';

const ROOT_WORDS: Readonly<Record<string, Word>> = {
  scores: m.score_place_score,
  recusals: m.score_place_recusal,
  agreed: m.score_place_agreed,
  severity: m.history_severity,
  claimed: m.self_place_claimed,
  statement: m.self_place_statement,
  remark: m.score_place_remark,
  note: m.score_place_note,
  reason: m.score_place_reason,
  thread: m.score_place_thread,
};

/** Roots whose values are points. */
const POINTS: ReadonlySet<string> = new Set(['scores', 'agreed', 'claimed']);

/** Places of the rectification plan: `cause:3`, `measures:3.ab12cd.due`. */
const PLAN_WORDS: Readonly<Record<string, (inputs: { finding: string }) => string>> = {
  cause: m.rectify_plan_place_cause,
  measure: m.rectify_plan_place_measure,
  measures: m.rectify_plan_place_measures,
  findings: m.rectify_plan_place_findings,
};

/** How conflicts of evidence begin: `evidence:ab12cd34ef56.caption`. */
export const EVIDENCE_PLACE = 'evidence:';
const PIECE_WORDS: Readonly<Partial<Record<PieceField, Word>>> = {
  method: m.evidence_method,
  caption: m.evidence_caption,
  where: m.evidence_where,
  item: m.evidence_item,
  before: m.evidence_before,
  removed: m.evidence_remove,
};

interface Parts {
  readonly root: string;
  readonly key: string;
}
/** `conflicts:agreed:A1.2.2` is the settling of the place `agreed:A1.2.2`. */
function partsOf(place: string): Parts {
  const [root = '', ...rest] = place.replace(/^conflicts:/, '').split(':');
  return { root, key: rest.join(':') };
}

/** `scores:A1.2.2` → “A1.2.2 评分”, `facts:floor-area` → “面积”; a place of evidence is read with the piece's name, where it is known. */
export function placeLabel(place: string, rubric: Rubric, piece: string | null = null): string {
  const { root, key } = partsOf(place);
  if (root === 'facts') return factLabel(key, rubric);
  if (root === 'readings') return m.record_reading_of({ fact: factLabel(key, rubric) });
  if (root === 'evidence') return evidenceLabel(key, piece);
  const ofPlan = PLAN_WORDS[root];
  if (ofPlan !== undefined) return ofPlan({ finding: key.split('.', 1)[0] ?? '' });
  const word = ROOT_WORDS[root];
  return word === undefined ? m.score_place_unknown() : `${key} ${word()}`;
}

/** Where somebody is writing: a fact stands under the indicator at which they are. */
export function fieldLabel(field: string, at: string | null, rubric: Rubric): string {
  const label = placeLabel(field, rubric);
  return at === null || partsOf(field).root !== 'facts' ? label : `${at} ${label}`;
}

function evidenceLabel(key: string, name: string | null): string {
  const read = parseEvidenceKey(key);
  const whole = name === null || name === '' ? m.evidence_title() : m.evidence_named({ name });
  // A whole piece is on its way.
  if (read === undefined) return m.evidence_piece();
  if (read.kind === 'note') return `${read.indicator} ${m.evidence_note_method()}`;
  const part =
    read.kind === 'serves' ? `${m.evidence_serves()} ${read.indicator}` : PIECE_WORDS[read.field]?.();
  return part === undefined ? whole : m.score_part_of({ whole, part });
}

/** Whether a piece serves an indicator or was taken out: nothing said is an answer, too. */
function standingOfPiece(key: string, value: unknown): string | null {
  const read = parseEvidenceKey(key);
  if (read?.kind === 'serves') return value === true ? m.evidence_linked() : m.evidence_not_linked();
  if (read?.kind !== 'field' || read.field !== 'removed') return null;
  return value === true ? m.evidence_out() : m.evidence_in();
}

/** A value as it is read at its place. */
export function valueLabel(place: string, value: unknown, rubric: Rubric): string {
  const { root, key } = partsOf(place);
  if (root === 'evidence') return pieceValueLabel(key, value, rubric);
  if (typeof value === 'number' && POINTS.has(root)) return m.score_points({ points: formatPoints(value) });
  const severity = root === 'severity' ? SEVERITIES.find((one) => one === value) : undefined;
  return severity === undefined ? factValueLabel(key, value, rubric) : SEVERITY_WORDS[severity]();
}

function pieceValueLabel(key: string, value: unknown, rubric: Rubric): string {
  const standing = standingOfPiece(key, value);
  if (standing !== null) return standing;
  if (typeof value === 'string' && value !== '' && key.endsWith('.item')) return factLabel(value, rubric);
  const method = METHODS.find((one) => one === value);
  return method === undefined ? factValueLabel(key, value, rubric) : METHOD_WORDS[method]();
}
