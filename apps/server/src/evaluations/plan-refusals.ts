/** Why a plan may not be, for the person who made it: the clause, who and what exactly, and a way that is open. */
import type { Body, Centre, Evaluation, Person } from '@heping/db';
import { EVALUATION_KIND_LABELS, PHASE_LABELS, TIER_LABELS } from '@heping/protocol';
import {
  BODY_NAMES,
  judgeLeadBody,
  leadBodiesFor,
  may,
  type BodyKind,
  type CentreRole,
  type EvaluationKind,
  type Localized,
  type Tier,
} from '@heping/scoring';
import { nameOf, oneOf, Refused } from '../refused.ts';

/** The bodies of an installation that may lead, by their kind: 属地党委（乾元镇党委）. */
export type Candidates = (kind: BodyKind) => readonly Body[];

const NOTHING: Localized = { zh: '', en: '' };
const OTHER_KIND: Readonly<Record<EvaluationKind, EvaluationKind>> = {
  regular: 'spot-check',
  'spot-check': 'regular',
};

const kindsAs = (kinds: readonly BodyKind[]): Localized => oneOf(kinds.map((kind) => BODY_NAMES[kind]));

/** With the bodies that really are there, so that one knows whom to ask. */
function bodiesAs(kinds: readonly BodyKind[], candidates: Candidates): Localized {
  return oneOf(
    kinds.map((kind) => {
      const { zh, en } = BODY_NAMES[kind];
      const names = candidates(kind).map(nameOf);
      if (names.length === 0) return { zh, en };
      const known = oneOf(names);
      return { zh: `${zh}（${known.zh}）`, en: `${en} (${known.en})` };
    }),
  );
}

export interface WrongLead {
  readonly lead: Body;
  readonly centre: Centre;
  readonly kind: EvaluationKind;
  readonly candidates: Candidates;
}

/** Null where the body may lead. [WE1–WE4] */
export function wrongLeadBody({ lead, centre, kind, candidates }: WrongLead): Refused | null {
  const { tier } = centre;
  const judgement = judgeLeadBody({ tier, kind, body: lead.kind });
  if (judgement.ok) return null;
  const { clause, allowed } = judgement;
  const said = EVALUATION_KIND_LABELS[kind];
  const tierSaid = TIER_LABELS[tier];
  const leaders = bodiesAs(allowed, candidates);
  const rule =
    allowed.length === 0
      ? {
          zh: `${clause} 没有规定对该层级（${tierSaid.zh}）的${said.zh}`,
          en: `Clause ${clause} provides no ${said.en} of centres of this tier (${tierSaid.en})`,
        }
      : {
          zh: `按标准 ${clause}，该层级（${tierSaid.zh}）的${said.zh}由${leaders.zh}牵头`,
          en: `By clause ${clause} the ${said.en} of centres of this tier (${tierSaid.en}) is led by ${leaders.en}`,
        };
  return new Refused('WRONG_LEAD_BODY', {
    rule,
    body: nameOf(lead),
    centre: nameOf(centre),
    kind: said,
    way: wayForLead(lead, tier, OTHER_KIND[kind], allowed.length > 0),
  });
}

/** The other kind where this body may lead it; else whoever may. */
function wayForLead(lead: Body, tier: Tier, other: EvaluationKind, hasLeaders: boolean): Localized {
  const said = EVALUATION_KIND_LABELS[other];
  const instead = leadBodiesFor(tier, other);
  if (instead.includes(lead.kind)) {
    return { zh: `可以改为安排${said.zh}。`, en: `It may lead a ${said.en} instead.` };
  }
  if (hasLeaders) {
    return {
      zh: '请由上述单位在其年度考核评估中安排。',
      en: 'Please have it planned in a campaign of a body that may.',
    };
  }
  const { zh, en } = kindsAs(instead);
  return { zh: `其${said.zh}由${zh}牵头。`, en: `Its ${said.en} is led by ${en}.` };
}

/** [4.3.8] Once a year; what can be done about the first one depends on how far it is. */
export function secondRegular(
  first: Pick<Evaluation, 'phase' | 'plannedOn'>,
  centre: Centre,
  lead: Body,
): Refused {
  const { phase, plannedOn } = first;
  const label = PHASE_LABELS[phase];
  return new Refused('SECOND_REGULAR', {
    centre: nameOf(centre),
    first: {
      zh: plannedOn === null ? label.zh : `${plannedOn}，${label.zh}`,
      en: plannedOn === null ? label.en : `${plannedOn}, ${label.en}`,
    },
    way: wayAroundFirst(first),
    check: wayByCheck(centre.tier, lead),
  });
}

function wayAroundFirst({ phase }: Pick<Evaluation, 'phase'>): Localized {
  if (phase === 'planned') {
    return {
      zh: '评价组和日期可在原评价中调整；要重新安排，请先取消原评价。',
      en: 'Its panel and date can still be changed there; to plan it anew, cancel it first.',
    };
  }
  return may(['officer'], 'evaluation.cancel', phase)
    ? { zh: '要重新评价，请先取消原评价。', en: 'To evaluate anew, cancel that one first.' }
    : { zh: '要再次评价，请另开一轮年度考核评估。', en: 'To evaluate again, open another campaign.' };
}

/** A spot-check, where there is one for the tier: by this body, or by whoever may. [WE4] */
function wayByCheck(tier: Tier, lead: Body): Localized {
  const kinds = leadBodiesFor(tier, 'spot-check');
  if (kinds.length === 0) return NOTHING;
  if (kinds.includes(lead.kind)) return { zh: '也可以安排抽查。', en: ' A spot-check is possible, too.' };
  const { zh, en } = kindsAs(kinds);
  return { zh: `需要复核的，可请${zh}抽查（7.2.3）。`, en: ` A spot-check may be led by ${en} (7.2.3).` };
}

/** As a sentence needs them: “is the director of the centre”. */
const TIES: Readonly<Record<CentreRole, Localized>> = {
  director: { zh: '主任', en: 'the director of' },
  deputy: { zh: '副主任', en: 'a deputy director of' },
  staff: { zh: '工作人员', en: 'on the staff of' },
  responsible: { zh: '责任人', en: 'answerable for' },
};

type Named = Pick<Person, 'name' | 'nameEn'>;

/** Somebody who leads the centre, works there or answers for it would score it. [CI1] */
export const conflictOfInterest = (person: Named, role: CentreRole, centre: Centre): Refused =>
  new Refused('CONFLICT_OF_INTEREST', { person: nameOf(person), tie: TIES[role], centre: nameOf(centre) });

/** Somebody of the body that runs the centre would score it. [CI5] */
export const runningBody = (person: Named, body: Body, centre: Centre): Refused =>
  new Refused('RUNNING_BODY', { person: nameOf(person), body: nameOf(body), centre: nameOf(centre) });
