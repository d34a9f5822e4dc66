/** What changed between two revisions of a sheet, part by part. Pure; nothing covered by the hash is left out. [SH5] */
import { canonicalJson } from '@heping/db';
import type { SheetChange, SheetContent } from '@heping/protocol';
import { formatPoints, formatQuantity, type Rubric } from '@heping/scoring';
import { hashOf } from './hash.ts';

type Values = ReadonlyMap<string, string | null>;
type Kind = SheetChange['kind'];

/**
 * Every difference, in the order of the sheet; revision, predecessor and format are what a revision is and no change.
 * Values are written for reading: points and quantities in their unit, ✓ and ✗ for there and missing.
 */
export function sheetChanges(rubric: Rubric, before: SheetContent, after: SheetContent): SheetChange[] {
  const compare = (kind: Kind, read: (sheet: SheetContent) => Values) =>
    differences(kind, read(before), read(after));
  return [
    ...compare('score', (sheet) => byLine(sheet, ({ score }) => formatPoints(score, sheet.policies.step))),
    ...compare('reason', (sheet) => byLine(sheet, ({ reason }) => reason || null)),
    ...compare('severity', (sheet) => byLine(sheet, ({ severity }) => severity)),
    ...noteChanges(before, after),
    ...compare('evidence', (sheet) => pieceValues(sheet)),
    ...compare('fact', (sheet) => factValues(rubric, sheet)),
    ...compare('exception', (sheet) => exceptionValues(sheet)),
    ...compare('panel', (sheet) => panelValues(sheet)),
    ...compare('other', (sheet) => otherValues(sheet)),
  ];
}

type Line = SheetContent['lines'][number];
const byLine = (sheet: SheetContent, read: (line: Line) => string | null): Values =>
  new Map(sheet.lines.map((line) => [line.indicator, read(line)]));

/** A note whose words are the same but whose form is not shows as its hash. */
function noteChanges(before: SheetContent, after: SheetContent): SheetChange[] {
  const words = differences('note', byLine(before, noteOf), byLine(after, noteOf));
  const said = new Set(words.map(({ at }) => at));
  const form = ({ evidence, noteLines }: Line) => hashOf({ evidence, noteLines });
  const forms = differences('note', byLine(before, form), byLine(after, form))
    .filter(({ at }) => !said.has(at))
    .map((change) => ({ ...change, before: shortHash(change.before), after: shortHash(change.after) }));
  return [...words, ...forms];
}
const noteOf = ({ note }: Line) => note || null;
const shortHash = (hash: string | null) => hash && `SHA-256 ${hash.slice(0, 12)}`;

/** A piece by what it is called, and all that is said of it: whatever of it differs is a change. [SH8] */
function pieceValues({ pieces = [], noteMethods = {} }: SheetContent): Values {
  const values = new Map<string, string | null>();
  for (const { slot, name, caption, ...said } of pieces) {
    const where = said.where === null ? '' : `（${said.where}）`;
    values.set(slot, `${caption ?? name}${where} ${said.serves.join('、')} ${shortHash(hashOf(said)) ?? ''}`);
  }
  for (const [indicator, method] of Object.entries(noteMethods)) values.set(`note.${indicator}`, method);
  return values;
}

function factValues(rubric: Rubric, sheet: SheetContent): Values {
  const values = new Map<string, string | null>();
  for (const [code, { value, notApplicable, how, details }] of Object.entries(sheet.facts)) {
    const kind = rubric.requirements.find((requirement) => requirement.code === code)?.kind ?? 'count';
    if (typeof value === 'object' && value !== null)
      for (const [item, present] of Object.entries(value)) values.set(`${code}.${item}`, mark(present));
    else values.set(code, typeof value === 'number' ? formatQuantity(kind, value) : mark(value));
    values.set(`${code}.na`, notApplicable);
    values.set(`${code}.how`, how);
    putDetails(values, code, details);
  }
  for (const { code: list, items } of sheet.checklists ?? []) {
    for (const { code, there, notApplicable, details } of items) {
      values.set(`${list}.${code}`, mark(there));
      values.set(`${list}.${code}.na`, notApplicable);
      putDetails(values, `${list}.${code}`, details);
    }
  }
  return values;
}
function putDetails(
  values: Map<string, string | null>,
  at: string,
  details: Readonly<Record<string, string | number>> = {},
): void {
  for (const [field, value] of Object.entries(details)) values.set(`${at}.${field}`, String(value));
}

