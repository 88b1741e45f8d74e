import type { Readable } from 'node:stream';
import type { Request, ResponseToolkit, RouteOptions, ServerRoute } from '@hapi/hapi';
import type { Contract, Operation, RequestQuery } from '../contract/load.ts';
import type { OperationId } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import type { EventStreamResponse, Handler, HandlerResponse, Handlers } from '../handlers/handler.ts';
import type { BodyBudget } from './body-budget.ts';
import { EVENT_STREAM_HEADERS, type EventStreamTimes, openEventStream } from './event-stream.ts';
import { readJsonBody } from './json-body.ts';
import { keptResponse } from './kept-response.ts';
import { admitRequest, type KeyLimitsOptions } from './key-limits.ts';
import { readRequestBody } from './request-body.ts';
import { isSameOrigin } from './same-origin.ts';
import { type StreamFailureParts, streamFailures } from './stream-failures.ts';
import type { TurnSignals } from './turn-signal.ts';

/** As hapi has it. */
const DEFAULT_MAX_BODY_BYTES = 1_048_576;

export interface RouteParts extends KeyLimitsOptions, StreamFailureParts {
  readonly contract: Contract;
  readonly handlers: Handlers;
  /** Brings a body into the form that the contract describes; operations without an entry take it as it comes. */
  readonly canonical: {
    readonly [Id in OperationId]?: (body: unknown, params: Readonly<Record<string, string>>) => CanonicalBody;
  };
  readonly signals: TurnSignals;
  readonly bodyBudget: BodyBudget;
  readonly streamTimes: EventStreamTimes;
  /** Nothing but probes is served any more. */
  readonly isDraining: () => boolean;
  /** Without it the operations of the dashboard do not exist. */
  readonly dashboardEnabled: boolean;
  /** Operations that do not exist here although the contract has them. */
  readonly absent: readonly OperationId[];
  readonly publicBaseUrl: string | undefined;
}

export interface CanonicalBody {
  readonly body: unknown;
  readonly leftOut: readonly string[];
}

declare module '@hapi/hapi' {
  interface RouteOptionsApp {
    operationId?: string;
    access?: Operation['access'];
    errorFormat?: Operation['errorFormat'];
    dashboard?: boolean;
  }
}

/** One hapi route per operation of the contract; hapi dispatches, so that 404 and limits are its own. */
export function contractRoutes(parts: RouteParts): readonly ServerRoute[] {
  const operations = parts.contract.operations.filter(
    ({ id, dashboard }) => (parts.dashboardEnabled || !dashboard) && !parts.absent.includes(id),
  );
  const paths = new Map<string, Operation[]>();
  for (const operation of operations)
    paths.set(operation.path, [...(paths.get(operation.path) ?? []), operation]);
  return [
    ...operations.map((operation) => operationRoute(operation, parts)),
    ...[...paths].flatMap(([path, allowed]) => otherMethodsRoutes(path, allowed)),
  ];
}

/** hapi's form of a path template. A model id may hold slashes, so at the end it takes the rest of the path. */
function hapiPath(path: string): string {
  return path.replace(/\{model\}$/, '{model*}');
}

function operationRoute(operation: Operation, parts: RouteParts): ServerRoute {
  const { id: operationId, access, dashboard, errorFormat } = operation;
  const options: RouteOptions = { app: { operationId, access, dashboard, errorFormat } };
  if (access === 'public') options.auth = false;
  if (access === 'metrics') options.auth = 'metrics';
  if (access === 'session') {
    options.auth = 'session';
    options.state = { parse: true, failAction: 'ignore' };
  }
  if (operation.hasBody) {
    options.payload = {
      allow: 'application/json',
      // Unpacked but not read: request-body.ts bounds it, json-body.ts its shape.
      parse: 'gunzip',
      output: 'stream',
      // slow-body.ts has the better answer.
      timeout: false,
      ...(operation.maxBodyBytes === undefined ? {} : { maxBytes: operation.maxBodyBytes }),
    };
  } else if (operation.method !== 'GET') {
    // A body that nobody asked for is of no interest, whatever it is.
    options.payload = { parse: false, output: 'stream' };
  }
  return {
    method: operation.method as 'GET',
    path: hapiPath(operation.path),
    options,
    handler: (request, h) => dispatch(operation, parts, request, h),
  };
}

