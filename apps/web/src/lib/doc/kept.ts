/**
 * What this device keeps beside the documents themselves: marks of unsent changes (a deletion leaves no other trace),
 * copies of what the server refused, and when a document was last in step with the server. Sealed, as the documents are.
 */
import type { DocumentKind, Refusal } from '@heping/protocol';
import { sealedShelf } from '#lib/device/sealed-shelf.ts';

/** Unsent changes of one opening of a document. `revision` grows with each change. */
export interface Mark {
  readonly key: string;
  readonly document: string;
  readonly revision: number;
  readonly places: readonly string[];
}

/** A whole document as it stood here when the server refused a change of it. */
export interface Copy {
  readonly id: string;
  readonly person: string;
  readonly document: string;
  readonly kind: DocumentKind;
  readonly evaluation: string;
  readonly at: number;
  readonly refusal: Refusal;
  readonly places: readonly string[];
  readonly bytes: Uint8Array;
}

/** What is known of a document on this device. */
export interface Standing {
  readonly document: string;
  /** After a hard refusal the document begins anew at another place: a second tab may still write to the old one. */
  readonly generation: number;
  /** Last in step with the server, ms; null when it never was. */
  readonly syncedAt: number | null;
}

const marks = sealedShelf<Mark>('marks');
const copies = sealedShelf<Copy>('copies');
const standings = sealedShelf<Standing>('standings');

/** Begins with the person, whose key seals it; `document` is the key used here too. */
export const localKey = (person: string, document: string): string => `${person}|${document}`;

/** The marks that openings of this document left here, this one's and earlier ones'. */
export const marksOf = async (document: string): Promise<readonly Mark[]> =>
  (await marks.all(`${document}|`)).map(([, mark]) => mark);
/** All that a person has not sent yet. */
export const marksOfPerson = async (person: string): Promise<readonly Mark[]> =>
  (await marks.all(`${person}|`)).map(([, mark]) => mark);
export const keepMark = (mark: Mark): Promise<void> => marks.put(mark.key, mark);
export const dropMark = (key: string): Promise<void> => marks.remove(key);

/** Drops a mark of another opening, unless that one has gone on since. */
export async function dropMarkUnchanged({ key, revision }: Mark): Promise<void> {
  if ((await marks.one(key))?.revision === revision) await dropMark(key);
}

const keyOfCopy = ({ person, id }: Pick<Copy, 'person' | 'id'>) => `${person}|${id}`;
export const keepCopy = (copy: Copy): Promise<void> => copies.put(keyOfCopy(copy), copy);
export const dropCopy = (copy: Pick<Copy, 'person' | 'id'>): Promise<void> => copies.remove(keyOfCopy(copy));
/** A person's copies, newest first. */
export async function copiesOf(person: string, evaluation?: string): Promise<readonly Copy[]> {
  return (await copies.all(`${person}|`))
    .map(([, copy]) => copy)
    .filter((copy) => evaluation === undefined || copy.evaluation === evaluation)
    .toSorted((a, b) => b.at - a.at);
}

export async function standingOf(document: string): Promise<Standing> {
  return (await standings.one(document)) ?? { document, generation: 0, syncedAt: null };
}
export const keepStanding = (standing: Standing): Promise<void> => standings.put(standing.document, standing);
