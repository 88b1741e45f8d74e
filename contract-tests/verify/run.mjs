// Runs `qoder-gateway verify` against the simulator: once as it is, where all has to be as assumed, and once with each assumption
// taken back, where it has to say what it saw. `--only NAME` runs the inversions of one check.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../support/program.mjs';
import { createTally } from '../support/tally.mjs';
import { inversions } from './inversions.mjs';

const LAUNCHER = fileURLToPath(new URL('../../bin/qoder-gateway', import.meta.url));
const SIMULATOR = fileURLToPath(new URL('../../dist/src/simulator/main.js', import.meta.url));
const TOKEN = 'pt-token-of-the-verify-test';
const folder = mkdtempSync(path.join(tmpdir(), 'verify-test-'));
const temporary = mkdtempSync(path.join(folder, 'tmp-'));
const only = process.argv[2] === '--only' ? process.argv[3] : undefined;

function verify(args, env = {}) {
  const own = { TMPDIR: temporary, HOME: folder, QODER_MAX_DISK_MB: '1', QODER_SIMULATOR_DELAY_MS: '0' };
  return runProgram(LAUNCHER, ['verify', '--idle-minutes', '0', ...args], { ...own, ...env });
}

const simulated = (args, script) =>
  verify(['--backend', 'simulator', '--json', ...args], { QODER_SIMULATOR_SCRIPT: JSON.stringify(script) });

const differing = (out) =>
  JSON.parse(out)
    .findings.filter(({ verdict }) => verdict === 'differs')
    .map(({ question }) => question);

/** @returns what is wrong; undefined if nothing is. */
async function inverted(check, question, script, expected) {
  const { out, wrong } = await simulated(['--only', check], script);
  // It exits with 1, which is as it should be here.
  if (!out.startsWith('{')) return wrong ?? 'no findings';
  const found = JSON.parse(out).findings.find((finding) => finding.question === question);
  if (found?.verdict !== 'differs') return `the verdict is ${found?.verdict}: ${found?.seen}`;
  if (!expected.test(found.seen)) return `it saw: ${found.seen}`;
  return found.advice ? undefined : 'it does not say what to do';
}

const whole = {
  async 'all is as assumed with the simulator as it is, and a report and scripts are written'() {
    const files = ['--report', path.join(folder, 'report.md'), '--record', path.join(folder, 'scripts')];
    const { out, wrong } = await simulated(files, {});
    if (wrong !== undefined) return `${wrong}; it differs in: ${differing(out)}`;
    const { findings, turns, credits } = JSON.parse(out);
    const report = readFileSync(path.join(folder, 'report.md'), 'utf8');
    const missing = findings.find(({ question }) => !report.includes(`| ${question} |`));
    if (missing !== undefined) return `the report lacks ${missing.question}`;
    return turns >= 15 && credits > 0 ? undefined : `${turns} turns, ${credits} credits`;
  },
  async 'what was recorded, played again, is seen the same way'() {
    for (const file of readdirSync(path.join(folder, 'scripts'))) {
      const check = path.basename(file, '.json');
      // One script for each turn of a process: checks that ask twice hear the first answer again.
      if (!['streaming', 'parallel-tools', 'format', 'system-prompt', 'max-tokens', 'image'].includes(check))
        continue;
      const script = JSON.parse(readFileSync(path.join(folder, 'scripts', file), 'utf8'));
      const { wrong } = await simulated(['--only', check], script);
      if (wrong !== undefined) return `${check}: ${wrong}`;
    }
    return undefined;
  },
  async 'no secret is in what it prints, reports or records'() {
    const report = path.join(folder, 'secret.md');
    const records = path.join(folder, 'secrets');
    const { out } = await verify(['--yes', '--only', 'streaming', '--report', report, '--record', records], {
      QODER_BACKEND: 'qodercli',
      QODER_CLI_PATH: SIMULATOR,
      QODER_PERSONAL_ACCESS_TOKEN: TOKEN,
      QODER_CHILD_ENV: 'QODER_SIMULATOR_SCRIPT',
      QODER_SIMULATOR_SCRIPT: JSON.stringify({ turn: [{ text: `Your token is ${TOKEN} in ${folder}.` }] }),
    });
    const written = [report, path.join(records, 'streaming.json')].map((file) => readFileSync(file, 'utf8'));
    const all = [out, ...written].join('\n');
    if (!all.includes('[redacted]')) return `nothing was taken out: ${all.slice(0, 500)}`;
    return all.includes(TOKEN) || all.includes(folder) ? 'a secret is in it' : undefined;
  },
  async 'it spends nothing without a yes, and asks for a login'() {
    const login = { QODER_PERSONAL_ACCESS_TOKEN: TOKEN, QODER_CLI_PATH: SIMULATOR };
    const refused = await verify([], login);
    if (!/19 short questions.*Call this again with --yes/s.test(refused.wrong ?? ''))
      return refused.wrong ?? 'it ran';
    const without = await verify([]);
    return /No login is set/.test(without.wrong ?? '') ? undefined : (without.wrong ?? 'it ran');
  },
  async 'a CLI that does not boot is told as such'() {
    const { out } = await simulated(['--only', 'streaming'], {
      boot: { exit: 1, stderr: 'Segmentation fault' },
    });
    const [finding] = JSON.parse(out).findings;
    return finding.verdict === 'failed' && /unavailable/.test(finding.seen)
      ? undefined
      : JSON.stringify(finding);
  },
  async 'nothing is left behind'() {
    const left = readdirSync(temporary);
    return left.length === 0 ? undefined : left.join();
  },
};

const tally = createTally();
for (const [check, question, script, expected] of inversions) {
  if (only !== undefined && check !== only) continue;
  const name = `${check}: says what it saw of "${question}": ${expected.source}`;
  tally.note(name, await inverted(check, question, script, expected));
}
if (only === undefined) for (const [name, check] of Object.entries(whole)) tally.note(name, await check());
rmSync(folder, { recursive: true, force: true });
tally.end();
