/** My work: what waits for somebody, by date. [WK1–WK3] */
import { z } from 'zod';
import { CentreRef } from './people.ts';
import { Day, Id } from './values.ts';

/** What can wait for somebody between delivery and closure. */
export const TASK_KINDS = [
  'respond',
  'decide-objection',
  'voice-objection',
  'submit-plan',
  'decide-plan',
  'do-measure',
  'chase-measure',
  'verify-measure',
  'decide-extension',
  'submit-finding',
  'accept-finding',
  'look-back',
  'confirm-repeat',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const Task = z.object({
  /** `<kind>:<id>`: of what it speaks. */
  id: z.string(),
  kind: z.enum(TASK_KINDS),
  /** the day until which it has to be done; null where there is none */
  dueOn: Day.nullable(),
  /** the day from which on it waits, where it has no last day: an objection, when it was filed */
  since: Day.nullable(),
  centre: CentreRef,
  evaluation: Id,
  finding: Id.nullable(),
  number: z.string().describe('of the finding; empty for a plan'),
  /** the reason of the finding, or the words of the measure */
  text: z.string(),
  path: z.string().describe('the page where it is done'),
});
export type Task = z.infer<typeof Task>;

export const Tasks = z.object({
  today: Day,
  /** the first of each kind by date */
  tasks: z.array(Task),
  /** how many there are of each kind, and where the ledger shows the rest; empty where it does not */
  counts: z.array(z.object({ kind: z.enum(TASK_KINDS), count: z.number().int(), ledger: z.string() })),
});
export type Tasks = z.infer<typeof Tasks>;
