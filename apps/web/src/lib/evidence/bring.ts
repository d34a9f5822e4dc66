/**
 * What somebody takes, chooses, drops or pastes becomes a piece: judged by its first bytes, made smaller, kept on this
 * device, and only then named in the record. [DQ1, DQ6, FS1]
 */
import { addPiece, FILE_BYTES, SIGNATURE_BYTES, typeBySignature, type NewPiece } from '@heping/protocol';
import * as sha256 from 'lib0/hash/sha256';
import * as buffer from 'lib0/buffer';
import type { LiveDoc } from '#lib/doc/live.svelte.ts';
import { overSize } from '#lib/files/place.ts';
import { isHeic, shrink } from '#lib/files/shrink.ts';
import { m } from '#lib/paraglide/messages.js';
import { DeviceFull } from './queue.ts';
import { inHand, type Chosen, type NotBrought } from './in-hand.svelte.ts';
import { sender } from './sender.svelte.ts';
import { newSlot } from './slot.ts';

export interface Bringing {
  readonly record: LiveDoc;
  readonly evaluation: string;
  readonly person: string;
  readonly serves: readonly string[];
  readonly item?: string | null;
  /** The picture that was drawn on. */
  readonly of?: string | null;
  readonly before?: string | null;
  readonly caption?: string | null;
  /** As the campaign decides. */
  readonly keepsCameraRecord: boolean;
}

/**
 * One after another, so that twenty photos chosen at once are not opened at once. Which did not become pieces is held as
 * soon as it is known; the others come in any case. [DQ1]
 */
export async function bringAll(files: readonly File[], bringing: Bringing): Promise<void> {
  const all = files.map((file) => chosen(file, bringing));
  inHand.take(all);
  for (const one of all) {
    const refused = await made(one, bringing);
    if (refused !== null) inHand.hold(refused);
    inHand.putDown(one);
  }
}

/** Answers what did not become a piece; whoever asks still has it. */
export async function bringOne(file: File, bringing: Bringing): Promise<NotBrought | null> {
  const one = chosen(file, bringing);
  inHand.take([one]);
  const refused = await made(one, bringing);
  inHand.putDown(one);
  return refused;
}

interface ChosenFile extends Chosen {
  readonly source: File;
}
/** What was pasted or taken may have no name. */
const chosen = (source: File, { person, evaluation }: Bringing): ChosenFile => ({
  ...{ person, evaluation, source, name: source.name === '' ? 'photo.jpg' : source.name },
});

async function made(file: ChosenFile, bringing: Bringing): Promise<NotBrought | null> {
  const { name } = file;
  try {
    const why = await bring(file, bringing);
    return why === null ? null : { ...file, why, isUnkept: false };
  } catch (error) {
    const isFull = error instanceof DeviceFull;
    if (!isFull) console.error(error);
    const why = isFull ? m.evidence_device_full({ name }) : m.evidence_not_kept({ name });
    return inHand.has(file) ? { ...file, why, isUnkept: true } : null;
  }
}

/** Answers why the file itself is not taken; what was given up meanwhile is not kept. Throws DeviceFull. */
async function bring(chosenFile: ChosenFile, bringing: Bringing): Promise<string | null> {
  const { name, source: file } = chosenFile;
  if (!inHand.has(chosenFile)) return null;
  if (file.size === 0) return m.proof_empty({ name });
  const shrunk = await shrink(file, bringing);
  const bytes = await shrunk.arrayBuffer();
  const type = typeBySignature(new Uint8Array(bytes.slice(0, SIGNATURE_BYTES)));
  if (type === null) return isHeic(file) ? m.evidence_heic({ name }) : m.evidence_type({ name });
  const most = FILE_BYTES[type];
  if (bytes.byteLength > most) return m.proof_too_large({ name, ...overSize(bytes.byteLength, most) });
  if (!inHand.has(chosenFile)) return null;
  const slot = newSlot();
  const piece: NewPiece = {
    by: bringing.person,
    kind: type === 'application/pdf' ? 'file' : 'photo',
    taken: Date.now(),
    name,
    of: bringing.of ?? null,
    serves: bringing.serves,
    item: bringing.item ?? null,
    before: bringing.before ?? null,
    caption: bringing.caption ?? null,
  };
  const { evaluation, person } = bringing;
  await sender.keep(
    {
      ...{ slot, evaluation, person, name, type, size: bytes.byteLength, at: piece.taken, piece },
      ...{ sha256: buffer.toHexString(sha256.digest(new Uint8Array(bytes))), state: 'waiting', why: null },
    },
    bytes,
  );
  addPiece(bringing.record.doc, slot, piece);
  return null;
}
