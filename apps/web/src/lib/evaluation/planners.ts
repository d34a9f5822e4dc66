/** Who is in the rectification plan now and where in it; the colours that people have all over an evaluation. Pure. */
import { PEOPLE_COLORS, type PersonRef } from '@heping/protocol';
import { participantsOf, type Participant } from './participants.ts';

type Present = Parameters<typeof participantsOf>[0]['present'];

/** By person. */
export type Colors = ReadonlyMap<string, string>;

/**
 * Two people never look alike, up to eight. The panel keeps the colours of its seats; of the others, by id, each has its
 * own colour unless it is taken: then the next that is free.
 */
export function colorsOf(panel: readonly PersonRef[], others: readonly PersonRef[]): Colors {
  const taken = new Map(panel.map(({ id, color }) => [id, color]));
  for (const { id, color } of others.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (taken.has(id)) continue;
    const used = new Set(taken.values());
    const from = Math.max(
      PEOPLE_COLORS.findIndex((one) => one === color),
      0,
    );
    const order = [...PEOPLE_COLORS.slice(from), ...PEOPLE_COLORS.slice(0, from)];
    taken.set(id, order.find((one) => !used.has(one)) ?? color);
  }
  return taken;
}

/** The person in the colour they have here. */
export const inColor = (person: PersonRef, colors: Colors): PersonRef => ({
  ...person,
  color: colors.get(person.id) ?? person.color,
});

/** Everybody who is in the plan. */
export const plannersOf = (present: Present, me: string, colors: Colors): readonly Participant[] =>
  participantsOf({ panel: [], present, me }).map((one) => ({ ...one, person: inColor(one.person, colors) }));
