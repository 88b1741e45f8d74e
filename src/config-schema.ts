import { str } from 'envalid';
import {
  baseUrl,
  childEnvNames,
  flag,
  integer,
  key,
  origins,
  otlpHeaders,
  password,
  secret,
  tokenCount,
  trustedProxies,
} from './config-validators.ts';

// What each variable is called, takes, and does. docs/configuration.md is written from this by `npm run generate`.

const login = {
  QODER_PERSONAL_ACCESS_TOKEN: str({ default: undefined, desc: "Qoder's token: what pays for the answers." }),
  QODER_API_KEY: str({ default: undefined, desc: 'Another name of the same.' }),
  QODER_CONFIG_DIR: str({
    default: undefined,
    desc: "A logged-in `qodercli`'s configuration folder, in place of a token.",
  }),
  QODER_BACKEND: str({
    choices: ['qodercli', 'simulator'],
    default: undefined,
    desc: 'What answers. The simulator needs no account, and is no model.',
  }),
  QODER_CLI_PATH: str({
    default: undefined,
    desc: 'Another `qodercli`: the path of a program, or of a script (`.js`, `.mjs`, `.cjs`) for this node.',
  }),
  QODER_CHILD_ENV: childEnvNames({
    default: [],
    desc: 'Further variables that `qodercli` may see. It sees `PATH`, locale, time zone, proxies and certificates; never a secret of this server.',
  }),
};

const clients = {
  PROXY_API_KEY: str({
    default: undefined,
    desc: 'The key that clients send, or several as `name=key,name=key`; 8 characters or more each.',
  }),
  PROXY_AUTH: str({
    choices: ['on', 'off'],
    default: 'on',
    desc: '`off` opens the API to everybody, with a warning.',
  }),
  KEY_LIMITS: str({
    default: undefined,
    desc: 'What each key may do, e.g. `*:rpm=60,concurrency=4;ci:rpm=10,tokens=200000,credits=50`: [limits.md](limits.md).',
  }),
  COMPACTION_KEY: secret({
    default: undefined,
    desc: 'Seals the summaries of compacted conversations, which clients keep. Replicas must agree on it; after a change, earlier summaries cannot be read.',
  }),
  STRICT_PARAMS: flag({
    default: false,
    desc: '`true` refuses parameters that have no effect, instead of naming them in `x-unsupported-params`: [parameters.md](parameters.md).',
  }),
};

const network = {
  HOST: str({ default: '0.0.0.0', desc: 'The address to listen at.' }),
  PORT: integer(0, 65_535)({ default: 3000, desc: 'The port to listen at; `0` takes a free one.' }),
  CORS_ORIGIN: origins({ default: '*', desc: 'Web pages of which origins may use the API.' }),
  TRUSTED_PROXIES: trustedProxies({
    default: 0,
    desc: 'Proxies in front whose `X-Forwarded-For` is believed.',
  }),
  PUBLIC_BASE_URL: baseUrl({
    default: undefined,
    desc: 'Where clients reach the server behind a proxy, e.g. `https://qoder.example`. With `https` the session cookie is sent over TLS alone.',
  }),
  MAX_CONNECTIONS: integer(
    1,
    1_000_000,
  )({
    default: undefined,
    desc: 'Connections at once. Beyond it idle ones are closed, those of the address with the most first; where none is idle, new ones get 503.',
  }),
  MAX_BODIES_MB: integer(
    1,
    1_048_576,
  )({
    default: undefined,
    desc: 'What the bodies of all requests that are read, run or wait may come to, unpacked; then 503. One key may have three quarters of it.',
  }),
  SHUTDOWN_DELAY_MS: integer(
    0,
    600_000,
  )({
    default: 0,
    desc: 'How long after SIGTERM or SIGINT everything is still served while `/readyz` says 503, so that load balancers turn away before anybody is refused: [scaling.md](scaling.md). A second signal cuts at once.',
  }),
  SHUTDOWN_TIMEOUT_MS: integer(
    0,
    600_000,
  )({
    default: 10_000,
    desc: 'How long running turns may finish after that, while everybody else gets 503. A second signal cuts at once.',
  }),
};

const capacity = {
  QODER_WARM_PROCESSES: integer(
    0,
    64,
  )({
    default: 1,
    desc: 'Processes that wait booted: so many new conversations begin at once without a wait of seconds.',
  }),
  QODER_WARM_PROCESSES_MAX: integer(
    0,
    64,
  )({
    default: undefined,
    desc: 'As many wait after requests that came at once: within the last ten minutes, more than wait in a quiet time. [performance.md](performance.md) shows what it brings.',
  }),
  QODER_MAX_PROCESSES: integer(
    1,
    1_024,
  )({
    default: undefined,
    desc: 'Processes alive in all. Each takes up to 630 MB while it boots; the native `qodercli` 260 MB.',
  }),
  QODER_MAX_CONCURRENCY: integer(1, 1_024)({ default: undefined, desc: 'Turns that run at once.' }),
  QODER_BOOT_TIMEOUT_MS: integer(
    1_000,
    3_600_000,
  )({
    default: undefined,
    desc: 'How long a `qodercli` may boot before it is killed. Unless it is set, the limit doubles after each boot that it ends, up to two minutes.',
  }),
  QODER_QUEUE_SIZE: integer(0, 100_000)({ default: 64, desc: 'Turns that wait for a slot; then 429.' }),
  QODER_QUEUE_TIMEOUT_MS: integer(1, 3_600_000)({ default: 30_000, desc: 'How long they wait; then 429.' }),
  QODER_PARKED_SESSIONS: integer(
    0,
    1_024,
  )({
    default: 1,
    desc: 'Conversations whose process is kept for their next request.',
  }),
  QODER_PARK_TTL_MS: integer(1, 3_600_000)({ default: 120_000, desc: 'How long it is kept.' }),
  QODER_TIMEOUT_MS: integer(
    1,
    3_600_000,
  )({
    default: 120_000,
    desc: 'The longest silence of `qodercli` within a turn; then 504. Also how long a client may read nothing of an answer that waits for it; then its connection is closed.',
  }),
  QODER_MAX_DISK_MB: integer(
    1,
    1_048_576,
  )({
    default: 256,
    desc: 'What one `qodercli` may write to its folders before it is killed.',
  }),
};

