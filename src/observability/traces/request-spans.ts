import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import type { RequestWatcher } from '../observer-group.ts';
import {
  type FinishedTurn,
  type Refusal,
  type ResolvedModel,
  type SentTimings,
  sumOfTurns,
} from '../request-observer.ts';
import { realStatus } from '../request-outcome.ts';
import { attributesOf } from './span-attributes.ts';
import type { TracedRoute, TracedStart } from './traced-request.ts';

export interface RequestSpans {
  readonly begin: (start: TracedStart) => RequestWatcher;
}

/** Takes down when things happen, and makes spans of it when the request is over. */
export function createRequestSpans(
  tracer: Tracer,
  routes: ReadonlyMap<string, TracedRoute>,
  clock: () => number = () => performance.timeOrigin + performance.now(),
): RequestSpans {
  return {
    begin(start) {
      const receivedAt = clock();
      let route: TracedRoute | undefined;
      let key: string | undefined;
      let model: ResolvedModel | undefined;
      let sent: SentTimings | undefined;
      /** When the turn was asked for; all times are in milliseconds since 1970. */
      let askedAt = receivedAt;
      let firstPartAt: number | undefined;
      let turn: FinishedTurn | undefined;
      let refusal: Refusal | undefined;

      return {
        dispatched(operation, keyName) {
          route = routes.get(operation);
          key = keyName ?? key;
        },
        resolved(found) {
          model = found;
        },
        sent(timings) {
          // Of several turns the first one tells how the request began.
          if (sent !== undefined) return;
          sent = timings;
          askedAt = clock() - timings.sentMs;
        },
        firstPart() {
          firstPartAt ??= clock();
        },
        finished(finished) {
          turn = turn === undefined ? finished : sumOfTurns(turn, finished);
        },
        refused(given) {
          refusal ??= given;
        },
        ended(status) {
          if (route === undefined) return;
          const endedAt = clock();
          const facts = { start, route, key, model, sent, turn, refusal, status };
          const real = realStatus(status, refusal);
          const name =
            route.genAi === undefined || model === undefined
              ? `${start.method} ${route.path}`
              : `${route.genAi} ${model.model}`;
          const span = tracer.startSpan(
            name,
            { kind: SpanKind.SERVER, startTime: receivedAt, attributes: attributesOf(facts, real) },
            parentOf(start),
          );
          const inside = trace.setSpan(ROOT_CONTEXT, span);
          const child = (childName: string, from: number, to: number): void =>
            tracer.startSpan(childName, { startTime: from }, inside).end(Math.max(from, to));
          if (sent !== undefined) {
            const admittedAt = askedAt + sent.admittedMs;
            const processAt = askedAt + sent.processMs;
            child('queue', askedAt, admittedAt);
            child('boot', admittedAt, processAt);
            child('first token', processAt, firstPartAt ?? endedAt);
            if (firstPartAt !== undefined) child('stream', firstPartAt, endedAt);
          }
          // Its message may quote what the client sent.
          if (real >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end(endedAt);
        },
      };
    },
  };
}

function parentOf({ traceparent, tracestate }: TracedStart): Context {
  const parent = traceparent === undefined ? null : parseTraceParent(traceparent);
  if (parent === null) return ROOT_CONTEXT;
  const traceState = tracestate === undefined ? {} : { traceState: createTraceState(tracestate) };
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, ...traceState, isRemote: true });
}
