/** Which documents of an evaluation somebody may look back at now, and whose they are. [HI2] */
import type { Store } from '@heping/db';
import { parseDocumentName, type PersonRef } from '@heping/protocol';
import { may, type Action } from '@heping/scoring';
import type { Access } from '../evaluations/access.ts';
import { sitting, type Seat } from '../evaluations/seats.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import type { SheetKind } from './lines.ts';

const READ: Readonly<Record<Exclude<SheetKind, 'ballot'>, Action>> = {
  record: 'record.read',
  consensus: 'consensus.read',
};

export interface Open {
  readonly name: string;
  readonly kind: SheetKind;
  /** whose ballot */
  readonly person: string | null;
}

/** The seats as people, in the colours that they have everywhere else: nobody else writes these documents. */
export const peopleIn = (seats: readonly Seat[]): ReadonlyMap<string, PersonRef> => {
  const colors = panelColors(seats.map(({ id }) => id));
  return new Map(seats.map((seat) => [seat.id, personRef(seat, colors)]));
};

/** The documents that somebody may look back at now. [HI2] */
export async function openTo(store: Store, reader: Access, seats: readonly Seat[]): Promise<readonly Open[]> {
  const { evaluation, roles } = reader;
  const mayNow = (action: Action) => may(roles, action, evaluation.phase);
  const isSitting = (person: string) => sitting(seats).some(({ id }) => id === person);
  const documents = await store.log.listDocuments(evaluation.id);
  return documents.flatMap(({ name }): Open[] => {
    const document = parseDocumentName(name);
    if (document === undefined || document.kind === 'plan' || document.kind === 'self') return [];
    if (document.kind !== 'ballot')
      return mayNow(READ[document.kind]) ? [{ name, kind: document.kind, person: null }] : [];
    const { person } = document;
    return mayNow('ballots.read') && isSitting(person) ? [{ name, kind: 'ballot', person }] : [];
  });
}

export const refIn = (people: ReadonlyMap<string, PersonRef>, id: string | null): PersonRef | null =>
  id === null ? null : (people.get(id) ?? null);
