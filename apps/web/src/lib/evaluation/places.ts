/** Places of documents and their values in the reader's words: what is unsent, refused, or kept as a copy. */
import { sentence, type RefusalCode, type Refusal } from '@heping/protocol';
import { formatPoints, SEVERITIES, type Rubric } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { SEVERITY_WORDS, textOf, type Word } from '#lib/words.ts';
import { quantityWords } from './fact-words.ts';

const ROOT_WORDS: Readonly<Record<string, Word>> = {
  scores: m.score_place_score,
  recusals: m.score_place_recusal,
  agreed: m.score_place_agreed,
  severity: m.history_severity,
  remark: m.score_place_remark,
  note: m.score_place_note,
  reason: m.score_place_reason,
  thread: m.score_place_thread,
};

/** Places of the rectification plan: `cause:3`, `measures:3.ab12cd.due`. */
const PLAN_WORDS: Readonly<Record<string, (inputs: { finding: string }) => string>> = {
  cause: m.rectify_plan_place_cause,
  measure: m.rectify_plan_place_measure,
  measures: m.rectify_plan_place_measures,
  findings: m.rectify_plan_place_findings,
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

/** `scores:A1.2.2` → “A1.2.2 评分”, `facts:floor-area` → “面积”. */
export function placeLabel(place: string, rubric: Rubric): string {
  const { root, key } = partsOf(place);
  if (root === 'facts') return factLabel(key, rubric);
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

function factLabel(key: string, rubric: Rubric): string {
  const [code = '', ...rest] = key.split('.');
  const field = rest.join('.');
  const requirement = rubric.requirements.find((candidate) => candidate.code === code);
  const list = rubric.checklists.find((candidate) => candidate.code === code);
  const title = requirement?.title ?? list?.title;
  if (title === undefined) return key;
  if (field === '') return textOf(title);
  const items = [
    ...(requirement?.thresholds.flatMap(({ items }) => items ?? []) ?? []),
    ...(list?.items ?? []),
  ];
  const item = items.find((candidate) => candidate.code === field);
  const part =
    field === 'na' ? m.score_not_applicable() : field === 'how' ? m.score_how() : item && textOf(item.title);
  return m.score_part_of({ whole: textOf(title), part: part ?? field });
}

/** A value as it is read at its place. */
export function valueLabel(place: string, value: unknown, rubric: Rubric): string {
  if (value === null || value === undefined || value === '') return m.score_nothing();
  const { root, key } = partsOf(place);
  if (typeof value === 'boolean') return value ? m.score_yes() : m.score_no();
  const severity = SEVERITIES.find((one) => root === 'severity' && one === value);
  if (severity !== undefined) return SEVERITY_WORDS[severity]();
  if (typeof value !== 'number') return String(value);
  if (root === 'scores' || root === 'agreed') return m.score_points({ points: formatPoints(value) });
  const requirement = rubric.requirements.find(({ code }) => code === key);
  return requirement === undefined ? String(value) : quantityWords(requirement, value);
}

/** A refusal as a sentence in the reader's language. */
export const refusalLabel = (refusal: Refusal): string =>
  sentence({ code: refusal.code satisfies RefusalCode, params: refusal.params }, getLocale());
