/**
 * The block in which a camera says when, where and by what a photo was taken (Exif 2.32, a small TIFF). Read are only the
 * few tags that are asked for, each inside the block, so that a hostile one costs no more than its size; whatever is not
 * exactly as the standard has it is absent. Written is only what was read. Pure. [FS17]
 */
import type { CameraRecord } from '@heping/scoring';

/** A camera's record, and which camera it was, as it says it. */
export interface Exif extends Omit<CameraRecord, 'device'> {
  readonly make: string | null;
  readonly model: string | null;
}

const HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];
const TAGS = {
  ...{ make: 0x010f, model: 0x0110, exif: 0x8769, gps: 0x8825 },
  ...{ original: 0x9003, digitized: 0x9004 },
  ...{ version: 0, northSouth: 1, latitude: 2, eastWest: 3, longitude: 4 },
} as const;
const BYTE = 1;
const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const SIZES: Readonly<Record<number, number>> = { [BYTE]: 1, [ASCII]: 1, [LONG]: 4, [RATIONAL]: 8 };
/** A make, a model. */
const MOST_SIGNS = 64;

interface Tiff {
  readonly view: DataView;
  readonly isLittle: boolean;
}

/** Where the values of a tag stand, all of them inside the block. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/** What can be believed of a block; null where it says neither when nor where. */
export function readExif(block: Uint8Array): Exif | null {
  const tiff = openTiff(block);
  if (tiff === null) return null;
  const first = tiff.view.getUint32(4, tiff.isLittle);
  const [exif, gps] = [pointer(tiff, first, TAGS.exif), pointer(tiff, first, TAGS.gps)];
  const takenAt =
    exif === null
      ? null
      : (moment(text(tiff, entry(tiff, exif, TAGS.original))) ??
        moment(text(tiff, entry(tiff, exif, TAGS.digitized))));
  const position = gps === null ? null : positionIn(tiff, gps);
  if (takenAt === null && position === null) return null;
  const name = (tag: number) => text(tiff, entry(tiff, first, tag))?.trim() || null;
  return { takenAt, position, make: name(TAGS.make), model: name(TAGS.model) };
}

/** 机型 in one name; many makers repeat theirs in the model. */
export function deviceOf({ make, model }: Pick<Exif, 'make' | 'model'>): string | undefined {
  if (make === null || model === null) return make ?? model ?? undefined;
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
}

function openTiff(block: Uint8Array): Tiff | null {
  // Some readers hand over the block with its head, some without.
  const from = HEAD.every((byte, at) => block[at] === byte) ? HEAD.length : 0;
  const view = new DataView(block.buffer, block.byteOffset + from, block.byteLength - from);
  if (view.byteLength < 8) return null;
  const order = view.getUint16(0);
  const isLittle = order === 0x4949;
  if ((!isLittle && order !== 0x4d4d) || view.getUint16(2, isLittle) !== 42) return null;
  return { view, isLittle };
}

function entry({ view, isLittle }: Tiff, directory: number, tag: number): Entry | null {
  if (directory + 2 > view.byteLength) return null;
  const length = view.getUint16(directory, isLittle);
  for (let at = directory + 2, left = length; left > 0 && at + 12 <= view.byteLength; at += 12, left -= 1) {
    if (view.getUint16(at, isLittle) !== tag) continue;
    const [type, count] = [view.getUint16(at + 2, isLittle), view.getUint32(at + 4, isLittle)];
    const size = (SIZES[type] ?? Infinity) * count;
    const place = size <= 4 ? at + 8 : view.getUint32(at + 8, isLittle);
    return place + size <= view.byteLength ? { type, count, at: place } : null;
  }
  return null;
}

function pointer(tiff: Tiff, directory: number, tag: number): number | null {
  const found = entry(tiff, directory, tag);
  return found?.type === LONG && found.count === 1 ? tiff.view.getUint32(found.at, tiff.isLittle) : null;
}

/** Printable signs up to the first NUL. */
function text({ view }: Tiff, found: Entry | null): string | null {
  if (found?.type !== ASCII || found.count > MOST_SIGNS) return null;
  const bytes = Array.from({ length: found.count }, (_, place) => view.getUint8(found.at + place));
  const end = bytes.indexOf(0);
  const signs = end < 0 ? bytes : bytes.slice(0, end);
  return signs.every((sign) => sign >= 0x20 && sign < 0x7f) ? String.fromCharCode(...signs) : null;
}

