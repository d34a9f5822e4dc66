import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDocumentName, parseDocumentName, type DocumentName } from './documents.ts';

const id = fc.stringMatching(/^[a-z0-9-]{1,24}$/);
const name: fc.Arbitrary<DocumentName> = fc.oneof(
  fc.record({ kind: fc.constant('ballot' as const), evaluation: id, person: id }),
  fc.record({
    kind: fc.constantFrom('record' as const, 'consensus' as const, 'plan' as const, 'self' as const),
    evaluation: id,
  }),
);

test('[DN1] a name that was written is read as the same name', () => {
  fc.assert(
    fc.property(name, (one) => {
      expect(parseDocumentName(formatDocumentName(one))).toEqual(one);
    }),
  );
});

test('[DN2] anything else is no name', () => {
  const names = [
    '',
    'record',
    'record:',
    'record:A',
    'record:a:b',
    'ballot:a',
    'ballot:a:',
    'ballot:a:b:c',
    'plan:a:b',
    'self:a:b',
    'plan:',
    'record:a/b',
    `record:${'a'.repeat(25)}`,
    'record:%00',
    'record:..',
    '__proto__:a',
    'Record:a',
    'record:a\n',
  ];
  expect(names.map(parseDocumentName)).toEqual(names.map(() => undefined));
});

test('[DN2] whatever is read was spelled as it would be written', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseDocumentName(text);
      if (read !== undefined) expect(formatDocumentName(read)).toBe(text);
    }),
  );
});
