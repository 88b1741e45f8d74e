import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { signIn } from './dashboard.ts';
import { KEY } from './gateway.ts';

/** The one password with which the bare server's sign-in does not fail. */
const OPENING = 'opens-the-bare-server';

interface BareServerOptions {
  readonly isDraining?: boolean;
  readonly bodyTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  readonly stallMs?: number;
  readonly maxConnections?: number;
}

/**
 * The built HTTP layer with handlers that all fail, for what no real handler does: a defect of the server,
 * a request that comes while it drains, a body that comes too slowly for a test to wait.
 */
export async function startBareServer(options: BareServerOptions) {
  const built = (file: string) => import(new URL(`../../dist/src/${file}`, import.meta.url).href);
  const [
    { createHttpServer },
    { createTurnSignals },
    { createBodyBudget },
    { loadContract },
    { createRequestLog },
    { createRequestObserver },
  ] = await Promise.all([
    built('http/server.js'),
    built('http/turn-signal.js'),
    built('http/body-budget.js'),
    built('contract/load.js'),
    built('observability/request-log.js'),
    built('observability/request-observer.js'),
  ]);
  const contract = await loadContract(
    parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')),
  );
  const logged: string[] = [];
  const write = (fields: { err?: Error }, message: string): void => {
    logged.push(`${message}: ${fields.err?.message}`);
  };
  const fail = (): Promise<never> => Promise.reject(new TypeError('a defect, with a secret in it'));
  const createSession = async ({ body }: { readonly body: { readonly password: string } }) => {
    if (body.password !== OPENING) return fail();
    return { status: 200, session: 'any', body: { object: 'session', expires_at: 1 } };
  };
  const redact = (text: string): string => text;
  const unrecorded = createRequestLog({ maxEntries: 0, maxBodyBytes: 0, redact });
  let isSetUp = false;
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: 0,
    keys: [{ name: 'test', key: KEY }],
    origins: '*',
    exposedHeaders: [],
    fixedHeaders: {},
    contract,
    handlers: new Proxy({}, { get: (_, id) => (id === 'createSession' ? createSession : fail) }),
    canonical: {},
    keyLimits: undefined,
    turnsOf: {},
    signals: createTurnSignals(),
    bodyBudget: createBodyBudget(100_000_000),
    streamTimes: { patienceMs: 1_000, keepAliveMs: 1_000 },
    stallMs: options.stallMs ?? 1_000,
    maxConnections: options.maxConnections ?? 1_000,
    bodyTimeoutMs: options.bodyTimeoutMs ?? 10_000,
    headersTimeoutMs: options.headersTimeoutMs ?? 10_000,
    trustedProxies: 0,
    redact,
    isLeaving: () => isSetUp && options.isDraining === true,
    isDraining: () => isSetUp && options.isDraining === true,
    dashboard: {
      secret: 'a-secret-of-the-bare-server-alone',
      isSecure: false,
      lifeMs: 60_000,
      isOpen: () => true,
      folder: fileURLToPath(new URL('../../dist/dashboard', import.meta.url)),
    },
    reference: undefined,
    publicBaseUrl: undefined,
    absent: [],
    observe: (start: { readonly id: string }) => createRequestObserver(unrecorded.begin(start), undefined),
    log: { debug: () => undefined, info: () => undefined, warn: write, error: write },
  });
  await server.start();
  const url = `http://127.0.0.1:${server.info.port}`;
  const { cookie } = await signIn({ url }, OPENING);
  isSetUp = true;
  return {
    url,
    /** Of a session that is open. */
    cookie,
    port: Number(server.info.port),
    logged,
    stop: () => server.stop(),
  };
}
