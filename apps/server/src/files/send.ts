/** A file on its way out: its exact type, as a download or a picture that runs nothing, and not to be kept. [FS9] */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isImage, THUMBNAIL_SIDE } from '@heping/protocol';
import { isStorageFull } from '@heping/db';
import { Refused } from '../refused.ts';
import type { FileHouse } from './keep.ts';
import { disposition, downloadName } from './name.ts';
import { whoOf, type FileBy, type ShelvedFile } from './use.ts';

/** Whatever opens it on its own may load and run nothing. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

interface Sent {
  readonly path: string;
  readonly type: string;
}

/** Sends a file that somebody may see. Throws FILE_GONE. */
export async function sendFile(
  house: FileHouse,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { file, isSmall, by }: { readonly file: ShelvedFile; readonly isSmall: boolean; readonly by: FileBy },
): Promise<FastifyReply> {
  const sent = isSmall && isImage(file.type) ? await smallOf(house, file, whoOf(by)) : whole(house, file);
  reply.headers({
    'content-security-policy': SANDBOX,
    // What a browser kept by itself would lie on a shared tablet in the clear, whoever locks it.
    'cache-control': 'no-store',
  });
  const bytes = await house.shelf.read(sent.path);
  if (bytes === null) {
    request.log.error({ ref: request.id, file: file.id }, 'the bytes of a file are not there');
    throw new Refused('FILE_GONE');
  }
  const kind = isImage(file.type) ? 'inline' : 'attachment';
  return reply
    .type(sent.type)
    .headers({
      'content-length': bytes.size,
      'content-disposition': disposition(kind, downloadName(file.name, file.type)),
    })
    .send(bytes.stream());
}

const whole = ({ shelf }: FileHouse, { sha256, type }: ShelvedFile): Sent => ({
  path: shelf.pathOf(sha256),
  type,
});

/** The small view, made at its first use. Where none can be made, the file itself is sent. */
async function smallOf(house: FileHouse, file: ShelvedFile, who: string): Promise<Sent> {
  const { shelf } = house;
  const place = shelf.smallPathOf(file.sha256, THUMBNAIL_SIDE);
  const small = { path: place, type: 'image/webp' };
  if ((await shelf.read(place)) !== null) return small;
  return (await makeSmall(house, file, { who, place })) ? small : whole(house, file);
}

async function makeSmall(
  { shelf, darkroom }: FileHouse,
  { sha256, type }: ShelvedFile,
  { who, place }: { readonly who: string; readonly place: string },
): Promise<boolean> {
  const aside = await shelf.aside();
  try {
    const from = shelf.pathOf(sha256);
    const answer = await darkroom.develop(who, {
      ...{ type, small: THUMBNAIL_SIDE, keepsCameraRecord: false },
      ...{ from, to: aside.kept },
    });
    if (answer.ok) await shelf.putSmall(aside.kept, place);
    return answer.ok;
  } catch (error) {
    // Looking goes on while the disk is full.
    if (isStorageFull(error)) return false;
    throw error;
  } finally {
    await aside.clear();
  }
}
