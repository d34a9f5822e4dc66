import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './house.mjs';
import { lastLine, sum, tallyPlaywright, tallyVitest, whatFailed } from './tally.mjs';

const passedFile = {
  name: join(ROOT, 'db/a.test.ts'),
  status: 'passed',
  assertionResults: [
    { status: 'passed', fullName: 'one' },
    { status: 'passed', fullName: 'two' },
  ],
};
const failedFile = {
  name: join(ROOT, 'db/b.test.ts'),
  status: 'failed',
  assertionResults: [
    {
      status: 'failed',
      fullName: 'a sum is the sum',
      failureMessages: ['\u001b[31mexpected 3 to be 4\u001b[39m\n    at …', 'another'],
    },
    { status: 'passed', fullName: 'two' },
  ],
};
const unreadableFile = { name: join(ROOT, 'db/c.test.ts'), status: 'failed', assertionResults: [] };

function vitestReport(passed, failed, testResults) {
  return { numPassedTests: passed, numFailedTests: failed, testResults };
}

function spec(title, status) {
  return { title, line: 7, tests: [{ status }] };
}

function playwrightReport(specs, errors = []) {
  const counted = (wanted) => specs.filter(({ tests }) => tests[0].status === wanted).length;
  const stats = {
    expected: counted('expected'),
    unexpected: counted('unexpected'),
    flaky: counted('flaky'),
    skipped: 0,
  };
  return { suites: [{ file: 'a.spec.ts', suites: [{ file: 'a.spec.ts', specs }] }], stats, errors };
}

describe('Vitest', () => {
  test('counts its tests, and names those that failed', () => {
    expect(tallyVitest(vitestReport(3, 1, [passedFile, failedFile]), 1)).toEqual({
      passed: 3,
      failed: 1,
      names: [`${join('db', 'b.test.ts')} › a sum is the sum: expected 3 to be 4`],
    });
  });
  test('a file that could not be read counts one failure beside those of others', () => {
    expect(tallyVitest(vitestReport(3, 1, [passedFile, failedFile, unreadableFile]), 1)).toMatchObject({
      passed: 3,
      failed: 2,
      names: [expect.stringContaining('b.test.ts'), join('db', 'c.test.ts')],
    });
  });
  test('too little coverage, or an error outside of any test, counts one failure', () => {
    expect(tallyVitest(vitestReport(2, 0, [passedFile]), 1)).toMatchObject({ passed: 2, failed: 1 });
  });
  test('no report counts one failure, whatever the exit code', () => {
    expect(tallyVitest(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('Playwright', () => {
  test('counts its tests', () => {
    const report = playwrightReport([spec('opens', 'expected'), spec('closes', 'expected')]);
    expect(tallyPlaywright(report, 0)).toEqual({ passed: 2, failed: 0, names: [] });
  });
  test('what passed only when repeated has failed', () => {
    const report = playwrightReport([
      spec('opens', 'expected'),
      spec('scores', 'unexpected'),
      spec('signs', 'flaky'),
    ]);
    expect(tallyPlaywright(report, 1)).toEqual({
      passed: 1,
      failed: 2,
      names: ['a.spec.ts:7 › scores', 'a.spec.ts:7 › signs'],
    });
  });
  test('an error outside of any test counts', () => {
    expect(tallyPlaywright(playwrightReport([], [{ message: 'no tests found\nat …' }]), 1)).toEqual({
      passed: 0,
      failed: 1,
      names: ['no tests found'],
    });
  });
});

test('the end of a run is the sum of all parts, with what failed above its last line', () => {
  const all = sum([
    { passed: 7, failed: 0, names: [] },
    { passed: 100, failed: 2, names: ['lint', 'a.spec.ts:7 › scores'] },
  ]);
  expect(whatFailed(all)).toEqual(['', 'Failed:', '  lint', '  a.spec.ts:7 › scores']);
  expect(lastLine(all)).toBe('107 passed, 2 failed');
  expect(whatFailed({ names: [] })).toEqual([]);
});
