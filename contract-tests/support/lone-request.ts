import { once } from 'node:events';
import http from 'node:http';
import { Readable } from 'node:stream';

export interface LoneRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** A request over a connection of its own, which ends with it: one that idles would look like a leak. */
export async function lonely(url: string, init: LoneRequest): Promise<Response> {
  const sent = http.request(url, {
    method: init.method,
    agent: false,
    headers: { ...init.headers, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(init.signal === undefined ? {} : { signal: init.signal }),
  });
  sent.end(init.body === undefined ? undefined : JSON.stringify(init.body));
  const [answer] = (await once(sent, 'response')) as [http.IncomingMessage];
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Response(Readable.toWeb(answer) as ReadableStream, { status: answer.statusCode ?? 0, headers });
}
