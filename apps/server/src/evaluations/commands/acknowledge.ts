/** 现场反馈: the centre’s leader acknowledges the record by signature, or declines with a reason. [SG4, SG5] */
import type { Drawing } from '@heping/protocol';
import { isBlank } from '@heping/scoring';
import { Refused } from '../../refused.ts';
import type { Acting, Desk } from './desk.ts';
import { requireDrawn } from './drawn.ts';
import { putUnder } from './signature.ts';

export interface AcknowledgeInput {
  readonly password: string;
  readonly hash: string;
  readonly declineReason?: string | undefined;
  readonly drawing?: Drawing | undefined;
}

/** Acknowledging is having seen, not agreeing. */
export async function acknowledgeSheet(
  desk: Desk,
  acting: Acting,
  { declineReason, drawing, ...under }: AcknowledgeInput,
): Promise<void> {
  if (drawing !== undefined) requireDrawn(drawing);
  const statement = declineReason?.trim() ?? '';
  if (declineReason !== undefined && isBlank(statement)) throw new Refused('DECLINE_WITHOUT_REASON');
  const kind = declineReason === undefined ? 'acknowledge' : 'decline';
  await putUnder(desk, acting, 'acknowledge', { ...under, kind, statement, drawing });
}
