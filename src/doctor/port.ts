import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import { error, type Finding, ok } from './finding.ts';

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'End the program that listens there, or choose another port.',
  EACCES: 'Ports below 1024 need a privilege: choose a higher one and put a proxy in front.',
  EADDRNOTAVAIL: 'HOST must be an address of this machine; 0.0.0.0 is all of them.',
  ENOTFOUND: 'HOST must be an address of this machine; 0.0.0.0 is all of them.',
};

/** Whether the server could listen where it is told to. */
export async function checkPorts(config: Config): Promise<readonly Finding[]> {
  const ports: [variable: string, port: number][] = [['PORT', config.port]];
  if (config.metrics.port !== undefined) ports.push(['METRICS_PORT', config.metrics.port]);
  return Promise.all(ports.map(([variable, port]) => checkPort(config.host, port, variable)));
}

async function checkPort(host: string, port: number, variable: string): Promise<Finding> {
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer()
      .on('error', (failure: NodeJS.ErrnoException) => resolve(failure.code ?? failure.message))
      .listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return ok('port', `${variable} ${port} of ${host} is free.`);
  if (code === 'EADDRINUSE' && (await isGateway(host, port))) {
    return ok('port', `${variable} ${port} of ${host} is taken: by a Qoder Gateway that runs.`);
  }
  const detail = `The server cannot listen at ${variable} ${port} of ${host} (${code}).`;
  return error('port', detail, ADVICE[code] ?? 'Choose another HOST or PORT.');
}

/** The doctor may be called while the server works. */
async function isGateway(host: string, port: number): Promise<boolean> {
  const reachable = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  try {
    const response = await fetch(
      `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/`,
      {
        signal: AbortSignal.timeout(2_000),
      },
    );
    const body = (await response.json()) as { readonly name?: unknown } | null;
    return body?.name === 'Qoder Gateway';
  } catch {
    // Whoever answers otherwise is none.
    return false;
  }
}
