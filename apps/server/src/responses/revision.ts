/**
 * A decision on an objection as a revision of the sheet: signed by those who decided, sealed by the server at once, the
 * one before set aside visibly. All of it inside the decision’s transaction. [RV2, RV4]
 */
import {
  appendAudit,
  auditHead,
  canonicalJson,
  tablesOf,
  type Db,
  type Finding,
  type ObjectionVoice,
  type Sheet,
} from '@heping/db';
import { discardSheet } from '../evaluations/sheet-in-force.ts';
import type { Desk } from '../evaluations/commands/desk.ts';
import { hashOfSignature, type SealStatement } from '../sheets/seal.ts';
import type { Draft } from './draft.ts';
import type { ObjectionSitting } from './objection.ts';

export interface Revising {
  /** The sheet in force, found to be what was signed. */
  readonly base: Sheet;
  readonly draft: Draft;
  readonly finding: Finding;
}

/** Somebody who spoke for the decision, under the name they had then. */
export type Voice = Pick<ObjectionVoice, 'personId' | 'at'> & {
  readonly personName: string;
  readonly personNameEn: string;
};

interface Kept extends Revising {
  readonly sheetId: string;
  readonly voices: readonly Voice[];
}

/** What a sheet is set aside with, for everybody who reads the result: the decision's own reasons are not. */
const SET_ASIDE = { reduce: '部分采纳', grant: '采纳' } as const;
const setAsideFor = (number: string, outcome: keyof typeof SET_ASIDE): string =>
  `复核 ${number}：${SET_ASIDE[outcome]}`;

export async function keepRevision(
  tx: Db,
  desk: Pick<Desk, 'newId' | 'seal'>,
  here: ObjectionSitting,
  { base, draft, sheetId, voices }: Kept,
): Promise<void> {
  const { evaluation, objection, kept, visitor, now } = here;
  const { content, text, hash } = draft;
  const { revision } = content;
  const by = visitor.personId;
  const { sheets, signatures } = tablesOf(tx);
  const discardReason = setAsideFor(kept.number, draft.decision.outcome);
  const signed = voices.map(({ personId, personName, personNameEn, at }) => ({
    ...{ id: desk.newId(), sheetId, personId, personName, personNameEn },
    ...({ kind: 'sign', statement: '', drawing: null, hash, at, discardedAt: null } as const),
  }));
  for (const { personId, personName, personNameEn, at } of signed)
    await appendAudit(tx, {
      ...{ at: now, personId, action: 'sign', evaluationId: evaluation.id, subject: hash },
      detail: { hash, name: personName, nameEn: personNameEn, signedAt: at, objection: objection.id },
    });
  const statement: SealStatement = {
    format: 'heping-seal-2',
    ...{ evaluation: evaluation.id, revision, sheet: hash },
    signatures: signed.map(hashOfSignature).sort(),
    closed: { at: now, by, reason: null },
    audit: await auditHead(tx),
  };
  const sealed = canonicalJson(statement);
  await discardSheet(tx, base.id, { at: now, by, reason: discardReason });
  await tx.insert(sheets).values({
    ...{ id: sheetId, evaluationId: evaluation.id, revision, canonical: text, hash, previousHash: base.hash },
    ...{ lockedAt: now, lockedBy: by, closedAt: now, closedBy: by },
    ...{ sealed, serverSignature: await desk.seal.sign(sealed) },
  });
  await tx.insert(signatures).values(signed);
  await appendAudit(tx, {
    ...{ at: now, personId: by, action: 'sheet.revise', evaluationId: evaluation.id, subject: hash },
    detail: {
      ...{ revision, hash, previous: base.hash, sheet: sheetId, objection: objection.id },
      ...{ finding: kept.findingId, number: kept.number, reason: discardReason },
    },
  });
}
