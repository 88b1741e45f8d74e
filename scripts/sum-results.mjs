// Adds up what test runs have printed or written, and ends with the line `N passed, N failed`.
// Usage: node scripts/sum-results.mjs FOLDER. Each `*.json` there is a report of vitest, each `*.log` the output of a run
// that prints such a line itself; one that holds none counts as a failure, and so does a test that did not run.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const FAILED = { name: 'no result', passed: 0, failed: 1 };

const runs = readdirSync(folder)
  .sort()
  .map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { ...(file.endsWith('.json') ? ofReport(text) : ofLog(text)), name: path.parse(file).name };
  });
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
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(1, failed) };
}

function ofLog(text) {
  const last = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last === undefined ? FAILED : { passed: Number(last[1]), failed: Number(last[2]) };
}
