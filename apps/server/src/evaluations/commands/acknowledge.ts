/** 现场反馈: the centre’s leader acknowledges the record by signature, or declines with a reason. [SG4] */
import { isBlank } from '@heping/scoring';
import { Refused } from '../../refused.ts';
import type { Acting, Desk } from './desk.ts';
import { putUnder } from './signature.ts';

export interface AcknowledgeInput {
  readonly password: string;
  readonly hash: string;
  readonly declineReason?: string | undefined;
}

/** Acknowledging is having seen, not agreeing. */
export async function acknowledgeSheet(
  desk: Desk,
  acting: Acting,
  { declineReason, ...under }: AcknowledgeInput,
): Promise<void> {
  const statement = declineReason?.trim() ?? '';
  if (declineReason !== undefined && isBlank(statement)) throw new Refused('DECLINE_WITHOUT_REASON');
  const kind = declineReason === undefined ? 'acknowledge' : 'decline';
  await putUnder(desk, acting, 'acknowledge', { ...under, kind, statement });
}
