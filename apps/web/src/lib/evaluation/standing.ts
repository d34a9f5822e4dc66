/** What has happened in an evaluation, as whoever works on its sheets should keep in sight. Pure. */
import type { Evaluation } from '@heping/protocol';

export type Standing =
  /** Done with one's own ballot; the chair reveals. */
  | { readonly kind: 'finished'; readonly done: number; readonly count: number }
  /** The chair is done; others are not, or all are. */
  | { readonly kind: 'chair-finished'; readonly done: number; readonly count: number }
  | { readonly kind: 'all-finished'; readonly count: number }
  | { readonly kind: 'revealed'; readonly at: number }
  | { readonly kind: 'joint' }
  | { readonly kind: 'returned'; readonly at: number; readonly reason: string }
  | { readonly kind: 'unlocked'; readonly at: number; readonly reason: string }
  | { readonly kind: 'locked'; readonly at: number }
  | { readonly kind: 'over' };

type Facts = Pick<
  Evaluation,
  'phase' | 'panel' | 'policies' | 'revealedAt' | 'lockedAt' | 'returns' | 'roles'
>;

interface Question {
  readonly evaluation: Facts;
  readonly me: string;
  /** One's own count, known here before the server knows it; null without a ballot. */
  readonly mine: { readonly scored: number; readonly total: number } | null;
  /** When and why the last sheet was taken back; null where none was. */
  readonly discarded?: { readonly at: number; readonly reason: string } | null;
}

/** Null while there is nothing to say but what the page itself says. */
export function standingOf({ evaluation, me, mine, discarded = null }: Question): Standing | null {
  const { phase, policies, revealedAt, lockedAt, returns } = evaluation;
  switch (phase) {
    case 'planned':
    case 'cancelled':
      return null;
    case 'scoring':
      return finished({ evaluation, me, mine });
    case 'deliberation': {
      const [latest] = returns;
      if (discarded !== null && discarded.at > (latest?.at ?? 0)) return { kind: 'unlocked', ...discarded };
      if (latest !== undefined) return { kind: 'returned', at: latest.at, reason: latest.reason };
      if (policies.scoringMode === 'joint') return { kind: 'joint' };
      return revealedAt === null ? null : { kind: 'revealed', at: revealedAt };
    }
    case 'signing':
      return lockedAt === null ? null : { kind: 'locked', at: lockedAt };
    case 'preliminary':
    case 'notice':
    case 'published':
    case 'rectifying':
    case 'closed':
      return { kind: 'over' };
  }
}

function finished({ evaluation, me, mine }: Question): Standing | null {
  if (mine === null || mine.scored < mine.total) return null;
  const sitting = evaluation.panel.filter(({ recused }) => recused === null);
  const isDone = ({ id, progress }: (typeof sitting)[number]) =>
    id === me || (progress !== null && progress.total > 0 && progress.scored >= progress.total);
  const [done, count] = [sitting.filter(isDone).length, sitting.length];
  if (!evaluation.roles.includes('chair')) return { kind: 'finished', done, count };
  return done === count ? { kind: 'all-finished', count } : { kind: 'chair-finished', done, count };
}
