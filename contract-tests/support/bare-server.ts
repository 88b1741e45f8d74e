import { readFileSync } from 'node:fs';
import { KEY } from './gateway.ts';

interface BareServerOptions {
  readonly isDraining?: boolean;
  readonly bodyTimeoutMs?: number;
}

/**
 * The built HTTP layer with handlers that all fail, for what no real handler does: a defect of the server,
 * a request that comes while it drains, a body that comes too slowly for a test to wait.
 */
export async function startBareServer(options: BareServerOptions) {
  const built = (file: string) => import(new URL(`../../dist/src/${file}`, import.meta.url).href);
  const [{ createHttpServer }, { createTurnSignals }, { loadContract }] = await Promise.all([
    built('http/server.js'),
    built('http/turn-signal.js'),
    built('contract/load.js'),
  ]);
  const contract = await loadContract(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
  const logged: string[] = [];
  const write = (fields: { err?: Error }, message: string): void => {
    logged.push(`${message}: ${fields.err?.message}`);
  };
  const fail = (): Promise<never> => Promise.reject(new TypeError('a defect, with a secret in it'));
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: 0,
    keys: [{ name: 'test', key: KEY }],
    origins: '*',
    exposedHeaders: [],
    fixedHeaders: {},
    contract,
    handlers: new Proxy({}, { get: () => fail }),
    canonical: {},
    signals: createTurnSignals(),
    streamTimes: { patienceMs: 1_000, keepAliveMs: 1_000 },
    bodyTimeoutMs: options.bodyTimeoutMs ?? 10_000,
    redact: (text: string) => text,
    isDraining: () => options.isDraining === true,
    log: { debug: () => undefined, info: () => undefined, warn: write, error: write },
  });
  await server.start();
  return {
    url: `http://127.0.0.1:${server.info.port}`,
    port: Number(server.info.port),
    logged,
    stop: () => server.stop(),
  };
}
