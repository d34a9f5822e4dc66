/**
 * Whose files they are: an evaluation's, or a centre's log's. Room, row and whether a camera's record stays are the home's; the
 * way in is one for all. [FS16]
 */
import { tablesOf, type Db, type KeptFile } from '@heping/db';
import type { Quota } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { quotaOf, requireRoom } from './quota.ts';
import type { FileBy, ShelvedFile } from './use.ts';

export type NewFile = Omit<ShelvedFile, 'personName' | 'camera'> & Pick<KeptFile, 'camera'>;

/** A file that wants in, and the bytes that are on their way beside it. */
export interface Asking {
  readonly name: string;
  readonly size: number;
  readonly beside: { readonly all: number; readonly own: number };
}

export interface Home {
  /** What is on its way to the same home counts together. */
  readonly key: string;
  readonly by: FileBy;
  quota(db: Db): Promise<Quota>;
  /** Whether photos keep when and where they were taken. [FS17] */
  keepsCameraRecord(db: Db): Promise<boolean>;
  /** Throws FILE_QUOTA. */
  requireRoom(db: Db, asking: Asking): Promise<void>;
  /** The row of a file that lies on the shelf, inside the transaction that keeps it. */
  write(tx: Db, file: NewFile): Promise<ShelvedFile>;
}

export interface Whose {
  readonly evaluationId: string;
  readonly by: FileBy;
  /** The name under which it is kept; an owner by link has no account. */
  readonly personName: string;
}

export const evaluationHome = ({ evaluationId, by, personName }: Whose): Home => ({
  key: evaluationId,
  by,
  quota: (db) => quotaOf(db, evaluationId),
  keepsCameraRecord: async (db) => {
    const { campaigns, evaluations } = tablesOf(db);
    const [campaign] = await db
      .select({ keeps: campaigns.keepsCameraRecord })
      .from(evaluations)
      .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
      .where(eq(evaluations.id, evaluationId));
    return campaign?.keeps ?? false;
  },
  requireRoom: (db, asking) => requireRoom(db, { ...asking, evaluationId, by }),
  write: async (tx, file) => {
    const { files } = tablesOf(tx);
    const row: KeptFile = {
      ...{ evaluationId, personName },
      ...file,
      personId: 'personId' in by ? by.personId : null,
      linkId: 'linkId' in by ? by.linkId : null,
    };
    await tx.insert(files).values(row);
    return row;
  },
});
