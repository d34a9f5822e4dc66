/** Who acts on a measure: somebody with an account, or its owner by link. [MA1] */
import type { Visitor } from '../sessions/sessions.ts';

export type MeasureActor =
  | { readonly kind: 'person'; readonly visitor: Visitor }
  | {
      readonly kind: 'link';
      readonly linkId: string;
      readonly measureId: string;
      /** The name under which the link was given. */
      readonly name: string;
    };

/** The account behind an actor; null for an owner by link. */
export const personIdOf = (actor: MeasureActor): string | null =>
  actor.kind === 'person' ? actor.visitor.personId : null;

/** The name under which something is said. */
export const nameOfActor = (actor: MeasureActor): string =>
  actor.kind === 'person' ? actor.visitor.name : actor.name;

/** What the audit log says of an actor beside the account. */
export const linkDetail = (actor: MeasureActor): { readonly link?: string; readonly name?: string } =>
  actor.kind === 'person' ? {} : { link: actor.linkId, name: actor.name };
