/** The documents of the evening, and what somebody would guess: names of documents, and addresses that are no doors. */
import { ACCOUNTS } from './accounts.ts';
import { EVALUATION } from './house.ts';

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
