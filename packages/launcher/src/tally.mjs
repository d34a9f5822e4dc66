// Reports of the test runners → how many passed, how many failed.

export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }),
    { passed: 0, failed: 0 },
  );
}

/** The last line of a run. Plain, so that a machine reads it too. */
export function lastLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** A run that failed without a failed test (coverage, an error outside of any test, no report) counts one. */
function atLeastOne({ passed, failed }, code) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Vitest's JSON report. A file that could not even be read has no tests in it and counts one. */
export function tallyVitest(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return atLeastOne({ passed: report.numPassedTests, failed: report.numFailedTests + broken.length }, code);
}

/** Playwright's JSON report. A test that passed only when repeated is a failed one. */
export function tallyPlaywright(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return atLeastOne({ passed: expected, failed: unexpected + flaky + report.errors.length }, code);
}
