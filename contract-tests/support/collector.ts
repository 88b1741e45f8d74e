import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}
interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code: number };
}

export interface CollectedSpan extends Omit<OtlpSpan, 'attributes'> {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** What the server tells of itself. */
  readonly resource: Readonly<Record<string, unknown>>;
}

/** A collector that takes OTLP over HTTP, in JSON. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly CollectedSpan[];
  /** The bodies as they came. */
  readonly raw: () => string;
  readonly requests: () => readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  readonly stop: () => void;
}

function plain(value: OtlpValue): unknown {
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(plain);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
}

const record = (attributes: readonly OtlpAttribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

/** @param answers whether it answers at all. */
export async function startCollector(answers = true): Promise<Collector> {
  const bodies: string[] = [];
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    requests.push({ path: request.url ?? '', headers: request.headers });
    bodies.push(body);
    if (answers) response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    raw: () => bodies.join('\n'),
    spans: () =>
      bodies.flatMap((body) =>
        JSON.parse(body).resourceSpans.flatMap(
          (group: {
            readonly resource: { readonly attributes: readonly OtlpAttribute[] };
            readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
          }) =>
            group.scopeSpans.flatMap(({ spans }) =>
              spans.map((span) => ({
                ...span,
                attributes: record(span.attributes),
                start: Number(span.startTimeUnixNano) / 1e6,
                end: Number(span.endTimeUnixNano) / 1e6,
                resource: record(group.resource.attributes),
              })),
            ),
        ),
      ),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