const mark = (present: boolean | null) => (present === null ? null : present ? '✓' : '✗');

/** Several may stand for one requirement only in a hand-made sheet; the place tells them apart then. */
const exceptionValues = (sheet: SheetContent): Values =>
  new Map(
    sheet.exceptions.map(({ requirement, reason, by }, place) => [
      sheet.exceptions.findIndex((other) => other.requirement === requirement) === place
        ? requirement
        : `${requirement}#${place}`,
      `${reason} (${by.name})`,
    ]),
  );

const panelValues = (sheet: SheetContent): Values =>
  new Map(
    sheet.panel.map(({ id, name, isChair, recused, recusedFrom }) => [
      id,
      [
        name,
        isChair ? '（组长）' : '',
        recused ? '（回避）' : '',
        recusedFrom.length > 0 ? `（回避 ${recusedFrom.join('、')}）` : '',
      ].join(''),
    ]),
  );

/** Names and rules of the frame, ceilings and totals: by their path. */
function otherValues(sheet: SheetContent): Values {
  const { rubric, centre, campaign, kind, leadBody, jointBodies, isSelfEvaluated } = sheet;
  const { plannedOn, openedAt, revealedAt, policies, requirements, panel, exceptions } = sheet;
  const values = new Map<string, string | null>();
  const put = (at: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null)
      values.set(at, value === null ? null : `${value as string | number | boolean}`);
    else for (const [key, inner] of Object.entries(value)) put(`${at}.${key}`, inner);
  };
  const frame = { rubric, centre, campaign, kind, leadBody, jointBodies, isSelfEvaluated, policies };
  for (const [part, value] of Object.entries({ ...frame, plannedOn, openedAt, revealedAt })) put(part, value);
  for (const { code, ...asked } of requirements) put(`requirements.${code}`, asked);
  for (const { code, items, ...asked } of sheet.checklists ?? []) {
    put(`checklists.${code}`, asked);
    for (const [place, { code: item, title, clause, contested }] of items.entries())
      put(`checklists.${code}.${place}`, { item, title, clause, contested: contested ?? [] });
  }
  for (const [place, reading] of (sheet.readings ?? []).entries()) put(`readings.${place}`, reading);
  for (const { id, nameEn } of panel) put(`panel.${id}`, nameEn);
  for (const { requirement, at, by } of exceptions) {
    put(`exceptions.${requirement}.at`, at);
    put(`exceptions.${requirement}.by`, by.nameEn);
  }
  const { step } = policies;
  for (const { indicator, maximum, ceiling, clauses } of sheet.lines) {
    values.set(`${indicator}.maximum`, formatPoints(maximum));
    values.set(`${indicator}.ceiling`, formatPoints(ceiling, step));
    values.set(`${indicator}.clauses`, clauses.join('、'));
  }
  // Which decision a revision carries is what it is, as its number is; what the decision says is no less covered.
  for (const [key, said] of Object.entries(sheet.decision ?? {})) put(`decision.${key}`, said);
  for (const { table, points, maximum } of sheet.totals)
    values.set(`totals.${table}`, `${formatPoints(points, step)} / ${formatPoints(maximum)}`);
  return values;
}

function differences(kind: Kind, before: Values, after: Values): SheetChange[] {
  const places = new Set([...before.keys(), ...after.keys()]);
  return [...places].flatMap((at) => {
    const [was, is] = [before.get(at) ?? null, after.get(at) ?? null];
    return was === is ? [] : [{ kind, at, before: was, after: is }];
  });
}

/** Whether two sheets say the same, apart from being different revisions. */
export const saySame = (a: SheetContent, b: SheetContent): boolean =>
  canonicalJson({ ...a, revision: 0, previous: null }) ===
  canonicalJson({ ...b, revision: 0, previous: null });
