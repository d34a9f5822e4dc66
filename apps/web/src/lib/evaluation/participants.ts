/** Who takes part in an evaluation, and where on the sheet they are. Pure. */
import type { PersonRef, Presence } from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';

/** Someone of the panel, and where they are. `at` is null for who is elsewhere in the evaluation. */
export interface Participant {
  readonly person: PersonRef;
  readonly isHere: boolean;
  readonly isMe: boolean;
  readonly at: IndicatorCode | null;
  readonly field: string | null;
}

interface Question {
  readonly panel: readonly PersonRef[];
  /** Others whose names are known in both languages. */
  readonly known?: readonly PersonRef[];
  /** One entry a browser, as the server stamped them. */
  readonly present: readonly (Presence & { readonly user: NonNullable<Presence['user']> })[];
  readonly me: string;
  /** Presence may know one name only; one's own is known in both languages. */
  readonly nameEn: string;
}

/** The panel first, then whoever else is here. */
export function participantsOf({ panel, known = [], present, me, nameEn }: Question): readonly Participant[] {
  const whereIs = (id: string) => {
    const here = present.filter(({ user }) => user.id === id);
    // Of several tabs the one in which something is written, or that says where it is.
    const tab = here.find(({ field }) => field) ?? here.find(({ at }) => at) ?? here[0];
    return { isHere: here.length > 0, ...tab };
  };
  const guests = present
    .filter(({ user }) => !panel.some(({ id }) => id === user.id))
    .map(({ user }) => {
      const inEnglish = user.id === me ? nameEn : known.find(({ id }) => id === user.id)?.nameEn;
      return { ...user, nameEn: inEnglish ?? user.nameEn ?? user.name };
    });
  const unique = new Map([...panel, ...guests].map((person) => [person.id, person]));
  return [...unique.values()].map((person) => {
    const { isHere, at, field } = whereIs(person.id);
    return { person, isMe: person.id === me, isHere, at: at ?? null, field: field ?? null };
  });
}
