import { expect, it } from 'vitest';
import { isNoPage, startsOneOf } from './of-this-build.ts';

const START = '/_app/immutable/entry/start.DdQ3yT.js';
const came = (type: string) => new Response('', { headers: { 'content-type': type } });

it('[OF2, OF9] the sign-in page of a network is taken along neither for a script nor for the document', () => {
  expect(isNoPage(came('text/javascript; charset=utf-8'))).toBe(true);
  expect(isNoPage(came('text/html; charset=utf-8'))).toBe(false);
  expect(startsOneOf(`<script>import("${START}")</script>`, [START])).toBe(true);
  expect(startsOneOf('<title>请先登录无线网</title>', [START])).toBe(false);
});
