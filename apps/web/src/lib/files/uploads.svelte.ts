/** Files on their way: one after another, each with its own state; what is refused stays with its sentence. */
import {
  FILE_BYTES,
  MOST_FILES,
  QUOTA,
  type FileUse,
  type KeptFile,
  type Quota,
  type Uploaded,
} from '@heping/protocol';
import type { FileRole, FileType } from '@heping/scoring';
import { ApiProblem, explain } from '#lib/api/problem.ts';
import { m } from '#lib/paraglide/messages.js';
import { session } from '#lib/session.svelte.ts';
import { isForGood } from './for-good.ts';
import { overSize, type FilePlace } from './place.ts';
import { sendFile } from './send.ts';
import { shrink } from './shrink.ts';

/** A file that is with the server already, as a draft remembers it. */
export interface KeptUpload {
  readonly file: KeptFile;
  readonly role: FileRole;
}

/** One file as the field shows it. */
export class Upload {
  readonly key: number;
  readonly source: File;
  role = $state<FileRole>('evidence');
  state = $state<'waiting' | 'sending' | 'kept' | 'refused'>('waiting');
  /** From 0 to 1. */
  share = $state(0);
  /** The sentence why it is not kept. */
  why = $state<string | null>(null);
  /** Refused for what it is: it can be taken out, and not tried again. */
  isForGood = $state(false);
  kept = $state.raw<KeptFile | null>(null);
  readonly leaving = new AbortController();

  constructor(key: number, source: File, role: FileRole) {
    this.key = key;
    this.source = source;
    this.role = role;
  }

  /** What a photo that was pasted or taken is called. */
  get name(): string {
    return this.source.name === '' ? 'photo.jpg' : this.source.name;
  }
}

export class Uploads {
  readonly #place: () => FilePlace;
  list = $state.raw<readonly Upload[]>([]);
  quota = $state.raw<Quota | null>(null);
  /** Said of all that was added last. */
  note = $state<string | null>(null);
  #next = 1;
  #line: Promise<void> = Promise.resolve();

  constructor(place: () => FilePlace) {
    this.#place = place;
  }

  get keepsCameraRecord(): boolean {
    return this.#place().keepsCameraRecord;
  }

  /** Files that are not there yet, nor refused. */
  get isBusy(): boolean {
    return this.list.some(({ state }) => state === 'waiting' || state === 'sending');
  }

  /** What is tied to what one says. */
  get uses(): FileUse[] {
    return this.list.flatMap(({ kept, role }) => (kept === null ? [] : [{ id: kept.id, role }]));
  }

  /** Those that are with the server, for a draft. */
  get keeps(): KeptUpload[] {
    return this.list.flatMap(({ kept, role }) => (kept === null ? [] : [{ file: kept, role }]));
  }

  /** Their names, as words say them; blank for none. */
  get said(): string {
    const names = this.keeps.map(({ file }) => file.name);
    return names.length === 0 ? '' : m.proof_said({ names: names.join(' · ') });
  }

  /** Why what one says cannot be sent with these: some are on their way, or stand there without being kept. */
  get why(): string | null {
    if (this.isBusy) return m.link_files_pending();
    const refused = this.list.filter(({ state }) => state === 'refused');
    if (refused.length === 0) return null;
    return refused.every(({ isForGood }) => isForGood) ? m.proof_never_kept() : m.proof_not_all_kept();
  }

  /** Those of a draft, without sending them a second time. */
  restore(files: readonly KeptUpload[]): void {
    this.list = files.map(({ file, role }) => {
      const upload = new Upload(this.#next++, new File([], file.name, { type: file.type }), role);
      upload.kept = file;
      upload.state = 'kept';
      return upload;
    });
  }

  get nearlyFull(): Quota | null {
    const { quota } = this;
    return quota !== null && quota.used >= quota.most * QUOTA.warnFrom ? quota : null;
  }

  add(files: readonly File[], role: FileRole): void {
    const room = Math.max(0, MOST_FILES - this.list.length);
    this.note = files.length > room ? m.proof_too_many({ most: MOST_FILES }) : null;
    const added = files.slice(0, room).map((file) => new Upload(this.#next++, file, role));
    this.list = [...this.list, ...added];
    for (const upload of added) this.#queue(upload);
  }

  again(upload: Upload): void {
    upload.state = 'waiting';
    upload.why = null;
    this.#queue(upload);
  }

  remove(upload: Upload): void {
    upload.leaving.abort();
    this.list = this.list.filter((one) => one !== upload);
  }

  /** All of it was sent on: an empty field for the next. */
  clear(): void {
    this.list = [];
    this.note = null;
  }

  #queue(upload: Upload): void {
    this.#line = this.#line.then(() => this.#send(upload));
  }

  async #send(upload: Upload): Promise<void> {
    if (upload.leaving.signal.aborted) return;
    upload.state = 'sending';
    upload.share = 0;
    try {
      const bytes = await shrink(upload.source, this);
      const why = tooLarge(upload.name, bytes);
      if (why !== null) return refuse(upload, why, true);
      const { file, quota } = await this.#sent(upload, bytes);
      upload.kept = file;
      upload.state = 'kept';
      this.quota = quota;
    } catch (error) {
      if (!upload.leaving.signal.aborted)
        refuse(upload, explain(error), error instanceof ApiProblem && isForGood(error.problem.error));
    }
  }

  /** Where the session is over, once more after signing in again. */
  async #sent(upload: Upload, bytes: Blob): Promise<Uploaded> {
    const sending = {
      ...{ name: upload.name, bytes, signal: upload.leaving.signal },
      onprogress: (share: number) => void (upload.share = share),
    };
    try {
      return await sendFile(this.#place(), sending);
    } catch (error) {
      const isSignedOut = error instanceof ApiProblem && error.is('LOGIN');
      if (!isSignedOut || !(await session.renew())) throw error;
      return sendFile(this.#place(), sending);
    }
  }
}

function refuse(upload: Upload, why: string, isForGood: boolean): void {
  Object.assign(upload, { state: 'refused', why, isForGood });
}

/** What the server would refuse is not sent across a slow line first. */
function tooLarge(name: string, bytes: Blob): string | null {
  if (bytes.size === 0) return m.proof_empty({ name });
  const most = FILE_BYTES[bytes.type as FileType] ?? FILE_BYTES['application/pdf'];
  if (bytes.size <= most) return null;
  return m.proof_too_large({ name, ...overSize(bytes.size, most) });
}
