/** What people write into the documents of a demo evaluation. */
import {
  agree,
  castScore,
  conflictKey,
  reasonOf,
  recuseFrom,
  remarkOf,
  say,
  writeText,
  type Conflict,
  type DocumentName,
} from '@heping/protocol';
import {
  ceilingOf,
  findIndicator,
  indicatorsOf,
  inForce,
  isMet,
  requirementsFor,
  type CeilingPolicy,
  type Exception,
  type Facts,
  type IndicatorCode,
  type Rubric,
  type Step,
  type Tenths,
  type Tier,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { recordFacts, type Shortfalls } from './facts.ts';
import { recordBeside } from './beside.ts';
import { writeNote } from './notes.ts';
import { ballotScore, isSplit, mix, worth, type Quality } from './scores.ts';
import { NOTES, REASONS, REMARKS, TALK, UNMET_REASONS } from './words.ts';
import type { Entry } from './write.ts';

/** One evaluation of the demo as its entries need it. */
export interface Subject {
  readonly id: string;
  /** Place in the list of shows. */
  readonly place: number;
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly step: Step;
  readonly policy: CeilingPolicy;
  readonly quality: Quality;
  readonly shortfalls: Shortfalls;
}

const judgedOf = (subject: Subject) =>
  indicatorsOf(subject.rubric).map((indicator, place) => ({
    indicator,
    place,
    evaluation: subject.place,
    quality: subject.quality,
    step: subject.step,
  }));

/** Where the panel will take points off. */
const lostOf = (subject: Subject): ReadonlySet<string> =>
  new Set(
    judgedOf(subject)
      .filter((judged) => worth(judged) < judged.indicator.maximum)
      .map(({ indicator }) => indicator.code),
  );

/** A panelist’s ballot: the first `count` indicators scored, a remark here and there, one recusal where wanted. */
export function ballotEntry(
  subject: Subject,
  person: string,
  seat: number,
  {
    count = Infinity,
    isRecusedOnce = false,
  }: { readonly count?: number; readonly isRecusedOnce?: boolean } = {},
): Entry {
  const document: DocumentName = { kind: 'ballot', evaluation: subject.id, person };
  const change = (ballot: Y.Doc) =>
    ballot.transact(() => {
      for (const judged of judgedOf(subject).slice(0, count)) {
        const { code, maximum } = judged.indicator;
        if (isRecusedOnce && judged.place === 8) {
          recuseFrom(ballot, code, '本人曾参与该项标识的设计。');
          continue;
        }
        const score = ballotScore(judged, seat);
        castScore(ballot, code, score);
        const chance = mix(subject.place, judged.place, seat, 11);
        if (score < maximum && chance % 4 === 0) {
          writeText(remarkOf(ballot, code), REMARKS[chance % REMARKS.length] ?? '');
        }
      }
    });
  return { document, by: person, change };
}

/** Facts by one of the panel, notes by the others in turn. */
export function recordEntries(
  subject: Subject,
  panel: readonly string[],
  day: string,
  only?: number,
): readonly Entry[] {
  const document: DocumentName = { kind: 'record', evaluation: subject.id };
  const by = (seat: number) => panel[seat % panel.length] ?? '';
  const notes = Object.entries(NOTES).filter((_, place) => mix(subject.place, place, 13) % 3 !== 0);
  return [
    {
      document,
      by: by(1),
      change: (record) =>
        recordFacts(record, {
          rubric: subject.rubric,
          tier: subject.tier,
          evaluation: subject.place,
          shortfalls: subject.shortfalls,
          ...(only === undefined ? {} : { only }),
        }),
    },
    {
      document,
      by: by(2),
      change: (record) =>
        recordBeside(record, {
          rubric: subject.rubric,
          tier: subject.tier,
          evaluation: subject.place,
          day,
          lost: lostOf(subject),
          isUnfinished: only !== undefined,
        }),
    },
    ...panel.slice(0, 3).map((_, seat): Entry => ({
      document,
      by: by(seat),
      change: (record) => {
        for (const [place, [code, words]] of notes.entries())
          if (place % Math.min(3, panel.length) === seat) writeNote(record, code, words);
      },
    })),
  ];
}

/** The panel’s agreement: every indicator, or only those seen alike; with a reason wherever something is lost. */
export function agreementEntry(
  subject: Subject,
  by: string,
  {
    facts,
    exceptions = [],
    onlyUnsplit = false,
    from = 0,
  }: {
    readonly facts: Facts;
    readonly exceptions?: readonly Exception[];
    readonly onlyUnsplit?: boolean;
    /** Leaves alone what comes before this place. */
    readonly from?: number;
  },
): Entry {
  return {
    document: { kind: 'consensus', evaluation: subject.id },
    by,
    change: (consensus) =>
      consensus.transact(() => {
        for (const judged of judgedOf(subject).slice(from)) {
          const { code, maximum } = judged.indicator;
          if (onlyUnsplit && isSplit(subject.place, judged.place)) continue;
          const score = agreedScore(subject, code, worth(judged), facts, exceptions);
          agree(consensus, code, score);
          if (score < maximum) writeText(reasonOf(consensus, code), reasonFor(subject, code, facts));
        }
      }),
  };
}

/** Where a number decides and is reached, or an exception lifts it, nothing is lost: the reasons of the demo say that it was not. */
function agreedScore(
  { rubric, tier, policy, step }: Subject,
  indicator: string,
  score: Tenths,
  facts: Facts,
  exceptions: readonly Exception[],
): Tenths {
  const numbers = requirementsFor(rubric, tier, indicator).filter(
    ({ requirement: { kind } }) => kind !== 'checklist' && kind !== 'held',
  );
  const isReached = numbers.every(
    ({ requirement, threshold }) =>
      isMet(requirement, threshold, facts[requirement.code]) ||
      exceptions.some((exception) => exception.requirement === requirement.code),
  );
  if (numbers.length > 0 && isReached) return findIndicator(rubric, indicator)?.maximum ?? score;
  return inForce(score, ceilingOf({ rubric, tier, indicator, facts, exceptions, policy, step }));
}

/** What fell short is named; where everything asked for is there, what else the panel saw. */
function reasonFor({ rubric, tier }: Subject, indicator: IndicatorCode, facts: Facts): string {
  const isShort = requirementsFor(rubric, tier, indicator).some(
    ({ requirement, threshold }) => isMet(requirement, threshold, facts[requirement.code]) === false,
  );
  return (isShort ? UNMET_REASONS[indicator] : undefined) ?? REASONS[indicator] ?? '';
}

/** The panel talks about what it sees differently. */
export function talkEntries(subject: Subject, panel: readonly string[], at: number): readonly Entry[] {
  const document: DocumentName = { kind: 'consensus', evaluation: subject.id };
  const split = judgedOf(subject).filter(({ place }) => isSplit(subject.place, place));
  return split.slice(0, TALK.length).flatMap(({ indicator: { code }, place }, topic) =>
    (TALK[topic] ?? []).map((text, turn): Entry => {
      const by = panel[(turn + topic) % panel.length] ?? '';
      const message = {
        id: `${code.toLowerCase().replaceAll('.', '-')}-${turn}`,
        by,
        at: at + (place * 3 + turn) * 20_000,
        text,
      };
      return { document, by, change: (consensus) => say(consensus, code, message) };
    }),
  );
}

/** Two of the panel set one agreed score unseen by each other: the mark that the server leaves. [LA5] */
export function conflictEntry(subject: Subject, panel: readonly string[]): Entry {
  const judged = judgedOf(subject).find(({ place }) => isSplit(subject.place, place) && place > 12);
  const [one = '', other = ''] = panel;
  return {
    document: { kind: 'consensus', evaluation: subject.id },
    by: null,
    change: (consensus) => {
      if (judged === undefined) return;
      const { code, maximum } = judged.indicator;
      const [high, low] = [worth(judged), Math.max(0, worth(judged) - 2 * subject.step)];
      agree(consensus, code, low);
      if (low < maximum) writeText(reasonOf(consensus, code), REASONS[code] ?? '');
      const conflict: Conflict = {
        values: [
          { value: high, by: one },
          { value: low, by: other },
        ],
      };
      consensus.getMap('conflicts').set(conflictKey('agreed', code), conflict);
    },
  };
}
