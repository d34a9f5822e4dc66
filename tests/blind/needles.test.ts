/** What would not be found here would not be found in the blind test either. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Ear, Secrets } from './ear.ts';
import { scoresIn } from './scores.ts';

const secrets = new Secrets('k7wq2mzr9abc');
const word = secrets.word('remark', 'bo');
const number = secrets.number(987_654_321, 'bo');

/** One file of a zip, deflated. */
function zip(text: string): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(5, 26);
  return Buffer.concat([Buffer.from('lead'), head, Buffer.from('a.xml'), deflateRawSync(text)]);
}

function yjs(value: string | number): Buffer {
  const doc = new Y.Doc();
  doc.getMap('scores').set('A1.1.1', value);
  return Buffer.from(Y.encodeStateAsUpdate(doc));
}

const told = (bytes: Buffer | string, encodedAs?: string) => {
  const ear = new Ear('alice');
  ear.hear('here', bytes, encodedAs);
  return ear.search(secrets).map(({ secret }) => (secret === 'piece' ? secret : secret.word));
};
const escaped = (say: (code: string) => string) =>
  [...word].map((one) => say(one.charCodeAt(0).toString(16))).join('');

test.for<[string, Buffer | string]>([
  ['plain', `{"a":"x${word}y"}`],
  ['in capitals', word.toUpperCase()],
  ['UTF-16 LE', Buffer.from(`x${word}`, 'utf16le')],
  ['UTF-16 BE', Buffer.from(`x${word}`, 'utf16le').swap16()],
  ['hexadecimal', Buffer.from(`x${word}`).toString('hex')],
  ['base64, first place', Buffer.from(`${word}!`).toString('base64')],
  ['base64, second place', Buffer.from(`x${word}!`).toString('base64')],
  ['base64, third place', Buffer.from(`xy${word}!`).toString('base64')],
  ['base64url', Buffer.from(`??${word}!`).toString('base64url')],
  ['escaped as JSON', escaped((code) => `\\u00${code}`)],
  ['escaped as an address', escaped((code) => `%${code}`)],
  ['gzip', gzipSync(word)],
  ['zlib', deflateSync(word)],
  ['a file of a zip', zip(`<a>${word}</a>`)],
  ['gzip in gzip', gzipSync(gzipSync(word))],
  ['an update of Yjs', yjs(word)],
])('a word is found %s', ([, bytes]) => {
  expect(told(bytes)).toEqual([word]);
});

test('a word is found in brotli, where the answer says so', () => {
  // Brotli leaves so short a text as it is, so that it is found packed and unpacked.
  const text = `${word} `.repeat(50);
  expect(told(brotliCompressSync(text), 'br')).toEqual([word]);
});

test.for<[string, Buffer | string]>([
  ['as digits', `{"value":${number}}`],
  ['as Yjs writes it', yjs(number)],
])('a number is found %s', ([, bytes]) => {
  expect(told(bytes)).toEqual([number]);
});

test('a piece of a word is found, and what is no secret is not', () => {
  expect(told(secrets.stem)).toEqual(['piece']);
  expect(told(`${secrets.stem.slice(1)} 987654322`)).toEqual([]);
});

test('scores are found where scores stand', () => {
  const answer = {
    ballots: [{ person: 'bo', scores: { 'A1.1.1': 20 } }],
    rows: { 'A1.1.2': { mean: 15 } },
    totals: { A1: 900 },
    rubric: { groups: [{ code: 'A1.1', maximum: 100 }], scores: null },
    progress: { scored: 3, total: 40 },
  };
  expect(scoresIn(answer)).toEqual(['ballots.0.scores', 'rows.A1.1.2', 'totals']);
});
