import type { FinishedTurn, Refusal, ResolvedModel, SentTimings } from '../request-observer.ts';

/** What is known of a request when it comes in. */
export interface TracedStart {
  readonly id: string;
  readonly method: string;
  readonly client: string | undefined;
  /** The `Host` header. */
  readonly host: string | undefined;
  /** W3C trace context. */
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

export interface TracedRoute {
  /** The contract's path. */
  readonly path: string;
  /** As the conventions for generative AI call the operation; undefined where no model is asked. */
  readonly genAi: 'chat' | 'text_completion' | 'embeddings' | undefined;
}

/** What a request turned out to be, of which its spans are made. */
export interface TracedRequest {
  readonly start: TracedStart;
  readonly route: TracedRoute;
  readonly key: string | undefined;
  readonly model: ResolvedModel | undefined;
  readonly sent: SentTimings | undefined;
  readonly turn: FinishedTurn | undefined;
  readonly status: number;
  readonly refusal: Refusal | undefined;
}
