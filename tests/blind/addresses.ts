/** Names of documents and addresses behind which something of the evaluation lies, and some that are none. */
import { ACCOUNTS } from './accounts.ts';
import { EVALUATION, type House } from './house.ts';

export const RECORD = `record:${EVALUATION}`;
export const SELF = `self:${EVALUATION}`;
export const ballotOf = (person: string) => `ballot:${EVALUATION}:${person}`;
export const SHARED = [RECORD, `consensus:${EVALUATION}`, SELF];
/** Every name that can be guessed, and some that are none. */
export const NAMES = [
  ...SHARED,
  ...ACCOUNTS.map(ballotOf),
  ...[
    `ballot:${EVALUATION}`,
    `Ballot:${EVALUATION}:bo`,
    `ballot:${EVALUATION}:bo:`,
    `ballot:${EVALUATION}:*`,
  ],
  `plan:${EVALUATION}`,
  ...[`record:${EVALUATION}:bo`, `ballot%3A${EVALUATION}%3Abo`, `../sync/ballot:${EVALUATION}:bo`],
];
/** Addresses that are no doors, and that somebody would try. */
export const GUESSED = [
  '/',
  '/openapi.json',
  `/sync/${ballotOf('bo')}`,
  `/evaluations/${EVALUATION}`,
  `/evaluations/${EVALUATION}/print`,
  ...['ballots/bo', 'ballots?person=bo', 'documents', 'record', 'export.xlsx', 'export.csv', 'events'].map(
    (end) => `/api/v1/evaluations/${EVALUATION}/${end}`,
  ),
  `/api/v1/evaluations?phase=deliberation`,
  `/api/v1/evaluations?campaign=campaign&centre=town-centre`,
];

/** Of every file that was brought, wherever it belongs. */
export async function addressesOfFiles({ app }: House): Promise<readonly string[]> {
  const { db, tables } = app.store;
  const files = await db.select({ id: tables.files.id }).from(tables.files);
  const logged = await db.select({ id: tables.activityFiles.id }).from(tables.activityFiles);
  return [
    ...files.map(({ id }) => `/api/v1/files/${id}`),
    ...logged.flatMap(({ id }) => [
      `/api/v1/centres/town-centre/activity-files/${id}`,
      `/api/v1/evaluations/${EVALUATION}/activity-files/${id}`,
    ]),
  ];
}
