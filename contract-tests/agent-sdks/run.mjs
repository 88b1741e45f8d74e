// Qoder's own SDKs, installed and run as clients of the built simulator: code that is not ours says whether the simulator speaks
// as a qodercli does. The SDK for TypeScript also holds each line against its types. To run this is to accept Qoder's product
// service terms, which both packages are under. Nothing is logged in anywhere.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installAgentSdks } from '../clients/installation.mjs';
import { runProgram } from '../support/program.mjs';
import { createTally } from '../support/tally.mjs';
import { judgeLines } from './line-types.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/src/simulator/main.js', import.meta.url));

const { node, python } = installAgentSdks();
const folder = mkdtempSync(path.join(tmpdir(), 'agent-sdks-'));
const simulator = path.join(folder, 'qodercli');
const lines = path.join(folder, 'lines.jsonl');
writeFileSync(simulator, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, { mode: 0o755 });
writeFileSync(lines, '');
const environment = { HOME: folder, SIMULATOR: simulator, LINES: lines };

const tally = createTally();

async function run(sdk, program, args) {
  const { out, wrong } = await runProgram(program, args, environment);
  for (const line of out.split('\n').filter((one) => one.startsWith('{"feature"'))) {
    const { feature, ok, detail } = JSON.parse(line);
    tally.note(`${sdk}: ${feature}`, ok ? undefined : detail, detail);
  }
  if (wrong !== undefined) tally.note(`${sdk}: run`, wrong);
}

cpSync(path.join(HERE, 'node/client.mjs'), path.join(node, 'client.mjs'));
await run('TypeScript', process.execPath, [path.join(node, 'client.mjs')]);
for (const [kind, complaint] of judgeLines(lines, node))
  tally.note(`TypeScript: lines of ${kind}`, complaint);
await run('Python', python, [path.join(HERE, 'python/client.py')]);
rmSync(folder, { recursive: true, force: true });
tally.end();
