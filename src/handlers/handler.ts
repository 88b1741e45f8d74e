import type {
  ErrorBody,
  OperationId,
  PathParameters,
  QueryParameters,
  RequestBody,
} from '../contract/operations.ts';
import type { KeptContent } from '../kept-content.ts';
import type { RequestObserver } from '../observability/request-observer.ts';

/** A request that has passed authentication and the contract. */
export interface HandlerRequest<Id extends OperationId> {
  readonly params: PathParameters<Id>;
  readonly query: QueryParameters<Id>;
  readonly body: RequestBody<Id>;
  /** Parts of the request that were left out before it reached the contract, e.g. `tools[3]`. */
  readonly leftOut: readonly string[];
  /** Name of the API key; `anonymous` where the API is open, `dashboard` within a session of the dashboard. */
  readonly keyName: string;
  /** Aborted, with an ApiError, when the client goes away or the server cuts what still runs. */
  readonly signal: AbortSignal;
  /** Id of the dashboard's session, where the operation asks for one. */
  readonly sessionId: string | undefined;
  /** The address that the request came from. */
  readonly remoteAddress: string;
  /** Receives the request's lifecycle events. */
  readonly observer: RequestObserver;
}

/** Server-sent events. */
export interface EventStreamResponse {
  /** Each string holds whole frames. */
  readonly frames: AsyncIterable<string>;
  /** A frame that says nothing new, where the dialect has a better one than a comment. It must not throw. */
  readonly keepAlive?: () => string;
  /** How the dialect tells of a failure in the middle, where the operation's error format does not say. Ends with an empty line. */
  readonly errorFrame?: (error: ErrorBody) => string;
}

/** What a handler answers with; it throws ApiError for everything that is not a success. */
export type HandlerResponse = {
  readonly status: 200 | 503;
  readonly headers?: Readonly<Record<string, string>>;
  /** The session that the client's cookie stands for from now on; null for none. */
  readonly session?: string | null;
} & (
  | { readonly body: object }
  /** The same for everybody. */
  | { readonly content: KeptContent }
  /** As it goes out, in UTF-8. */
  | { readonly text: string | Buffer; readonly contentType: string }
  | EventStreamResponse
);

export type Handler<Id extends OperationId> = (request: HandlerRequest<Id>) => Promise<HandlerResponse>;

/** One handler per operation: a missing one does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
