import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait.mjs';

const CONFIGURATION = fileURLToPath(new URL('../../deploy/haproxy/haproxy.cfg', import.meta.url));

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether HAProxy is there to be run. */
export function hasHaproxy() {
  return spawnSync('haproxy', ['-v']).status === 0;
}

/** HAProxy with the configuration of deploy/, as it is, in front of three replicas. */
export async function startBalancer([a, b, c]) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn('haproxy', ['-db', '-f', CONFIGURATION], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      LISTEN: listen,
      REPLICA_A: a.address,
      REPLICA_B: b.address,
      REPLICA_C: c.address,
    },
  });
  const exited = once(child, 'exit');
  let said = '';
  let logged = '';
  for (const [stream, keep] of [
    [child.stderr, (text) => (said += text)],
    [child.stdout, (text) => (logged += text)],
  ]) {
    stream.setEncoding('utf8').on('data', keep);
  }
  const url = `http://${listen}`;
  await waitUntil('HAProxy to listen', async () => {
    if (child.exitCode !== null) throw new Error(`HAProxy ended with ${child.exitCode}:\n${said}${logged}`);
    return fetch(`${url}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  const lines = () => logged.slice(0, logged.lastIndexOf('\n') + 1).split('\n');
  return {
    url,
    /** What became of each request, as HAProxy saw it. */
    requests: () =>
      lines()
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    /** Waits until HAProxy says of a replica that it is UP or DOWN, at a time after this call. */
    async sees(replica, state) {
      const before = lines().length;
      const pattern = new RegExp(`^Server replicas/${replica.name} is ${state}`);
      await waitUntil(`HAProxy to see ${replica.name} ${state}`, () =>
        lines()
          .slice(before - 1)
          .some((line) => pattern.test(line)),
      );
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGUSR1');
      await exited;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
