import { describe, expect, test } from 'vitest';
import { lastLine, sum, tallyPlaywright, tallyVitest } from './tally.mjs';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
const unreadableFile = { status: 'failed', assertionResults: [] };

function vitestReport(passed, failed, testResults) {
  return { numPassedTests: passed, numFailedTests: failed, testResults };
}

function playwrightReport(expected, unexpected, flaky, errors = []) {
  return { stats: { expected, unexpected, flaky, skipped: 0 }, errors };
}

describe('Vitest', () => {
  test('counts its tests', () => {
    expect(tallyVitest(vitestReport(3, 1, [passedFile, failedFile]), 1)).toEqual({ passed: 3, failed: 1 });
  });
  test('a file that could not be read counts one failure beside those of others', () => {
    expect(tallyVitest(vitestReport(3, 1, [passedFile, failedFile, unreadableFile]), 1)).toEqual({
      passed: 3,
      failed: 2,
    });
  });
  test('too little coverage, or an error outside of any test, counts one failure', () => {
    expect(tallyVitest(vitestReport(2, 0, [passedFile]), 1)).toEqual({ passed: 2, failed: 1 });
  });
  test('no report counts one failure, whatever the exit code', () => {
    expect(tallyVitest(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('Playwright', () => {
  test('counts its tests', () => {
    expect(tallyPlaywright(playwrightReport(5, 0, 0), 0)).toEqual({ passed: 5, failed: 0 });
  });
  test('what passed only when repeated has failed', () => {
    expect(tallyPlaywright(playwrightReport(5, 1, 1), 1)).toEqual({ passed: 5, failed: 2 });
  });
  test('an error outside of any test counts', () => {
    expect(tallyPlaywright(playwrightReport(0, 0, 0, [{ message: 'no tests found' }]), 1)).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});

test('the last line is the sum of all parts', () => {
  const parts = [
    { passed: 7, failed: 0 },
    { passed: 100, failed: 2 },
  ];
  expect(lastLine(sum(parts))).toBe('107 passed, 2 failed');
});
