/** Keeping a file: received, developed, put on the shelf, and only then written down; or nothing of it. [FS1–FS6] */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { tablesOf, type Db, type Store } from '@heping/db';
import { MOST_FILE_BYTES, type Uploaded } from '@heping/protocol';
import type { Localized } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { Arrivals } from './arrivals.ts';
import type { Darkroom } from './darkroom.ts';
import type { Job, Print, UnsafeReason } from './develop.ts';
import type { Home } from './home.ts';
import { fileNameIn } from './name.ts';
import { judgeLength, receive } from './receive.ts';
import type { Shelf } from './shelf.ts';
import { readFile, whoOf } from './use.ts';

/** What keeping files takes. */
export interface FileHouse {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly darkroom: Pick<Darkroom, 'develop'>;
  readonly arrivals: Arrivals;
  /** Bytes that stay free on the disk: proofs never take the room in which panels score. */
  readonly reserve: number;
  clock(): number;
  newId(): string;
}

/** Throws STORAGE_FULL. [FS5] */
export async function requireSpace({ shelf, reserve }: FileHouse): Promise<void> {
  if ((await shelf.freeSpace()) < reserve) throw new Refused('STORAGE_FULL');
}

export interface Upload {
  readonly home: Home;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  /** Throws where whoever began may bring it no more: a file may take a minute to come, and a right may end meanwhile. */
  stillMay(tx: Db): Promise<unknown>;
}

const WHY: Readonly<Record<UnsafeReason, Localized>> = {
  unreadable: {
    zh: '内容不完整或已损坏，打不开；请重新导出或重新拍照',
    en: 'it is incomplete or damaged and cannot be opened; please export it or take the picture again',
  },
  'too-many-pixels': {
    zh: '图片超过 5000 万像素；请缩小后再上传',
    en: 'the picture has more than 50 million pixels; please make it smaller',
  },
  'too-long': {
    zh: '打开它用时过长；请另存为普通图片再上传',
    en: 'it takes too long to open; please save it as a usual picture',
  },
  script: {
    zh: 'PDF 中有脚本、动态表单或会自行打开、发送的内容；请用“打印为 PDF”重新生成',
    en: 'the PDF holds a script, a form with scripts or something that opens or sends by itself; please make it anew with “print to PDF”',
  },
  another: {
    zh: '它同时是另一种文件（压缩包或网页）；请用“打印为 PDF”重新生成',
    en: 'it is another kind of file at the same time (an archive or a web page); please make it anew with “print to PDF”',
  },
  protected: {
    zh: 'PDF 设有密码或权限保护；请先解除保护',
    en: 'the PDF is protected by a password or permissions; please remove the protection first',
  },
};

/** Keeps one file in its home. Throws FILE_*, SLOW_DOWN, and storage that is full; then nothing of it is left. */
export async function keepFile(house: FileHouse, upload: Upload): Promise<Uploaded> {
  const { home, headers, body } = upload;
  const { store, shelf, newId, clock } = house;
  const { by } = home;
  const name = fileNameIn(headers);
  judgeLength(name, headers['content-length']);
  const arrival = { home: home.key, by, size: Number(headers['content-length'] ?? MOST_FILE_BYTES) };
  const arriving = house.arrivals.begin(arrival);
  const roomFor = (db: Db, size: number) =>
    home.requireRoom(db, { name, size, beside: house.arrivals.beside(arrival) });
  const aside = await shelf.aside();
  try {
    await roomFor(store.db, arrival.size);
    // Said before anything is taken in and while it comes; what the disk says later is the same refusal.
    const type = await receive(body, { path: aside.came, name, requireSpace: () => requireSpace(house) });
    const print = await developed(house, whoOf(by), {
      ...{ name, type, from: aside.came, to: aside.kept },
      keepsCameraRecord: await home.keepsCameraRecord(store.db),
    });
    const file = await shelf.put(aside.kept, {
      write: ({ sha256, size }) =>
        store.tx(async (tx) => {
          await upload.stillMay(tx);
          await roomFor(tx, size);
          return home.write(tx, { id: newId(), at: clock(), name, type, sha256, size, ...print });
        }),
      isKept: (sha256) => isKept(store.db, sha256),
    });
    return { file: readFile(file), quota: await home.quota(store.db) };
  } finally {
    await aside.clear();
    arriving.end();
  }
}

/** Whether a row of any home speaks of these bytes. [FS16] */
export async function isKept(db: Db, sha256: string): Promise<boolean> {
  const { files, activityFiles } = tablesOf(db);
  for (const table of [files, activityFiles]) {
    const [row] = await db.select({ id: table.id }).from(table).where(eq(table.sha256, sha256)).limit(1);
    if (row !== undefined) return true;
  }
  return false;
}

/** Opened and written anew, or looked through. Throws FILE_UNSAFE. [FS4] */
export async function developed(
  { darkroom }: FileHouse,
  who: string,
  { name, ...job }: { readonly name: string } & Omit<Job, 'small'>,
): Promise<Print> {
  const answer = await darkroom.develop(who, { ...job, small: null });
  if (!answer.ok) throw new Refused('FILE_UNSAFE', { name, why: WHY[answer.reason] });
  const { width, height, camera } = answer;
  return { width, height, camera };
}