const answers = {
  QODER_MAX_OUTPUT_TOKENS: tokenCount({ default: '16k', desc: 'The longest answer.' }),
  QODER_FALLBACK_MODEL: str({ default: 'lite', desc: 'The model for names that nobody knows, by any name.' }),
  QODER_DEFAULT_SYSTEM_PROMPT: str({
    default: 'You are a helpful assistant.',
    desc: 'The system prompt of conversations that have none.',
  }),
  QODER_TOOL_MODE: str({
    choices: ['auto', 'native', 'prompt'],
    default: 'auto',
    desc: '`native` offers tools to the CLI, `prompt` describes them in words; `auto` is `native` until this version of the CLI shows that it does not take them.',
  }),
};

const responses = {
  RESPONSES_STORE_MAX_ENTRIES: integer(
    0,
    100_000,
  )({
    default: 500,
    desc: 'Responses that are kept in memory for `previous_response_id`; 0 keeps none.',
  }),
  RESPONSES_STORE_MAX_MB: integer(1, 65_536)({ default: 64, desc: 'The memory that they may take.' }),
  RESPONSES_STORE_TTL_MS: integer(1, 604_800_000)({ default: 3_600_000, desc: 'How long they are kept.' }),
};

const pages = {
  DASHBOARD_ENABLED: flag({
    default: true,
    desc: '`false` takes the dashboard and its API away, and nothing is recorded: [dashboard.md](dashboard.md).',
  }),
  DASHBOARD_PASSWORD: password({ default: undefined, desc: 'The password of the dashboard.' }),
  DASHBOARD_SECRET: secret({ default: undefined, desc: 'Encrypts and signs the session cookie.' }),
  LOG_MAX_ENTRIES: integer(
    0,
    100_000,
  )({
    default: 500,
    desc: "Requests, and lines of the server's log, that the dashboard keeps in memory.",
  }),
  LOG_BODY_MAX_BYTES: integer(
    256,
    1_048_576,
  )({
    default: 8_192,
    desc: "How much it keeps of each request's body and of its answer.",
  }),
  DOCS_ENABLED: flag({
    default: true,
    desc: '`false` takes the API reference at `/docs` and `/llms.txt` away.',
  }),
};

const watching = {
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    desc: 'The least important lines that are printed: JSON on standard output.',
  }),
  METRICS_ENABLED: flag({ default: true, desc: '`false` takes `/metrics` away, and nothing is counted.' }),
  METRICS_KEY: key({
    default: undefined,
    desc: 'The one key that reads `/metrics`, and nothing else. Without it a server with one API key takes that; one with several needs this, or `METRICS_PORT`.',
  }),
  METRICS_PORT: integer(
    0,
    65_535,
  )({
    default: undefined,
    desc: 'Serves `/metrics` at this port of `HOST` alone; without `METRICS_KEY` to everyone who can reach it.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: baseUrl({
    default: undefined,
    desc: 'Sends traces to this OpenTelemetry collector (OTLP over HTTP), e.g. `http://collector:4318`: [observability.md](observability.md).',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders({ default: {}, desc: 'Headers for it.' }),
  OTEL_SERVICE_NAME: str({ default: 'qoder-gateway', desc: 'What traces call this server.' }),
};

/** The variables by topic, in the order of docs/configuration.md. */
export const configGroups = {
  'Login to Qoder': login,
  'Keys and what they may do': clients,
  Network: network,
  'Capacity and patience': capacity,
  Answers: answers,
  'Kept responses': responses,
  'Dashboard and API reference': pages,
  'Logs, metrics, traces': watching,
};

/** Every variable that is read. */
export const configSchema = {
  ...login,
  ...clients,
  ...network,
  ...capacity,
  ...answers,
  ...responses,
  ...pages,
  ...watching,
};

/** In words, where the schema alone does not tell what stands for a variable that is not set. */
export const defaultsInWords: { readonly [Name in keyof typeof configSchema]?: string } = {
  PROXY_API_KEY: 'random, printed once',
  DASHBOARD_PASSWORD: 'random, printed once',
  COMPACTION_KEY: "made from Qoder's token; without one, random at each start",
  DASHBOARD_SECRET: 'random at each start',
  QODER_BACKEND: '`qodercli` with a login or a `QODER_CLI_PATH`, else `simulator`',
  QODER_CLI_PATH:
    'a native `qodercli` of a tested version on `PATH`, else the pinned dependency: [operating.md](operating.md)',
  QODER_WARM_PROCESSES_MAX:
    '4, at most half of `QODER_MAX_PROCESSES`; `QODER_WARM_PROCESSES` where that is more, or 0',
  QODER_MAX_PROCESSES: 'memory limit / 800 MB; / 400 MB with the native `qodercli`',
  QODER_BOOT_TIMEOUT_MS: '30000, and more after a boot that took longer',
  QODER_MAX_CONCURRENCY: '`QODER_MAX_PROCESSES`, at most twice the cores',
  METRICS_KEY: 'the API key, where it is the only one',
  MAX_CONNECTIONS: 'what descriptors and memory allow, 16384 at most',
  MAX_BODIES_MB: 'memory limit / 48, at least 32',
  METRICS_PORT: 'beside the API',
};
