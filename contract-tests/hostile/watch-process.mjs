// Watches a server from a process of its own, so that a stall of the load generator is not taken for one of the server.
// Usage: node watch-process.mjs PID PORT. Tells its parent what it finds: { at, problem }, or { state } once a second.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';

const [pid, port] = process.argv.slice(2).map(Number);
const PROBE_EVERY_MS = 250;
const MOST_HEALTHZ_MS = 1_000;
const GIVE_UP_MS = 120_000;
const MOST_RESIDENT_MB = 700;
const SAMPLE_EVERY_MS = 25;
const TICKS_PER_SECOND = 100;

try {
  os.setPriority(0, -10);
} catch {
  // Only root may; then it has the priority of the server, and the load has less.
}

// One connection that stays, as a load balancer's: new ones may be refused during a flood of them.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const state = { slowestMs: 0, residentMb: 0, mostResidentMb: 0, descriptors: 0 };
let isTooLarge = false;
const tell = (message) => process.send?.(message);

/** Milliseconds: of CPU in all, and of the main thread's: on a processor, and ready while the machine ran something else. */
function spent() {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [main, waited] = scheduled();
  return { all: ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND, main, waited };
}

function scheduled() {
  try {
    return readFileSync(`/proc/${pid}/schedstat`, 'utf8')
      .split(' ')
      .map((nanoseconds) => Number(nanoseconds) / 1e6);
  } catch (error) {
    // A kernel that does not tell, unless the process is gone.
    if (!existsSync(`/proc/${pid}`)) throw error;
    return [0, 0];
  }
}

/** How long others kept it off the processors, in milliseconds: not what its own threads took from its main one. */
function starvedSince(before) {
  const now = spent();
  const own = Math.max(0, now.all - before.all - (now.main - before.main));
  return Math.max(0, now.waited - before.waited - own);
}

function probe() {
  const startedAt = Date.now();
  const before = spent();
  const took = () => Date.now() - startedAt - starvedSince(before);
  let isTold = false;
  const late = (what) => {
    if (isTold) return;
    isTold = true;
    const problem = `/healthz ${what} in ${Math.round(took())} ms, beside ${Math.round(starvedSince(before))} ms in which the machine did something else`;
    tell({ from: startedAt, at: Date.now(), invariant: 'healthz', problem });
  };
  let timer;
  const check = () => {
    const left = MOST_HEALTHZ_MS - took();
    if (left <= 0) late('was not answered');
    else timer = setTimeout(guarded(check), left);
  };
  timer = setTimeout(guarded(check), MOST_HEALTHZ_MS);
  const sent = http.get(
    { host: '127.0.0.1', port, path: '/healthz', agent, timeout: GIVE_UP_MS },
    (answer) => {
      const ended = guarded(() => {
        clearTimeout(timer);
        state.slowestMs = Math.max(state.slowestMs, Math.round(took()));
        if (answer.statusCode !== 200) late(`was a ${answer.statusCode}`);
        setTimeout(guarded(probe), PROBE_EVERY_MS);
      });
      answer.resume().on('end', ended);
    },
  );
  sent.on('timeout', () => sent.destroy(new Error('gave up')));
  const failed = guarded((error) => {
    clearTimeout(timer);
    // The server may close a connection that idles, just as it is used again.
    if (!(sent.reusedSocket && error.code === 'ECONNRESET')) late(`failed (${error.code ?? error.message})`);
    setTimeout(guarded(probe), PROBE_EVERY_MS);
  });
  sent.on('error', failed);
}

/** When the server has ended its parent tells, and there is nothing left to watch. */
function guarded(work) {
  return (value) => {
    try {
      work(value);
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
      process.exit();
    }
  };
}

setInterval(() => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    state.residentMb = Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return;
  }
  state.mostResidentMb = Math.max(state.mostResidentMb, state.residentMb);
  if (state.residentMb < MOST_RESIDENT_MB) isTooLarge = false;
  else if (!isTooLarge) {
    isTooLarge = true;
    tell({
      from: Date.now(),
      at: Date.now(),
      invariant: 'memory',
      problem: `it holds ${state.residentMb} MB`,
    });
  }
}, SAMPLE_EVERY_MS);

setInterval(() => {
  try {
    state.descriptors = readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return;
  }
  tell({ state });
  state.slowestMs = 0;
  state.mostResidentMb = state.residentMb;
}, 500);

process.on('disconnect', () => process.exit());
guarded(probe)();
