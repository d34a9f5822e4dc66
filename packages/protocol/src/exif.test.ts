import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceOf, readExif, writeExif, type Exif } from './exif.ts';
import { exifIn, withExif, writtenIn } from './jpeg-exif.ts';

const HUZHOU: Exif = {
  takenAt: '2026-11-30T14:05:22',
  position: { latitude: 30.866667, longitude: 120.1 },
  make: 'HUAWEI',
  model: 'Mate 60',
};
const name = fc.option(fc.stringMatching(/^[!-~](?:[ -~]{0,40}[!-~])?$/));
const degrees = (most: number) =>
  fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((millionths) => millionths / 1e6 || 0);
const exif: fc.Arbitrary<Exif> = fc
  .record({
    takenAt: fc.option(
      fc
        .date({
          min: new Date('1990-01-01T00:00:00Z'),
          max: new Date('2099-12-31T23:59:59Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString().slice(0, 19)),
    ),
    position: fc.option(fc.record({ latitude: degrees(90), longitude: degrees(180) })),
    ...{ make: name, model: name },
  })
  .filter(({ takenAt, position }) => takenAt !== null || position !== null)
  .filter(({ position }) => position?.latitude !== 0 || position.longitude !== 0);

/** A block with one thing in it changed, as bytes are. */
const changed = (find: readonly number[], to: readonly number[]): Uint8Array => {
  const block = writeExif(HUZHOU);
  const at = block.findIndex((_, place) => find.every((byte, more) => block[place + more] === byte));
  expect(at).toBeGreaterThan(0);
  block.set(to, at);
  return block;
};
const signs = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

describe('[FS17] what a camera wrote', () => {
  it('is read as it was written, with its head and without', () => {
    fc.assert(
      fc.property(exif, (said) => {
        expect(readExif(writeExif(said))).toEqual(said);
        expect(readExif(writeExif(said).subarray(6))).toEqual(said);
      }),
    );
  });

  it('says which camera it was: the maker is not said twice', () => {
    expect([
      deviceOf({ make: 'HUAWEI', model: 'Mate 60' }),
      deviceOf({ make: 'Xiaomi', model: 'XIAOMI 14' }),
      deviceOf({ make: 'Canon', model: null }),
      deviceOf({ make: null, model: 'Mate 60' }),
      deviceOf({ make: null, model: null }),
    ]).toEqual(['HUAWEI Mate 60', 'XIAOMI 14', 'Canon', 'Mate 60', undefined]);
  });

  it('is read in the other order of bytes, too', () => {
    const block = new Uint8Array(64);
    const view = new DataView(block.buffer);
    block.set(signs('II'));
    view.setUint16(2, 42, true);
    view.setUint32(4, 8, true);
    view.setUint16(8, 1, true);
    [0x8769, 4].forEach((value, place) => view.setUint16(10 + 2 * place, value, true));
    view.setUint32(14, 1, true);
    view.setUint32(18, 26, true);
    view.setUint16(26, 1, true);
    [0x9004, 2].forEach((value, place) => view.setUint16(28 + 2 * place, value, true));
    view.setUint32(32, 20, true);
    view.setUint32(36, 44, true);
    block.set(signs('2026:11:30 14:05:22'), 44);
    expect(readExif(block)).toEqual({ ...HUZHOU, position: null, make: null, model: null });
  });

  it.each<[string, Uint8Array, Partial<Exif>]>([
    ['a day that there is not', changed(signs('2026:11:30'), signs('2026:02:30')), { takenAt: null }],
    ['an hour that there is not', changed(signs('14:05:22'), signs('24:61:00')), { takenAt: null }],
    ['a clock that was never set', changed(signs('2026:11:30'), signs('0000:00:00')), { takenAt: null }],
    ['words for a time', changed(signs('2026:11:30'), signs('<script>:3')), { takenAt: null }],
    ['a latitude beyond the pole', changed([0, 0, 0, 30, 0, 0, 0, 1], [0, 0, 0, 91]), { position: null }],
    [
      'a longitude beyond the date line',
      changed([0, 0, 0, 120, 0, 0, 0, 1], [0, 0, 0, 181]),
      { position: null },
    ],
    ['seventy minutes', changed([0, 0, 0, 52, 0, 0, 0, 1], [0, 0, 0, 70]), { position: null }],
    [
      'degrees divided by nothing',
      changed([0, 0, 0, 30, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0]),
      { position: null },
    ],
    [
      'degrees without end',
      changed([0, 0, 0, 30, 0, 0, 0, 1], [255, 255, 255, 255, 0, 0, 0, 0]),
      { position: null },
    ],
    ['no side of the equator', changed(signs('N\0\0\0'), signs('X')), { position: null }],
    ['a latitude of words', changed([0, 2, 0, 5, 0, 0, 0, 3], [0, 2, 0, 2, 0, 0, 0, 3]), { position: null }],
    [
      'a latitude of two parts',
      changed([0, 2, 0, 5, 0, 0, 0, 3], [0, 2, 0, 5, 0, 0, 0, 2]),
      { position: null },
    ],
    [
      'four billion latitudes',
      changed([0, 2, 0, 5, 0, 0, 0, 3], [0, 2, 0, 5, 255, 255, 255, 255]),
      { position: null },
    ],
    ['a make that is no word', changed(signs('HUAWEI'), [1, 2, 3]), { make: null }],
  ])('%s is absent, and the rest is there', (_, block, without) => {
    expect(readExif(block)).toEqual({ ...HUZHOU, ...without });
  });

  it('a position at zero, zero is none', () => {
    expect(readExif(writeExif({ ...HUZHOU, position: { latitude: 0, longitude: 0 } }))?.position).toBeNull();
  });

  it('whatever the bytes are, reading ends and says what can be', () => {
    const believable = (block: Uint8Array) => {
      const said = readExif(block);
      if (said === null) return;
      const { latitude, longitude } = said.position ?? { latitude: 0, longitude: 0 };
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180).toBe(true);
      if (said.takenAt !== null) expect(new Date(`${said.takenAt}Z`).getTime()).not.toBeNaN();
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), believable));
    const place = fc.nat({ max: writeExif(HUZHOU).length - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 8 }), (changes) => {
        const block = writeExif(HUZHOU);
        for (const [at, byte] of changes) block[at] = byte;
        believable(block);
      }),
      { numRuns: 500 },
    );
  });
});

describe('[FS17] a JPEG', () => {
  const POINTS = [0xff, 0xda, 1, 2, 3, 0xff, 0xd9];
  const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 7, 7, ...POINTS]);
  it('gives back the block that was put into it, and keeps all of itself', () => {
    const block = writeExif(HUZHOU);
    const whole = withExif(JPEG, block);
    expect(exifIn(whole)).toEqual(block);
    expect([...whole.subarray(0, 2), ...whole.subarray(6 + block.length)]).toEqual([...JPEG]);
  });
  it('without one has none; what is no JPEG or ends in the middle has none either', () => {
    expect(exifIn(JPEG)).toBeNull();
    expect(writtenIn(Uint8Array.from([0x89, 0x50]))).toEqual([]);
    expect(writtenIn(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 1]))).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        writtenIn(Uint8Array.from([0xff, 0xd8, ...rest]));
      }),
    );
  });
  it('a program’s notes count as written, and are no Exif', () => {
    const whole = withExif(JPEG, Uint8Array.from(signs('http://ns.adobe.com/xap/1.0/\0<x/>')));
    expect([writtenIn(whole).length, exifIn(whole)]).toEqual([1, null]);
  });
});
