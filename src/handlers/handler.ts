import type { OperationId, PathParameters, RequestBody } from '../contract/operations.ts';

/** A request that has passed authentication and the contract. */
export interface HandlerRequest<Id extends OperationId> {
  readonly params: PathParameters<Id>;
  readonly body: RequestBody<Id>;
  /** Parts of the request that were left out before it reached the contract, e.g. `tools[3]`. */
  readonly leftOut: readonly string[];
  /** Name of the API key; `anonymous` where the API is open. */
  readonly keyName: string;
  /** Aborted, with an ApiError, when the client goes away or the server cuts what still runs. */
  readonly signal: AbortSignal;
  /** Adds fields to the request's line in the access log. */
  readonly annotate: (fields: object) => void;
}

/** What a handler answers with; it throws ApiError for everything that is not a success. */
export type HandlerResponse = {
  readonly status: 200 | 503;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly body: object }
  | { readonly text: string; readonly contentType: string }
  /** Server-sent events: each string holds whole frames. */
  | { readonly frames: AsyncIterable<string> }
);

export type Handler<Id extends OperationId> = (request: HandlerRequest<Id>) => Promise<HandlerResponse>;

/** One handler per operation: a missing one does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
