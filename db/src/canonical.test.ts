import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

test('canonical JSON: keys by code unit, no spaces, numbers as ECMAScript writes them (RFC 8785)', () => {
  const value = { '\u20ac': 1e21, b: [true, null, 'é\n"'], a: { z: -0, y: 0.1 }, 中: 1, '\ud83d\ude00': 2 };
  expect(canonicalJson(value)).toBe(
    '{"a":{"y":0.1,"z":0},"b":[true,null,"é\\n\\""],"€":1e+21,"中":1,"😀":2}',
  );
});

test('canonical JSON: the order in which keys were written does not matter', () => {
  expect(canonicalJson({ a: 1, b: { d: 2, c: 3 } })).toBe(canonicalJson({ b: { c: 3, d: 2 }, a: 1 }));
});

test.for([
  ['undefined', { a: undefined }],
  ['NaN', [Number.NaN]],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['a bigint', 1n],
  ['a function', () => 1],
] as const)('canonical JSON refuses %s, which JSON would lose or change', ([, value]) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});
