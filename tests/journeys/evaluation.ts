/** An evaluation brought where a journey begins: planned, opened and filled by the API and real documents. */
import { DEMO } from '@heping/db';
import {
  agree,
  castScore,
  factKeysOf,
  reasonOf,
  recordFact,
  writeText,
  type Evaluation,
  type Sheet,
} from '@heping/protocol';
import {
  dayIn,
  huzhou,
  indicatorsOf,
  TIME_ZONE,
  type IndicatorCode,
  type Tenths,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { writeIn } from './document.ts';
import { idOf, PASSWORD, type Person } from './person.ts';

export const INDICATORS = indicatorsOf(huzhou);
export const PANEL = ['chair', 'panelist1', 'panelist2', 'panelist3', 'panelist4'] as const;
export { DEMO };

export interface Planning {
  readonly campaign?: string;
  readonly centre?: string;
  readonly kind?: 'regular' | 'spot-check';
  readonly panel?: readonly string[];
}

/** Plans an evaluation: a spot-check of a township's centre by the county, unless told otherwise. The first one chairs. */
export async function plan(officer: Person, planning: Planning = {}): Promise<string> {
  const {
    campaign = DEMO.campaigns.county,
    centre = 'centre-wukang',
    kind = 'spot-check',
    panel = PANEL,
  } = planning;
  const { id } = await officer.post<Evaluation>(`/campaigns/${campaign}/evaluations`, {
    centre,
    kind,
    plannedOn: dayIn(TIME_ZONE, Date.now()),
    panel: panel.map((username, seat) => ({ person: idOf(username), isChair: seat === 0 })),
  });
  return id;
}

/** Plans and opens the scoring. */
export async function planAndOpen(officer: Person, chair: Person, planning?: Planning): Promise<string> {
  const id = await plan(officer, planning);
  await chair.post(`/evaluations/${id}/open`);
  return id;
}

export type Scoring = (indicator: IndicatorCode, maximum: Tenths) => Tenths | null;
export const full: Scoring = (_, maximum) => maximum;

/** Fills a whole ballot. */
export const fillBallot = (person: Person, evaluation: string, score: Scoring = full): Promise<void> =>
  writeIn(person, { kind: 'ballot', evaluation, person: person.id }, (ballot) => {
    for (const { code, maximum } of INDICATORS) castScore(ballot, code, score(code, maximum));
  });

/** Every fact of the tier, all met but those given. */
export const recordFacts = (
  person: Person,
  evaluation: string,
  {
    tier = 'township',
    but = {},
  }: { readonly tier?: Tier; readonly but?: Readonly<Record<string, number | boolean>> } = {},
): Promise<void> =>
  writeIn(person, { kind: 'record', evaluation }, (record) => {
    for (const { key, field, threshold } of factKeysOf(huzhou, tier)) {
      if (field === 'value' || field === 'item') recordFact(record, key, but[key] ?? threshold.least ?? true);
    }
  });

/** Sets agreed scores with reasons where something is lost; the maximum where nothing is said. */
export function agreeAll(consensus: Y.Doc, scores: Readonly<Record<IndicatorCode, Tenths>> = {}): void {
  for (const { code, maximum } of INDICATORS) {
    const score = scores[code] ?? maximum;
    agree(consensus, code, score);
    if (score < maximum) writeText(reasonOf(consensus, code), `${code} 有缺项`);
  }
}

export interface Panel {
  readonly officer: Person;
  /** The first one chairs. */
  readonly panel: readonly [Person, ...Person[]];
}

export interface Course {
  readonly planning?: Omit<Planning, 'panel'>;
  readonly tier?: Tier;
  readonly scoreOf?: (person: Person) => Scoring;
  readonly facts?: Readonly<Record<string, number | boolean>>;
  readonly agreed?: Readonly<Record<IndicatorCode, Tenths>>;
}

const STAGES = ['scoring', 'deliberation', 'agreed', 'signing', 'preliminary', 'approved', 'notice'] as const;
export type Stage = (typeof STAGES)[number];

/** Brings a new evaluation to a stage, the way a panel would go. */
export async function bringTo(stage: Stage, { officer, panel }: Panel, course: Course = {}): Promise<string> {
  const { planning = {}, tier = 'township', scoreOf = () => full, facts = {}, agreed = {} } = course;
  const [chair] = panel;
  const id = await planAndOpen(officer, chair, { ...planning, panel: panel.map(({ username }) => username) });
  const reaches = (one: Stage) => STAGES.indexOf(stage) >= STAGES.indexOf(one);
  const path = `/evaluations/${id}`;
  if (!reaches('deliberation')) return id;
  await recordFacts(chair, id, { tier, but: facts });
  await Promise.all(panel.map((person) => fillBallot(person, id, scoreOf(person))));
  await chair.post(`${path}/reveal`);
  if (!reaches('agreed')) return id;
  await writeIn(chair, { kind: 'consensus', evaluation: id }, (doc) => agreeAll(doc, agreed));
  if (!reaches('signing')) return id;
  await chair.post(`${path}/lock`);
  if (!reaches('preliminary')) return id;
  const hash = await hashOf(chair, id);
  for (const person of panel) await person.post(`${path}/sign`, { password: PASSWORD, hash });
  await chair.post(`${path}/close-signing`);
  if (!reaches('approved')) return id;
  await officer.post(`${path}/approve`, {
    hash,
    minutes: '党委会审定',
    documentNumber: '德社评〔2026〕1 号',
  });
  if (!reaches('notice')) return id;
  await officer.post(`${path}/deliver`);
  return id;
}

/** The hash of the sheet that lies for signing. */
export async function hashOf(person: Person, evaluation: string): Promise<string> {
  const { sheets } = await person.get<{ sheets: Sheet[] }>(`/evaluations/${evaluation}/sheets`);
  const [sheet] = sheets;
  if (sheet === undefined) throw new Error(`no sheet of ${evaluation} is locked`);
  return sheet.hash;
}
