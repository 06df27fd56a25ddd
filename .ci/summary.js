// What vitest's reports say together: which tests were skipped and why, which failed, and one line with the sums.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const NOTHING_RAN = { success: false, numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    process.stdout.write(`no report: ${path}\n`);
    return NOTHING_RAN;
  }
}

const [failedSteps, ...paths] = process.argv.slice(2);
const reports = paths.map(read);
const sum = (of) => reports.reduce((total, report) => total + of(report), 0);

const files = reports.flatMap(({ testResults }) => testResults);
const tests = files.flatMap(({ name, assertionResults }) =>
  assertionResults.map((test) => ({ ...test, where: `${relative('.', name)}: ${test.fullName}` })),
);
for (const { status, where, meta } of tests) {
  if (status === 'skipped' || status === 'pending') {
    process.stdout.write(`skipped: ${where} (${meta?.needs ?? 'no reason given'})\n`);
  }
}
for (const { status, where, failureMessages } of tests) {
  if (status === 'failed') process.stdout.write(`failed: ${where}\n${failureMessages.join('\n').slice(0, 1500)}\n`);
}
for (const { name, status, message, assertionResults } of files) {
  if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
    process.stdout.write(`failed: ${relative('.', name)}\n${message.slice(0, 1500)}\n`);
  }
}

// a run that broke without a test to blame, and a step that is no test, count as one
const failedTests = sum(({ success, numFailedTests }) => (success ? 0 : Math.max(1, numFailedTests)));
const failed = failedTests || Math.min(1, Number(failedSteps));
const passed = sum(({ numPassedTests }) => numPassedTests);
const skipped = sum(({ numPendingTests }) => numPendingTests);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;
