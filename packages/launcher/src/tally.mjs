import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './house.mjs';

// Reports of the test runners → how many passed, how many failed, and which those are.

export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      names: [...all.names, ...one.names],
    }),
    { passed: 0, failed: 0, names: [] },
  );
}

/** The end of a run: what failed, and of unit tests why, so that its last page alone tells it. */
export function whatFailed({ names }) {
  return names.length === 0 ? [] : ['', 'Failed:', ...names.map((name) => `  ${name}`)];
}

/** The last line of a run. Plain, so that a machine reads it too. */
export function lastLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** A run that failed without a failed test (coverage, an error outside of any test, no report) counts one. */
function atLeastOne(tally, code) {
  if (code === 0 || tally.failed > 0) return tally;
  return { ...tally, failed: 1, names: ['too little covered, or an error outside of any test'] };
}

function none(runner) {
  return { passed: 0, failed: 1, names: [`${runner} reported nothing`] };
}

/** Vitest's JSON report. A file that could not even be read has no tests in it and counts one. */
export function tallyVitest(report, code) {
  if (!report) return none('Vitest');
  const failed = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages: [why] }) =>
          `${relative(ROOT, name)} › ${fullName}: ${firstLine(stripVTControlCharacters(why ?? ''))}`,
      ),
  );
  const broken = report.testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name }) => relative(ROOT, name));
  return atLeastOne(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      names: [...failed, ...broken],
    },
    code,
  );
}

/** Playwright's JSON report. A test that passed only when repeated is a failed one. */
export function tallyPlaywright(report, code) {
  if (!report) return none('Playwright');
  const { expected, unexpected, flaky } = report.stats;
  return atLeastOne(
    {
      passed: expected,
      failed: unexpected + flaky + report.errors.length,
      names: [...report.suites.flatMap(unmet), ...report.errors.map(({ message }) => firstLine(message))],
    },
    code,
  );
}

/** A suite of Playwright's report, with those inside it → what was not as expected at the first attempt. */
function unmet({ file, specs = [], suites = [] }) {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ title, line }) => `${file}:${line} › ${title}`);
  return [...own, ...suites.flatMap(unmet)];
}

function firstLine(text = '') {
  return text.split('\n', 1)[0];
}
