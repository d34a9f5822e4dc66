import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from './rules.ts';

const here = new URL('./', import.meta.url);
const spec = readFileSync(new URL('../SPEC.md', here), 'utf8');
const tests = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts') && name !== 'spec.test.ts')
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n');

/** `CI1–CI5` counts for every rule between. */
const named = (text: string): ReadonlySet<string> => {
  const found = new Set(text.match(/\b[A-Z]{2}\d+\b/g));
  for (const [, family, first, last] of text.matchAll(/\b([A-Z]{2})(\d+)–[A-Z]{2}(\d+)\b/g)) {
    for (let number = Number(first); number <= Number(last); number++) found.add(`${family}${number}`);
  }
  return found;
};

describe('SPEC.md', () => {
  it('lists each rule once, in the order of the code’s list', () => {
    const rows = [...spec.matchAll(/^\| ([A-Z]{2}\d+) +\|/gm)].map((match) => match[1]);
    expect(rows).toEqual(RULE_IDS);
  });

  it('has a test for each rule', () => {
    const titles = named(tests);
    expect(RULE_IDS.filter((rule) => !titles.has(rule))).toEqual([]);
  });
});
