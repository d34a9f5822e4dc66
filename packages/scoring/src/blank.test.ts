import { expect, test } from 'vitest';
import { isBlank, isSameName } from './blank.ts';

const INVISIBLE = [
  ...[
    ' ',
    '\u3000',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2066',
    '\u2069',
    '\ufeff',
    '\u2060',
    '\u00ad',
    '\u061c',
  ],
  ...[
    '\u115f',
    '\u3164',
    '\uffa0',
    '\u034f',
    '\ufe0f',
    '\u{e0001}',
    '\u{e0041}',
    '\u2800',
    '\ufff9',
    '\u0000',
    '\u0301',
    '\u20dd',
    '\ue000',
    '\ufffc',
    '\u{10ffff}',
  ],
];

test('GA5, CE6, RQ12: a text of nothing but what cannot be seen is blank', () => {
  for (const text of ['', ...INVISIBLE, INVISIBLE.join('')])
    expect([JSON.stringify(text), isBlank(text)]).toEqual([JSON.stringify(text), true]);
});

test('GA5, CE6, RQ12: one sign that is seen makes a text, whatever lies around it', () => {
  for (const text of ['。', '无', '한', '👩‍👩‍👧', '0', 'é']) expect(isBlank(`\u200b${text}\u3164`)).toBe(false);
});

test.each([' 五', '\u200b五', '\u200d五', '\u3000五', '五\ufe0f', '五\u00ad'])(
  '[WD3] a name with %j shows as the one without',
  (rest) => expect(isSameName(`王${rest}`, '王五')).toBe(true),
);
test('[WD3] wide and capital letters are the same letters; another sign is another name', () => {
  expect(isSameName('Ｗei Na', 'weina')).toBe(true);
  // Cyrillic е and а, Greek Ν
  expect(isSameName('W\u0435i N\u0430', 'Wei Na')).toBe(true);
  expect(isSameName('Wei \u039da', 'Wei Na')).toBe(true);
  expect(isSameName('王五', '王伍')).toBe(false);
  expect(isSameName('José', 'Jose')).toBe(false);
});
