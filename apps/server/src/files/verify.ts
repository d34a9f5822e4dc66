/** Files whose bytes are not there, or are others than were kept. [FS10] */
import type { Store } from '@heping/db';
import { asc } from 'drizzle-orm';
import { Shelf } from './shelf.ts';

export interface FileVerdict {
  /** How many files were looked at. */
  readonly files: number;
  readonly faulty: readonly {
    readonly file: string;
    readonly home: 'evaluation' | 'centre';
    /** Of the evaluation, or of the centre whose log it stands in. */
    readonly of: string;
    readonly fault: 'missing' | 'differs';
  }[];
}

export async function verifyFiles({ db, tables }: Store, dataDir: string): Promise<FileVerdict> {
  const shelf = new Shelf(dataDir);
  const { files, activityFiles: logged } = tables;
  const ofEvaluations = await db
    .select({ file: files.id, of: files.evaluationId, sha256: files.sha256 })
    .from(files)
    .orderBy(asc(files.id));
  const ofLogs = await db
    .select({ file: logged.id, of: logged.centreId, sha256: logged.sha256 })
    .from(logged)
    .orderBy(asc(logged.id));
  const rows = [
    ...ofEvaluations.map((row) => ({ ...row, home: 'evaluation' as const })),
    ...ofLogs.map((row) => ({ ...row, home: 'centre' as const })),
  ];
  const faulty: FileVerdict['faulty'][number][] = [];
  for (const { sha256, ...row } of rows) {
    const found = await shelf.check(sha256);
    if (found !== 'sound') faulty.push({ ...row, fault: found });
  }
  return { files: rows.length, faulty };
}

const FAULTS = {
  missing: { zh: '内容不在', en: 'its bytes are missing' },
  differs: { zh: '内容与保存时不同', en: 'its bytes differ from what was kept' },
} as const;
const HOMES = {
  evaluation: { zh: '评价', en: 'evaluation' },
  centre: { zh: '中心', en: 'centre' },
} as const;

/** The verdict in lines for whoever asked at the console. */
export const fileLines = ({ files, faulty }: FileVerdict): readonly string[] => [
  ...faulty.map(({ file, home, of, fault }) => {
    const { zh, en } = FAULTS[fault];
    return `${HOMES[home].zh} ${of} 的文件 ${file}：${zh}。 File ${file} of ${HOMES[home].en} ${of}: ${en}.`;
  }),
  `已核对 ${files} 个文件，${faulty.length} 个有问题。 ${files} files were checked; with a fault: ${faulty.length}.`,
];
