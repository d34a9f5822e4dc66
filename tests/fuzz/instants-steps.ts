/** What may happen while the chair reveals and locks, how often, and what is written. */
import { agree, castScore, noteOf, recordFact, say } from '@heping/protocol';
import { huzhou, indicatorsOf } from '@heping/scoring';
import fc from 'fast-check';
import * as Y from 'yjs';

export const CODES = indicatorsOf(huzhou)
  .slice(0, 4)
  .map(({ code }) => code);
const FACTS = ['study.how', 'topics.how', 'staff.how'];
export const WRITES = ['score', 'agree', 'say', 'note', 'fact'] as const;
export const NETWORK = ['hold', 'letGo', 'replay', 'cut', 'rejoin', 'tab'] as const;
export const COMMANDS = ['reveal', 'lock', 'unlock', 'sign', 'recuse'] as const;
export const STANDING = ['unseat', 'seat', 'signOut', 'signIn'] as const;

/** One thing that happens. `who`, `which` and `at` count around whatever there is to choose from. */
export interface Step {
  readonly do:
    | 'rest'
    | (typeof WRITES)[number]
    | (typeof NETWORK)[number]
    | (typeof COMMANDS)[number]
    | (typeof STANDING)[number];
  readonly who: number;
  readonly which: number;
  readonly at: number;
  /** How often the event loop turns afterwards. */
  readonly turns: number;
}

export const TALLY = [
  ...['writes', 'offlineWrites', 'heldWrites', 'replays', 'cuts', 'rejoins', 'tabs', 'absences', 'recusals'],
  ...[
    'reveals',
    'locks',
    'locksRefused',
    'unlocks',
    'signatures',
    'lockedOut',
    'savedAtInstant',
    'dueAtInstant',
  ],
] as const;
export type Tally = Record<string, number>;

const CHANCES: readonly (readonly [weight: number, what: Step['do']])[] = [
  [6, 'score'],
  [8, 'agree'],
  [3, 'say'],
  [8, 'note'],
  [5, 'fact'],
  [4, 'hold'],
  [3, 'letGo'],
  [4, 'replay'],
  [4, 'cut'],
  [4, 'rejoin'],
  [2, 'tab'],
  [4, 'reveal'],
  [7, 'lock'],
  [4, 'unlock'],
  [2, 'sign'],
  [0.2, 'recuse'],
  [0.7, 'unseat'],
  [1.5, 'seat'],
  [0.7, 'signOut'],
  [1.5, 'signIn'],
];

const stepOf = (what: Step['do']): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constant(what),
    who: fc.nat(9),
    which: fc.nat(999),
    at: fc.nat(99),
    turns: fc.constantFrom(0, 0, 0, 1, 2, 5),
  });
/** The first is what a step shrinks to. */
export const anyStep = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: stepOf('rest') },
  ...CHANCES.map(([weight, what]) => ({ weight: Math.round(weight * 10), arbitrary: stepOf(what) })),
);

export interface Write {
  /** Stands in an evidence note. */
  readonly token: string | null;
  readonly change: (doc: Y.Doc) => void;
}

/** What somebody writes; `count` makes it unlike everything else. */
export function writeOf(
  what: (typeof WRITES)[number],
  { person, at, count, now }: { person: string; at: number; count: number; now: number },
): Write {
  const code = CODES[at % CODES.length] ?? 'A1.1.1';
  const points = (at % 3) * 5;
  const text = `[${person}/${count}]`;
  const silent = (change: Write['change']): Write => ({ token: null, change });
  switch (what) {
    case 'score':
      return silent((doc) => castScore(doc, code, points));
    case 'agree':
      return silent((doc) => agree(doc, code, points));
    case 'say':
      return silent((doc) => say(doc, code, { id: `m${count}`, by: person, at: now, text }));
    case 'fact':
      return silent((doc) => recordFact(doc, FACTS[at % FACTS.length] ?? '', text));
    case 'note':
      return { token: text, change: (doc) => doc.transact(() => addParagraph(noteOf(doc, code), text)) };
  }
}

function addParagraph(note: Y.XmlFragment, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  note.insert(note.length, [paragraph]);
  paragraph.insert(0, [new Y.XmlText(text)]);
}
