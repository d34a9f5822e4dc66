/** Act on a finding → what is told of it, and to whom beside its roles. One table, asked by the frame. [NT1] */
import type { Case, Db, Measure } from '@heping/db';
import type { FindingAct, Phase } from '@heping/scoring';
import type { RoleKind } from '../notifications/audience.ts';
import { named, notify, tell } from '../notifications/notify.ts';
import type { Around } from '../notifications/recipients.ts';

const KINDS: Readonly<Record<FindingAct, RoleKind | null>> = {
  accept: 'finding.accepted',
  object: 'objection.filed',
  'withdraw-objection': 'objection.withdrawn',
  uphold: 'objection.decided',
  reduce: 'objection.decided',
  grant: 'objection.decided',
  lapse: 'finding.lapsed',
  // A plan is approved for all of its findings at once, and told once.
  'approve-plan': null,
  submit: 'finding.submitted',
  // Taken back before anybody looked: nothing waits for anybody.
  recall: null,
  return: 'finding.returned',
  close: 'finding.closed',
  'look-back': 'look-back.held',
};
/** What those who own a measure of it hear, too, where they are nothing else to it. */
const OWNERS_HEAR: ReadonlySet<RoleKind> = new Set(['finding.returned', 'finding.closed']);

interface Named {
  readonly name: string;
  readonly nameEn: string;
}
export interface Acted extends Around {
  readonly centre: Around['centre'] & Named;
  readonly kept: Case;
  readonly measures: readonly Measure[];
  /** null: the clock */
  readonly visitor: (Named & { readonly personId: string }) | null;
  readonly now: number;
}

/** Inside the act's transaction. `change` is what it writes into the case. */
export async function tellAct(
  tx: Db,
  here: Acted,
  {
    act,
    change = {},
    phase = here.evaluation.phase,
  }: {
    readonly act: FindingAct;
    readonly change?: Partial<Case> | undefined;
    readonly phase?: Phase | undefined;
  },
): Promise<void> {
  const kind = KINDS[act];
  if (kind === null) return;
  const { kept, centre, visitor, measures, now } = here;
  const { effect, planBy } = { ...kept, ...change };
  const key = `${kept.findingId}:${kept.version + 1}`;
  const params = {
    ...named('centre', centre),
    ...(visitor === null ? {} : named('person', visitor)),
    ...{ number: kept.number, outcome: act },
    ...(effect === null ? {} : { effect }),
    ...(planBy === null ? {} : { until: planBy }),
  };
  const said = { kind, key, params, at: now, by: visitor?.personId ?? null };
  const path = `/evaluations/${kept.evaluationId}/findings/${kept.findingId}`;
  const told = new Set(await tell(tx, here, { ...said, path, phase }));
  if (!OWNERS_HEAR.has(kind)) return;
  for (const { id, ownerId } of measures)
    if (ownerId !== null && !told.has(ownerId))
      await notify(tx, { ...said, people: [ownerId], path: `/measures/${id}`, evaluationId: kept.evaluationId });
}
