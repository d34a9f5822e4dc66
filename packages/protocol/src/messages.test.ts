import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import { ENDINGS, endingOf, LIMITS, type Ending } from './endings.ts';
import {
  MESSAGE,
  PEOPLE_COLORS,
  readRefused,
  readSaved,
  readState,
  writeRefused,
  writeSaved,
  writeState,
  type Refused,
  type RoomState,
  type Saved,
} from './messages.ts';
import { waitLabel } from './labels.ts';
import { NOTE_MARKS, NOTE_NODES } from './rich-text.ts';
import { REFUSALS, type RefusalCode } from './refusals.ts';
import { refusal } from './refusal.ts';
import { sentence } from './sentence.ts';

const behind = (bytes: Uint8Array, type: number) => {
  const decoder = decoding.createDecoder(bytes);
  expect(decoding.readVarUint(decoder)).toBe(type);
  return decoder;
};

describe('MS messages', () => {
  test('[MS1] none of ours is one that y-websocket knows', () => {
    expect([MESSAGE.saved, MESSAGE.refused, MESSAGE.state].every((type) => type > 3)).toBe(true);
  });
  test('[MS2] what is saved comes through whole, the largest client id too', () => {
    const saved: Saved = {
      messages: 300,
      clocks: [
        { clientId: 4_294_967_295, clock: 2 ** 31 },
        { clientId: 17, clock: 0 },
      ],
    };
    expect(readSaved(behind(writeSaved(saved), MESSAGE.saved))).toEqual(saved);
  });
  test('[MS3, MS4] so do a refusal and the state of a room', () => {
    const refused: Refused = {
      soft: true,
      refusal: refusal('BAD_SCORE', { maximum: '2', step: '0.5', value: '9' }),
      map: 'scores',
      key: 'A1.1.1',
      value: 90,
    };
    const state: RoomState = {
      phase: 'scoring',
      epoch: 3,
      writable: true,
      storage: 'ok',
      now: 1_772_000_000_000,
    };
    expect(readRefused(behind(writeRefused(refused), MESSAGE.refused))).toEqual(refused);
    expect(readState(behind(writeState(state), MESSAGE.state))).toEqual(state);
  });
  test('[MS5] colours are what an editor can read, and no two are alike', () => {
    expect(PEOPLE_COLORS.every((color) => /^#[0-9a-f]{6}$/.test(color))).toBe(true);
    expect(new Set(PEOPLE_COLORS).size).toBe(PEOPLE_COLORS.length);
  });
});

describe('EN endings', () => {
  test('[EN1] a provider stops where a retry cannot help, and comes back where it can', () => {
    for (const { code, retry } of Object.values(ENDINGS)) expect(code >= 4400 && code <= 4499).toBe(!retry);
  });
  test('[EN1] a code is one ending’s', () => {
    for (const ending of Object.keys(ENDINGS) as Ending[])
      expect(endingOf(ENDINGS[ending].code)).toBe(ending);
    expect([endingOf(1000), endingOf(1006)]).toEqual([undefined, undefined]);
  });
  test('[EN2] limits hold each other', () => {
    expect(
      LIMITS.frame < LIMITS.firstSync &&
        LIMITS.lagging < LIMITS.stalled &&
        LIMITS.firstSync <= LIMITS.document,
    ).toBe(true);
  });
});

describe('RF refusals', () => {
  test('[RF1] in both languages a sentence names the same parameters', () => {
    const named = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    for (const [code, { zh, en }] of Object.entries(REFUSALS)) expect(named(zh), code).toEqual(named(en));
  });
  test('[RF1] a wait is said in seconds while it is short, then in minutes, never too few', () => {
    const said = (code: RefusalCode, seconds: number) =>
      sentence(refusal(code, { wait: waitLabel(seconds) }), 'zh');
    expect(said('SLOW_DOWN', 90)).toBe('操作过于频繁，请在 90 秒后再试。');
    expect(said('SLOW_DOWN', 91)).toBe('操作过于频繁，请在 2 分钟后再试。');
    expect(said('WRONG_TOO_OFTEN', 752)).toBe(
      '密码输错次数过多，请在 13 分钟后再试；在此之前输对也不能通过。',
    );
    expect(waitLabel(752).en).toBe('13 min');
  });
  test('[RF1] parameters stand in the sentence, and a missing one stays visible', () => {
    expect(sentence(refusal('TOO_LONG', { limit: 200 }), 'zh')).toContain('200');
    expect(sentence(refusal('TOO_LONG'), 'en')).toContain('limit');
    for (const code of Object.keys(REFUSALS) as RefusalCode[])
      expect(sentence(refusal(code), 'zh')).not.toBe('');
  });
});

describe('RT notes', () => {
  test('[RT1] nodes and marks are few, and none can carry an address or a script', () => {
    expect([Object.keys(NOTE_NODES), [...NOTE_MARKS]]).toEqual([
      ['paragraph', 'bulletList', 'orderedList', 'listItem', 'hardBreak'],
      ['bold', 'strike'],
    ]);
  });
});
