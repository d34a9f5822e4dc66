import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { letsItselfIn } from './own-policy.ts';

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const html = '<script src="/before.js"></script><script>{ start(); }</script>';

it('[OF4] a document is taken along when the policy that came with it lets its script in', async () => {
  expect(await letsItselfIn(html, `script-src 'self' ${hashOf('{ start(); }')}; object-src 'none'`)).toBe(
    true,
  );
  expect(await letsItselfIn(html, `script-src 'self' ${hashOf('{ of another build }')}`)).toBe(false);
  expect(await letsItselfIn(html, "script-src 'self'")).toBe(false);
});
it('[OF4] where there is no policy, or no inline script, nothing is forbidden', async () => {
  expect(await letsItselfIn(html, null)).toBe(true);
  expect(await letsItselfIn('<p>合评</p>', "script-src 'self'")).toBe(true);
});
