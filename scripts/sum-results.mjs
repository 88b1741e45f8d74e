// Adds up what test runs have printed or written, and ends with the line `N passed, N failed`.
// Usage: node scripts/sum-results.mjs FOLDER. Each `*.json` there is a report of vitest, each `*.log` the output of a run
// that prints such a line itself; one that holds none counts as a failure, and so does a test that did not run.
// Each failed test of a report is named once more, so that the end of a long log says what to look at.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const FAILED = { passed: 0, failed: 1, failures: [] };
/** Characters of each message: the whole is further up in the log. */
const MESSAGE_MAX = 600;

const runs = readdirSync(folder)
  .sort()
  .map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { ...(file.endsWith('.json') ? ofReport(text) : ofLog(text)), name: path.parse(file).name };
  });
for (const { failures } of runs) for (const failure of failures) console.log(failure);
for (const { name, passed, failed } of runs) console.log(`${name}: ${passed} passed, ${failed} failed`);
const sum = (count) => runs.reduce((total, run) => total + run[count], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = runs.length > 0 && runs.every(({ passed, failed }) => passed > 0 && failed === 0) ? 0 : 1;

function ofReport(text) {
  if (text === '') return FAILED;
  const report = JSON.parse(text);
  const notRun = report.numPendingTests + report.numTodoTests;
  // A file that could not even be loaded fails without a test of its own that does.
  const failed = report.numFailedTests + notRun;
  return {
    passed: report.numPassedTests,
    failed: report.success ? failed : Math.max(1, failed),
    failures: report.testResults.flatMap(failuresOf),
  };
}

function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative('.', name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0)
    return status === 'failed' ? [`FAILED ${file}\n${message.slice(0, MESSAGE_MAX)}`] : [];
  return tests.map(
    ({ fullName, failureMessages }) =>
      `FAILED ${file}: ${fullName}\n${failureMessages.join('\n').slice(0, MESSAGE_MAX)}`,
  );
}

function ofLog(text) {
  const last = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const failures = text.split('\n').filter((line) => line.startsWith('FAILED '));
  return last === undefined
    ? { ...FAILED, failures }
    : { passed: Number(last[1]), failed: Number(last[2]), failures };
}