async function dispatch(operation: Operation, parts: RouteParts, request: Request, h: ResponseToolkit) {
  // A body that is never read may still turn out not to unpack.
  if (operation.hasBody) (request.payload as Readable).on('error', () => undefined);
  const { observer } = request.app;
  const isProbe = operation.access === 'public' && !operation.hasBody;
  if (parts.isDraining() && !isProbe) {
    throw new ApiError('shutting_down', 'The server is shutting down.', { retryAfterMs: 5_000 });
  }
  // hapi has decoded and parsed them all: parameters and query are strings.
  const params = request.params as Readonly<Record<string, string>>;
  const query = parts.contract.readQuery(operation.id, request.query as RequestQuery);
  const keyName = request.auth.credentials?.user?.keyName ?? 'anonymous';
  observer.dispatched(operation.id, keyName);
  if (operation.dashboard && operation.method !== 'GET' && !isSameOrigin(request, parts.publicBaseUrl)) {
    throw new ApiError('cross_origin_request', 'The dashboard does not take requests from other sites.');
  }
  const payload = operation.hasBody ? await readBody(operation, parts, keyName, request) : undefined;
  if (operation.hasBody) observer.received(payload);
  const canonical = parts.canonical[operation.id]?.(payload, params);
  const { body, leftOut } = canonical ?? { body: payload, leftOut: [] };
  const violation = parts.contract.validateRequest(operation.id, { params, query, body });
  if (violation !== undefined) throw new ApiError('invalid_request', violation.message, violation);

  const watched = admitRequest(parts, operation.id, body, keyName, request);
  // The contract has just proven the body to be what the operation's handler takes.
  const handler = parts.handlers[operation.id] as Handler<OperationId>;
  const turn = parts.signals.create(request);
  const response = await handler({
    params: params as never,
    query: query as never,
    body: body as never,
    leftOut,
    keyName,
    sessionId: request.auth.credentials?.user?.sessionId,
    remoteAddress: request.app.remoteAddress,
    get signal() {
      return turn.signal;
    },
    observer: watched,
  });
  if (response.session === null) request.cookieAuth.clear();
  else if (response.session !== undefined) request.cookieAuth.set({ id: response.session });
  const reply = await render(response, parts, request, h);
  if (operation.dashboard && !('frames' in response)) reply.header('cache-control', 'no-store');
  return reply;
}

async function readBody(operation: Operation, parts: RouteParts, keyName: string, request: Request) {
  const maxBytes = operation.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  return readJsonBody(await readRequestBody(request, { maxBytes, budget: parts.bodyBudget, keyName }));
}

async function render(response: HandlerResponse, parts: RouteParts, request: Request, h: ResponseToolkit) {
  const reply = await bodyOf(response, parts, request, h);
  reply.code(response.status);
  if ('contentType' in response) reply.type(response.contentType);
  const fixed = 'frames' in response ? EVENT_STREAM_HEADERS : {};
  const headers: Readonly<Record<string, string>> = { ...fixed, ...response.headers };
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  return reply;
}

async function bodyOf(response: HandlerResponse, parts: RouteParts, request: Request, h: ResponseToolkit) {
  if ('frames' in response) return h.response(await openStream(response, parts, request));
  if ('content' in response) return keptResponse(response.content, request, h);
  return h.response('body' in response ? response.body : response.text);
}

function openStream(
  { frames, errorFrame, keepAlive }: EventStreamResponse,
  parts: RouteParts,
  request: Request,
) {
  return openEventStream(frames, parts.streamTimes, streamFailures(request, parts, errorFrame), keepAlive);
}

function wantsWebSocket({ method, raw }: Request): boolean {
  return method === 'get' && /^\s*websocket\s*$/i.test(raw.req.headers.upgrade ?? '');
}

/** Clients that try a WebSocket first go on with POST at once after this status; after any other they try again. */
function noWebSocket(): ApiError {
  const message = 'WebSocket is not served here. Use POST, with "stream": true for server-sent events.';
  return new ApiError('upgrade_required', message, {
    headers: { upgrade: 'HTTP/1.1', connection: 'upgrade, close' },
  });
}

/** hapi answers 404 to a known path with another method; clients understand 405 better. */
function otherMethodsRoutes(path: string, allowed: readonly Operation[]): readonly ServerRoute[] {
  const methods = allowed.map((operation) => operation.method).join(', ');
  const handler = (request: Request): never => {
    request.raw.req.resume();
    if (wantsWebSocket(request)) throw noWebSocket();
    const message = `${request.method.toUpperCase()} is not allowed for ${path}. Allowed: ${methods}.`;
    throw new ApiError('method_not_allowed', message, { headers: { allow: methods } });
  };
  const app = allowed[0] && { errorFormat: allowed[0].errorFormat };
  // The body is of no interest, so it is not read.
  const payload = { parse: false, output: 'stream' } as const;
  const any = { method: '*', path: hapiPath(path), options: { app, auth: false, payload }, handler } as const;
  if (allowed.some(({ method }) => method === 'GET')) return [any];
  // '*' is what hapi tries last: the dashboard's pages, of any path, would come first.
  return [any, { method: 'GET', path: hapiPath(path), options: { app, auth: false }, handler }];
}
