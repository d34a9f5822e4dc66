/** Who may sit on a panel. [CI1–CI5] */
import type { RuleId } from './rules.ts';
import type { CentreRole, Localized } from './types.ts';

export const PANEL_LEAST = 2;
export const PANEL_MOST = 9;

export interface PanelMember {
  readonly person: string;
  readonly isChair: boolean;
  /** What the person is to the evaluated centre. */
  readonly centreRoles: readonly CentreRole[];
  /** Works for the body that runs the centre: may organise the evaluation, not score. [CI5] */
  readonly isRunningBody?: boolean;
}

/** One reason why a panel may not be. */
export interface PanelRefusal {
  readonly ok: false;
  readonly rule: RuleId;
  readonly clause: string | null;
  /** Whom it is about, when it is about one person. */
  readonly person: string | null;
  /** What that person is to the centre, when that is the reason. */
  readonly role: CentreRole | null;
  readonly message: Localized;
}

const ROLE_NAMES: Readonly<Record<CentreRole, Localized>> = {
  director: { zh: '中心主任', en: 'leads the centre' },
  deputy: { zh: '中心副主任', en: 'is deputy leader of the centre' },
  staff: { zh: '中心工作人员', en: 'works for the centre' },
  responsible: { zh: '中心的责任人', en: 'answers for the centre' },
};

/**
 * All that speaks against a panel, nothing when it may be: 2 to 9 people, exactly one chair, nobody twice, nobody
 * who leads the centre, works for it or answers for it, nobody of the body that runs it. [CI1–CI5]
 */
export function judgePanel({
  members,
}: {
  readonly members: readonly PanelMember[];
}): readonly PanelRefusal[] {
  return [
    ...judgeSize(members),
    ...judgeChair(members),
    ...judgeTwice(members),
    ...members.flatMap(judgeMember),
  ];
}

type About = Partial<Pick<PanelRefusal, 'clause' | 'person' | 'role'>>;

const refuse = (rule: RuleId, message: Localized, about: About = {}): PanelRefusal => ({
  ok: false,
  rule,
  clause: null,
  person: null,
  role: null,
  ...about,
  message,
});

function judgeSize({ length }: readonly PanelMember[]): readonly PanelRefusal[] {
  if (length >= PANEL_LEAST && length <= PANEL_MOST) return [];
  return [
    refuse('CI2', {
      zh: `评价组须有 ${PANEL_LEAST} 至 ${PANEL_MOST} 人，现有 ${length} 人。`,
      en: `A panel has ${PANEL_LEAST} to ${PANEL_MOST} people; this one has ${length}.`,
    }),
  ];
}

function judgeChair(members: readonly PanelMember[]): readonly PanelRefusal[] {
  const chairs = members.filter((member) => member.isChair).length;
  if (chairs === 1) return [];
  return [
    refuse('CI3', {
      zh: `评价组须有一名组长，现有 ${chairs} 名。`,
      en: `A panel has one chair; this one has ${chairs}.`,
    }),
  ];
}

const TWICE: Localized = {
  zh: '同一人在评价组中出现了不止一次。',
  en: 'The same person is on the panel more than once.',
};

function judgeTwice(members: readonly PanelMember[]): readonly PanelRefusal[] {
  const people = members.map((member) => member.person);
  const twice = new Set(people.filter((person, place) => people.indexOf(person) !== place));
  return [...twice].map((person) => refuse('CI4', TWICE, { person }));
}

const RUNS_IT: Localized = {
  zh: '此人所在单位负责运行该中心：可以组织评价，不能评分（4.2.2、7.2.3）。',
  en: 'This person works for the body that runs the centre: may organise the evaluation, not score (4.2.2, 7.2.3).',
};

function judgeMember({ person, centreRoles, isRunningBody }: PanelMember): readonly PanelRefusal[] {
  const role = centreRoles[0];
  if (role !== undefined) {
    const name = ROLE_NAMES[role];
    const message = {
      zh: `此人是${name.zh}，须回避，不能评分（7.1）。`,
      en: `This person ${name.en}: a conflict of interest, so may not score it (7.1).`,
    };
    return [refuse('CI1', message, { person, role, clause: '7.1' })];
  }
  return isRunningBody ? [refuse('CI5', RUNS_IT, { person, clause: '4.2.2' })] : [];
}
