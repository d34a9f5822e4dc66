/** Who somebody is when their work is looked for. [WK1] */
import type { Visitor } from '../sessions/sessions.ts';

export interface Own {
  readonly visitor: Visitor;
  readonly bodies: readonly string[];
  /** centres they lead */
  readonly leads: readonly string[];
  /** centres they belong to in any way: they decide nothing of these [FA6] */
  readonly ties: readonly string[];
}

export type Part = 'leader' | 'officer' | 'owner';

/** Anybody may own a measure. */
export const plays = ({ bodies, leads }: Own, part: Part): boolean =>
  ({ leader: leads.length > 0, officer: bodies.length > 0, owner: true })[part];
