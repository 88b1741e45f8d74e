import { conforming } from './contract.ts';
import { type Gateway, PASSWORD, waitUntil } from './gateway.ts';

/** Somebody who is signed in to the dashboard. */
export interface Operator {
  /** As a browser sends it: `name=value`. */
  readonly cookie: string;
  /** Calls `/dashboard/api` + path within the session. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>;
  readonly delete: (path: string) => Promise<Response>;
}

export const API = '/dashboard/api';
export const SESSION = `${API}/session`;

/** Presents a password, without looking at the answer. */
export function present(
  { url }: Pick<Gateway, 'url'>,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url + SESSION, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ password }),
  });
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export async function signIn({ url }: Pick<Gateway, 'url'>, password = PASSWORD): Promise<Operator> {
  const response = await present({ url }, password);
  await conforming('createSession', response);
  return operatorWith({ url }, cookieOf(response));
}

/** Whoever sends this cookie. */
export function operatorWith({ url }: Pick<Gateway, 'url'>, cookie: string): Operator {
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${API}${path}`, { ...init, headers: { cookie, ...init.headers } });
  return {
    cookie,
    fetch: call,
    post: (path, body, init = {}) =>
      call(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
      }),
    delete: (path) => call(path, { method: 'DELETE' }),
  };
}

/** The dashboard's operations that need a session: method, operation, path below `/dashboard/api`, valid body. */
export const SESSION_OPERATIONS = [
  ['GET', 'retrieveSession', '/session', undefined],
  ['DELETE', 'deleteSession', '/session', undefined],
  ['GET', 'getOverview', '/overview', undefined],
  ['GET', 'getMetricsHistory', '/metrics', undefined],
  ['GET', 'streamDashboardEvents', '/events?topics=overview', undefined],
  ['GET', 'listRequestLogs', '/requests', undefined],
  ['DELETE', 'clearRequestLogs', '/requests', undefined],
  ['GET', 'exportRequestLogs', '/requests/export', undefined],
  ['GET', 'retrieveRequestLog', '/requests/req_1', undefined],
  ['GET', 'listSystemLogs', '/system-logs', undefined],
  ['DELETE', 'clearSystemLogs', '/system-logs', undefined],
  ['POST', 'revealApiKey', '/api-keys/reveal', { name: 'default', password: PASSWORD }],
  ['GET', 'listDashboardModels', '/models', undefined],
  [
    'POST',
    'createPlaygroundCompletion',
    '/chat/completions',
    { model: 'auto', messages: [{ role: 'user', content: 'Hi' }] },
  ],
  [
    'POST',
    'createPlaygroundMessage',
    '/messages',
    { model: 'auto', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] },
  ],
  ['POST', 'createPlaygroundResponse', '/responses', { model: 'auto', input: 'Hi' }],
] as const satisfies readonly (readonly [string, string, string, object | undefined])[];

/** An operation of the list above as a request. */
export function requestOf(
  method: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>> = {},
): RequestInit {
  return body === undefined
    ? { method, headers }
    : { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The log of requests, as an operator reads it. */
export function requestLogOf(operator: () => Operator) {
  const detail = (id: string) => conforming('retrieveRequestLog', operator().fetch(`/requests/${id}`));
  return {
    list: async (query = '') =>
      (await conforming('listRequestLogs', operator().fetch(`/requests${query}`))).data,
    detail,
    /** The record of an answer, once the server is done with it. */
    async recordOf(response: Response) {
      const id = response.headers.get('x-request-id') ?? '';
      await waitUntil(
        async () => (await detail(id)).summary.state !== 'running',
        `request ${id} to end`,
        5_000,
      );
      return detail(id);
    },
  };
}
