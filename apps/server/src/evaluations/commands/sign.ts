/** A panelist signs the locked sheet, or dissents with a statement. [SG1, SG2] */
import { isBlank } from '@heping/scoring';
import { Refused } from '../../refused.ts';
import type { Acting, Desk } from './desk.ts';
import { putUnder } from './signature.ts';

export interface SignInput {
  readonly password: string;
  readonly hash: string;
  readonly dissent?: string | undefined;
}

/** One standing word of a person per sheet; a second one is refused. */
export async function signSheet(desk: Desk, acting: Acting, { dissent, ...under }: SignInput): Promise<void> {
  const statement = dissent?.trim() ?? '';
  if (dissent !== undefined && isBlank(statement)) throw new Refused('STATEMENT_MISSING');
  const kind = dissent === undefined ? 'sign' : 'dissent';
  await putUnder(desk, acting, 'sign', { ...under, kind, statement });
}
