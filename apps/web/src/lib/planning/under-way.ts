import type { Campaign } from '@heping/protocol';
import { PHASES, type Phase } from '@heping/scoring';

/** Where nothing of a campaign's own work is left to do. */
const DONE: readonly Phase[] = ['published', 'rectifying', 'closed', 'cancelled'];

/** How many evaluations of a campaign are planned or on their way to publication. */
export const underWay = (counts: Campaign['counts']): number =>
  PHASES.filter((phase) => !DONE.includes(phase)).reduce((sum, phase) => sum + (counts[phase] ?? 0), 0);
