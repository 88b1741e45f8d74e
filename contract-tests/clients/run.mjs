// Installs the clients, runs each against the built server in both tool modes, and writes docs/compatibility.md.
// `--only NAME` runs those whose name holds NAME, and writes nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KEY, startGateway } from './gateway.mjs';
import { installNode, installPython, pinnedVersion } from './installation.mjs';
import { writeReport } from './report.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REPORT = fileURLToPath(new URL('../../docs/compatibility.md', import.meta.url));
const TIMEOUT_MS = 180_000;

const only = process.argv[2] === '--only' ? process.argv[3] : undefined;
const clients = JSON.parse(readFileSync(path.join(HERE, 'clients.json'), 'utf8')).filter(
  ({ name }) => only === undefined || name.toLowerCase().includes(only.toLowerCase()),
);
const node = clients.some(({ runtime }) => runtime === 'node') ? installNode() : undefined;
const pythons = new Map(
  clients
    .filter(({ runtime }) => runtime === 'python')
    .map(({ requirements }) => [requirements, installPython(requirements).python]),
);

function commandOf({ runtime, program, requirements }) {
  if (runtime === 'python') return [pythons.get(requirements), [path.join(HERE, 'python', program)]];
  if (runtime === 'replay') return [process.execPath, [path.join(HERE, 'replayed', program)]];
  // Beside the packages that it imports.
  for (const file of [program, 'report.mjs', 'terminal.mjs'])
    cpSync(path.join(HERE, 'node', file), path.join(node.folder, file));
  return [node.node, [path.join(node.folder, program)]];
}

/** Runs a client to its end, or kills it with all that it started. @returns the lines of JSON that it printed. */
async function runClient(client, gateway, mode) {
  const home = mkdtempSync(path.join(tmpdir(), 'compatibility-'));
  const [file, args] = commandOf(client);
  const child = spawn(file, args, {
    cwd: home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${node === undefined ? '' : `${path.dirname(node.node)}:`}${process.env.PATH}`,
      HOME: home,
      GATEWAY_URL: gateway.url,
      GATEWAY_KEY: KEY,
      GATEWAY_TOOL_MODE: mode,
      CLIENTS_FOLDER: node?.folder ?? '',
      PYTHONDONTWRITEBYTECODE: '1',
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    },
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), TIMEOUT_MS);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  rmSync(home, { recursive: true, force: true });
  const seen = out.split('\n').flatMap((line) => (line.startsWith('{"feature"') ? [JSON.parse(line)] : []));
  if (code === 0 && seen.length > 0) return seen;
  return [
    ...seen,
    { feature: 'run', ok: false, detail: `ended with ${signal ?? code}: ${errors.trim().slice(-200)}` },
  ];
}

const rows = [];
for (const mode of ['native', 'prompt']) {
  const gateway = await startGateway(mode);
  for (const client of clients) {
    if (client.modes !== undefined && !client.modes.includes(mode)) continue;
    const proof = client.runtime === 'replay' ? 'replayed' : 'run';
    for (const { feature, ok, detail } of await runClient(client, gateway, mode)) {
      rows.push({ client: client.name, version: pinnedVersion(client), mode, feature, ok, detail, proof });
      console.log(`${ok === false ? 'FAILED' : 'ok    '} ${client.name}, ${mode}: ${feature}: ${detail}`);
    }
  }
  await gateway.stop();
}
if (only === undefined) writeReport(REPORT, rows);
const failed = rows.filter(({ ok }) => ok === false).length;
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || rows.length === 0 ? 1 : 0);