/** `2026:11:30 14:05:22`, of a day that there is. */
function moment(said: string | null): string | null {
  const [, year, month, day, time] =
    /^((?:19|20)\d\d):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(said ?? '') ?? [];
  const written = `${year}-${month}-${day}T${time}`;
  const at = new Date(`${written}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}

function positionIn(tiff: Tiff, gps: number): CameraRecord['position'] {
  const latitude = angle(tiff, gps, { of: TAGS.latitude, side: TAGS.northSouth, sides: 'NS', most: 90 });
  const longitude = angle(tiff, gps, { of: TAGS.longitude, side: TAGS.eastWest, sides: 'EW', most: 180 });
  if (latitude === null || longitude === null) return null;
  // Off the coast of Africa is where cameras are that have no position.
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}

interface Angle {
  readonly of: number;
  readonly side: number;
  readonly sides: string;
  readonly most: number;
}

/** Degrees, minutes and seconds, each a fraction; rounded to a hand's breadth. */
function angle(tiff: Tiff, gps: number, { of, side, sides, most }: Angle): number | null {
  const [found, hand] = [entry(tiff, gps, of), text(tiff, entry(tiff, gps, side))];
  if (found?.type !== RATIONAL || found.count !== 3 || hand?.length !== 1 || !sides.includes(hand))
    return null;
  const number = (at: number) => tiff.view.getUint32(at, tiff.isLittle);
  const part = (place: number) => number(found.at + 8 * place) / number(found.at + 8 * place + 4);
  const [degrees, minutes, seconds] = [part(0), part(1), part(2)];
  const whole = degrees + minutes / 60 + seconds / 3600;
  // What is divided by nothing is within no bound.
  if (!(minutes <= 60 && seconds <= 60 && whole <= most)) return null;
  const rounded = Math.round(whole * 1e6) / 1e6;
  return hand === sides[1] && rounded > 0 ? -rounded : rounded;
}

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: readonly number[];
}

/** The block that says this and nothing else: no thumbnail, no turn, no maker's notes. */
export function writeExif({ takenAt, position, make, model }: Exif): Uint8Array<ArrayBuffer> {
  const taken =
    takenAt === null ? [] : [ascii(TAGS.original, takenAt.replaceAll('-', ':').replace('T', ' '))];
  const placed = position === null ? [] : fieldsOf(position);
  const named = [
    ...(make === null ? [] : [ascii(TAGS.make, make)]),
    ...(model === null ? [] : [ascii(TAGS.model, model)]),
  ];
  const first = (exif: number, gps: number) => [
    ...named,
    ...(taken.length === 0 ? [] : [{ tag: TAGS.exif, type: LONG, count: 1, bytes: long(exif) }]),
    ...(placed.length === 0 ? [] : [{ tag: TAGS.gps, type: LONG, count: 1, bytes: long(gps) }]),
  ];
  const exifAt = 8 + sizeOf(first(0, 0));
  const gpsAt = exifAt + (taken.length === 0 ? 0 : sizeOf(taken));
  return Uint8Array.from([
    ...HEAD,
    ...[0x4d, 0x4d, 0, 42, ...long(8)],
    ...directory(first(exifAt, gpsAt), 8),
    ...(taken.length === 0 ? [] : directory(taken, exifAt)),
    ...(placed.length === 0 ? [] : directory(placed, gpsAt)),
  ]);
}

function fieldsOf({ latitude, longitude }: NonNullable<CameraRecord['position']>): Field[] {
  return [
    { tag: TAGS.version, type: BYTE, count: 4, bytes: [2, 3, 0, 0] },
    ascii(TAGS.northSouth, latitude < 0 ? 'S' : 'N'),
    { tag: TAGS.latitude, type: RATIONAL, count: 3, bytes: fractions(latitude) },
    ascii(TAGS.eastWest, longitude < 0 ? 'W' : 'E'),
    { tag: TAGS.longitude, type: RATIONAL, count: 3, bytes: fractions(longitude) },
  ];
}

const long = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

function ascii(tag: number, said: string): Field {
  const bytes = [...said].map((sign) => sign.charCodeAt(0));
  return { tag, type: ASCII, count: bytes.length + 1, bytes: [...bytes, 0] };
}

/** To the ten-thousandth of a second. */
function fractions(degrees: number): number[] {
  const all = Math.round(Math.abs(degrees) * 36_000_000);
  const [whole, minutes, rest] = [
    Math.floor(all / 36_000_000),
    Math.floor(all / 600_000) % 60,
    all % 600_000,
  ];
  return [whole, 1, minutes, 1, rest, 10_000].flatMap(long);
}

const isAside = ({ bytes }: Field): boolean => bytes.length > 4;
const even = ({ bytes }: Field): number => bytes.length + (bytes.length % 2);
const sizeOf = (fields: readonly Field[]): number =>
  6 + 12 * fields.length + fields.filter(isAside).reduce((sum, field) => sum + even(field), 0);

/** A directory at its place: what is longer than four bytes stands behind it. */
function directory(fields: readonly Field[], at: number): number[] {
  let behind = at + 6 + 12 * fields.length;
  const entries = fields.flatMap((field) => {
    const head = [field.tag >> 8, field.tag & 0xff, 0, field.type, ...long(field.count)];
    if (!isAside(field)) return [...head, ...[0, 1, 2, 3].map((place) => field.bytes[place] ?? 0)];
    behind += even(field);
    return [...head, ...long(behind - even(field))];
  });
  const values = fields
    .filter(isAside)
    .flatMap(({ bytes }) => (bytes.length % 2 === 0 ? bytes : [...bytes, 0]));
  return [fields.length >> 8, fields.length & 0xff, ...entries, ...long(0), ...values];
}
