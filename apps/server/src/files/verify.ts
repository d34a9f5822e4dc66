/** Files whose bytes are not there, or are others than were kept. [FS10] */
import type { Store } from '@heping/db';
import { asc } from 'drizzle-orm';
import { Shelf } from './shelf.ts';

export interface FileVerdict {
  /** How many files were looked at. */
  readonly files: number;
  readonly faulty: readonly {
    readonly file: string;
    readonly evaluation: string;
    readonly fault: 'missing' | 'differs';
  }[];
}

export async function verifyFiles({ db, tables }: Store, dataDir: string): Promise<FileVerdict> {
  const shelf = new Shelf(dataDir);
  const rows = await db
    .select({
      file: tables.files.id,
      evaluation: tables.files.evaluationId,
      sha256: tables.files.sha256,
    })
    .from(tables.files)
    .orderBy(asc(tables.files.id));
  const faulty: FileVerdict['faulty'][number][] = [];
  for (const { file, evaluation, sha256 } of rows) {
    const found = await shelf.check(sha256);
    if (found !== 'sound') faulty.push({ file, evaluation, fault: found });
  }
  return { files: rows.length, faulty };
}

const FAULTS = {
  missing: { zh: '内容不在', en: 'its bytes are missing' },
  differs: { zh: '内容与保存时不同', en: 'its bytes differ from what was kept' },
} as const;

/** The verdict in lines for whoever asked at the console. */
export const fileLines = ({ files, faulty }: FileVerdict): readonly string[] => [
  ...faulty.map(({ file, evaluation, fault }) => {
    const { zh, en } = FAULTS[fault];
    return `评价 ${evaluation} 的文件 ${file}：${zh}。 File ${file} of evaluation ${evaluation}: ${en}.`;
  }),
  `已核对 ${files} 个文件，${faulty.length} 个有问题。 ${files} files were checked; with a fault: ${faulty.length}.`,
];
