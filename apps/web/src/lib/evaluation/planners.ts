/** Who is in the rectification plan now, where in it, and in which colour. Pure. */
import { PEOPLE_COLORS, type PersonRef } from '@heping/protocol';
import { participantsOf, type Participant } from './participants.ts';

type Present = Parameters<typeof participantsOf>[0]['present'];

/** Everybody who is in the plan; two of them never look alike, up to eight. */
export function plannersOf(present: Present, me: string): readonly Participant[] {
  const here = participantsOf({ panel: [], present, me });
  const colors = apart(here.map(({ person }) => person));
  return here.map((one) => ({
    ...one,
    person: { ...one.person, color: colors.get(one.person.id) ?? one.person.color },
  }));
}

/** Each keeps its own colour, unless somebody before it in the order of ids has it: then the next that is free. */
function apart(people: readonly PersonRef[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const { id, color } of people.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
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
