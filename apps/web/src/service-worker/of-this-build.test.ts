import { expect, it } from 'vitest';
import { startsOneOf } from './of-this-build.ts';

const START = '/_app/immutable/entry/start.DdQ3yT.js';

it('[OF2] a document is of this build where it starts one of its scripts', () => {
  expect(startsOneOf(`<script>import("${START}")</script>`, [START])).toBe(true);
  expect(startsOneOf('<script>import("/_app/immutable/entry/start.C0ffee.js")</script>', [START])).toBe(
    false,
  );
});
