// The package's `qoder-gateway/mocks`.
import { HttpResponse, http, type RequestHandler } from 'msw';
import type { OperationId, PathParameters } from '../contract/operations.ts';
import type { Answer } from './answer.ts';
import {
  type DeclaredMedia,
  declaredAnswer,
  declaredOperations,
  exampleValue,
  usualStatus,
} from './declared-answers.ts';
import { eventStream, isUsageChunk, property } from './event-stream.ts';

export type { OperationId } from '../contract/operations.ts';
export type { Answer } from './answer.ts';

/** A request that is to be answered. */
export interface MockRequest<Id extends OperationId> {
  readonly request: Request;
  readonly params: PathParameters<Id>;
}

/** An answer, or who gives it. */
export type Override<Id extends OperationId> =
  | Answer<Id>
  | ((asked: MockRequest<Id>) => Answer<Id> | Promise<Answer<Id>>);

export type Overrides = { readonly [Id in OperationId]?: Override<Id> };

export interface GatewayMocks {
  /** Where the app believes the gateway to be, without `/v1`; `http://localhost:3000` if nothing is said. */
  readonly baseUrl?: string;
  /** Answers of operations in place of the contract's first example of a success. */
  readonly overrides?: Overrides;
}

const DEFAULT_BASE_URL = 'http://localhost:3000';
const STREAM = 'text/event-stream';

/** Handlers for the whole contract: every operation answers with the contract's examples. */
export function gatewayHandlers({ baseUrl, overrides = {} }: GatewayMocks = {}): RequestHandler[] {
  const ids = Object.keys(declaredOperations) as OperationId[];
  const parameters = (id: OperationId): number => declaredOperations[id].path.split('{').length;
  return (
    ids
      // msw takes the first that matches: a parameter would match the fixed paths beside it.
      .sort((one, other) => parameters(one) - parameters(other))
      .map((id) => gatewayHandler(id, overrides[id] as Override<typeof id> | undefined, baseUrl))
  );
}

/** The handler of one operation, for `server.use()`. */
export function gatewayHandler<Id extends OperationId>(
  id: Id,
  override?: Override<NoInfer<Id>>,
  baseUrl = DEFAULT_BASE_URL,
): RequestHandler {
  const { method, path } = declaredOperations[id];
  const url = `${baseUrl.replace(/(?<!\/)\/+$/, '')}${path.replace(/\{(\w+)\}/g, ':$1')}`;
  return http[method](url, async ({ request, params }) => {
    const body: unknown = await request
      .clone()
      .json()
      // What is no JSON asks for no stream.
      .catch(() => undefined);
    const asked = { request, params: params as PathParameters<Id> };
    const answer = typeof override === 'function' ? await override(asked) : override;
    return responseOf(id, (answer ?? {}) as AnyAnswer, body);
  });
}

/** An answer of any operation, of which the types have seen that it is one of this operation's. */
interface AnyAnswer {
  readonly status?: number;
  readonly example?: string;
  readonly body?: unknown;
  readonly events?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

function responseOf(id: OperationId, answer: AnyAnswer, asked: unknown): Response {
  const status = answer.status ?? usualStatus(id);
  const declared = declaredAnswer(id, status);
  const whole = Object.entries(declared.content).find(([type]) => type !== STREAM);
  const streamed = declared.content[STREAM];
  const head = (type: string) => ({
    status,
    headers: { ...declared.headers, 'content-type': type, ...answer.headers },
  });

  if (streamed?.stream !== undefined && (whole === undefined || property(asked, 'stream') === true)) {
    const events = answer.events ?? usualEvents(streamed, streamed.stream.events, asked);
    return new HttpResponse(eventStream(streamed, streamed.stream, events), head(STREAM));
  }
  if (whole === undefined) throw new Error(`The contract gives the ${status} of ${id} no body.`);
  const [type, media] = whole;
  const value = answer.body === undefined ? exampleValue(media, answer.example) : answer.body;
  // JSON is YAML as well.
  return new HttpResponse(type === 'text/plain' ? String(value) : JSON.stringify(value), head(type));
}

function usualEvents(media: DeclaredMedia, names: readonly string[], asked: unknown): readonly string[] {
  const wantsUsage = property(property(asked, 'stream_options'), 'include_usage') === true;
  return wantsUsage ? names : names.filter((name) => !isUsageChunk(media, name));
}
