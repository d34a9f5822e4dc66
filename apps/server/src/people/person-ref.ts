import { PEOPLE_COLORS, type PersonRef } from '@heping/protocol';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
}

/** FNV-1a: the same person has the same colour wherever no panel decides it. */
function placeOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const colorAt = (place: number): string => PEOPLE_COLORS[place % PEOPLE_COLORS.length] ?? PEOPLE_COLORS[0];

/**
 * The colours of a panel by person: no two alike up to eight, the same in caret, avatar and dot. Takes every seat's
 * person, recused ones too, in any order.
 */
export function panelColors(people: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...people].sort().map((id, place) => [id, colorAt(place)]));
}

/** A person as others see them; on a panel with the panel's colour, else one that follows from the id. */
export const personRef = ({ id, name, nameEn }: Named, colors?: ReadonlyMap<string, string>): PersonRef => ({
  id,
  name,
  nameEn,
  color: colors?.get(id) ?? colorAt(placeOf(id)),
});
