import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RequestWatcher } from '../observer-group.ts';
import type { Refusal } from '../request-observer.ts';
import { CLIENT_CLOSED_REQUEST, realStatus } from '../request-outcome.ts';
import { DURATION_BUCKETS, FIRST_TOKEN_BUCKETS, TOKEN_GAP_BUCKETS } from './buckets.ts';
import { createGapHistogram, type GapRecorder } from './gap-histogram.ts';
import { createLabelValues } from './label-values.ts';

export interface RequestMetrics {
  /** Counts a request from the moment on in which it is called. */
  readonly begin: () => RequestWatcher;
}

/** Far more than an account has, and than anybody configures: bounds for the unforeseen. */
const MOST_MODELS = 64;
const MOST_KEYS = 64;
const MOST_CODES = 64;
const NONE = 'none';

export function createRequestMetrics(
  registry: Registry,
  now: () => number = () => performance.now(),
): RequestMetrics {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const requests = counter('qoder_requests_total', 'Requests that have ended.', [
    'operation',
    'status',
    'model',
    'key',
  ]);
  const errors = counter('qoder_request_errors_total', 'Errors that clients got.', ['status', 'code']);
  const byModelAndKey = ['model', 'key'] as const;
  const inputTokens = counter('qoder_input_tokens_total', 'Tokens of prompts.', byModelAndKey);
  const cachedTokens = counter(
    'qoder_cached_input_tokens_total',
    'Tokens of prompts that came from the cache; part of the input tokens.',
    byModelAndKey,
  );
  const outputTokens = counter('qoder_output_tokens_total', 'Tokens of answers.', byModelAndKey);
  const credits = counter('qoder_credits_total', "Qoder's credits that answers took.", byModelAndKey);
  const running = new Gauge({
    name: 'qoder_requests_running',
    help: 'Requests to models that have not ended, those in the queue included.',
    registers,
  });
  const duration = new Histogram({
    name: 'qoder_request_duration_seconds',
    help: 'From a request to a model until the last byte of its answer.',
    labelNames: ['model', 'status'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const firstToken = new Histogram({
    name: 'qoder_time_to_first_token_seconds',
    help: 'From a request to a model until the first part of its answer.',
    labelNames: ['model'],
    buckets: FIRST_TOKEN_BUCKETS,
    registers,
  });
  const gaps = createGapHistogram(
    registry,
    'qoder_inter_token_gap_seconds',
    'Between the parts of an answer; parts that come in one read count as one.',
    TOKEN_GAP_BUCKETS,
  );
  const models = createLabelValues(MOST_MODELS);
  const keys = createLabelValues(MOST_KEYS);
  const codes = createLabelValues(MOST_CODES);

  return {
    begin() {
      const receivedAt = now();
      let operation = NONE;
      let key = NONE;
      let model: string | undefined;
      let refusal: Refusal | undefined;
      let answered = false;
      let gap: GapRecorder | undefined;
      let shownAt: number | undefined;

      return {
        dispatched(id, keyName) {
          operation = id;
          if (keyName !== undefined) key = keys(keyName);
        },
        // Resolved to a model of Qoder's: a name that nobody knows has become the fallback.
        resolved(found) {
          if (model === undefined) running.inc();
          model = models(found.model);
          gap = gaps.of(model);
        },
        firstPart() {
          if (answered || model === undefined) return;
          answered = true;
          firstToken.observe({ model }, (now() - receivedAt) / 1_000);
        },
        shown() {
          const at = now();
          if (shownAt !== undefined) gap?.observe((at - shownAt) / 1_000);
          shownAt = at;
        },
        withdrawn() {
          shownAt = undefined;
        },
        finished({ usage, credits: taken }) {
          if (model === undefined) return;
          const labels = { model, key };
          inputTokens.inc(labels, usage.promptTokens);
          cachedTokens.inc(labels, usage.cachedTokens);
          outputTokens.inc(labels, usage.completionTokens);
          if (taken !== undefined) credits.inc(labels, taken);
        },
        refused(given) {
          refusal ??= given;
        },
        ended(sent) {
          const real = realStatus(sent, refusal);
          const status = `${Math.floor(real / 100)}xx`;
          requests.inc({ operation, status, model: model ?? NONE, key });
          // A probe that says no is an answer, not an error.
          if (refusal !== undefined || real === CLIENT_CLOSED_REQUEST) {
            errors.inc({ status: String(real), code: codes(codeOf(refusal, real)) });
          }
          if (model === undefined) return;
          running.dec();
          duration.observe({ model, status }, (now() - receivedAt) / 1_000);
        },
      };
    },
  };
}

function codeOf(refusal: Refusal | undefined, status: number): string {
  return status === CLIENT_CLOSED_REQUEST ? 'client_closed_request' : (refusal?.code ?? NONE);
}
