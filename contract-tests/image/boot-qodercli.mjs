// Runs inside the image: boots its qodercli, asks nothing of it but whether it is there, and prints what that took.
// The variable TEST_COMPILE_CACHE is the compile cache's folder; without one there is no cache.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The driver's own way to start a process, as it is in the image. */
const driver = (file) => import(path.join('/app/dist/src/qodercli', file));
const { childEnvironment, launchArguments, pinnedExecutable } = await driver('command.js');
const { createAuthFifo, deliverAuthPayload } = await driver('auth-payload.js');
const { createWorkspace } = await driver('workspace.js');

const cache = process.env.TEST_COMPILE_CACHE;
const workspace = createWorkspace();
const folders = await workspace.createFolders();
const fifo = await createAuthFifo(folders.root);
const { file, args, version } = pinnedExecutable();
const settings = { settingsFile: workspace.settingsFile, configDir: undefined, maxOutputTokens: '16k' };
const startedAt = performance.now();
const child = spawn(file, [...args, ...launchArguments(settings, folders)], {
  cwd: folders.work,
  env: {
    ...childEnvironment({ PATH: process.env.PATH }, [], folders, fifo),
    ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
    NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
  },
});
let stderr = '';
child.stderr.setEncoding('utf8').on('data', (text) => {
  stderr += text;
});
const request = { type: 'interrupt', subtype: 'interrupt' };
child.stdin.write(`${JSON.stringify({ type: 'control_request', request_id: 'booted', request })}\n`);
const login = { type: 'serviceAccount', serviceAccountTokenProvider: 'host' };
const [answer] = await Promise.all([
  new Promise((resolve) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('exit', (code) => resolve(`ended with ${code}: ${stderr.slice(-1_000)}`));
  }),
  deliverAuthPayload(fifo, login, AbortSignal.timeout(60_000)),
]);
const ms = Math.round(performance.now() - startedAt);
// User and system time, in hundredths of a second.
const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  .split(') ')[1]
  .split(' ')
  .slice(11, 13);
const [, kilobytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
child.kill('SIGKILL');
workspace.remove();
console.log(
  JSON.stringify({
    answer,
    version,
    ms,
    cpuMs: (Number(user) + Number(system)) * 10,
    rssMb: Math.round((Number(kilobytes) * 1_024) / 1e6),
    cacheWasTaken: /qodercli\.js was accepted/.test(stderr),
  }),
);
process.exit(0);
