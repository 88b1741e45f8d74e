import { type BoundedJson, boundedJson } from './bounded-json.ts';
import { createClippedText, PREVIEW_LENGTH } from './clipped-text.ts';
import type {
  RequestDetail,
  RequestEnd,
  RequestFacts,
  RequestRecord,
  RequestStart,
  RequestSummary,
} from './request-facts.ts';
import { redactedHead, storedHead } from './text-ends.ts';
import { createToolCallRecord } from './tool-call-record.ts';

/** One request of the log: its writing side, and what can be read of it meanwhile. */
export interface RequestEntry {
  readonly record: RequestRecord;
  readonly isRunning: () => boolean;
  readonly summary: () => RequestSummary;
  readonly detail: () => RequestDetail;
  readonly matches: (pattern: RegExp) => boolean;
}

export interface EntryOptions {
  readonly maxBodyBytes: number;
  /** Takes secrets out. Applied when something is read, for a secret may come in two deltas. */
  readonly redact: (text: string) => string;
  readonly onChange: () => void;
}

const LONGEST_FACT = 256;
const LONGEST_PATH = 1024;
const LONGEST: Readonly<Record<string, number>> = { promptPreview: PREVIEW_LENGTH, error: 2048 };

export function createRequestEntry(start: RequestStart, options: EntryOptions): RequestEntry {
  const { maxBodyBytes, redact, onChange } = options;
  const { id, method, receivedAt } = start;
  const client = start.client === undefined ? undefined : storedHead(start.client, LONGEST_FACT);
  const path = storedHead(start.path, LONGEST_PATH);
  const text = createClippedText(maxBodyBytes, redact);
  const reasoning = createClippedText(maxBodyBytes, redact);
  const calls = createToolCallRecord(maxBodyBytes, redact);
  let facts: RequestFacts = {};
  let body: BoundedJson | undefined;
  let bodyIsClean = false;
  let end: RequestEnd | undefined;
  let lastSummary: RequestSummary | undefined;

  /** A method of the record: it changes something, unless the request has ended. */
  const whileRunning =
    <Arguments extends readonly unknown[]>(change: (...args: Arguments) => void) =>
    (...args: Arguments): void => {
      if (end !== undefined) return;
      change(...args);
      onChange();
    };

  const shown = (name: keyof RequestFacts): string | null => {
    const fact = facts[name];
    return typeof fact === 'string' ? redactedHead(fact, LONGEST[name] ?? LONGEST_FACT, redact) : null;
  };

  const cleanBody = (): BoundedJson | undefined => {
    if (body !== undefined && !bodyIsClean) body = { ...body, json: redactedJson(body.json, redact) };
    bodyIsClean = true;
    return body;
  };

  const summaryNow = (): RequestSummary => ({
    id,
    receivedAtMs: receivedAt,
    operation: shown('operation'),
    state: end?.outcome ?? 'running',
    status: end?.status ?? null,
    durationMs: end?.durationMs ?? null,
    firstTokenMs: facts.firstTokenMs ?? null,
    key: shown('key'),
    client: client === undefined ? null : redactedHead(client, LONGEST_FACT, redact),
    requestedModel: shown('requestedModel'),
    model: shown('model'),
    stream: facts.stream ?? null,
    promptTokens: facts.promptTokens ?? null,
    completionTokens: facts.completionTokens ?? null,
    credits: facts.credits ?? null,
    finishReason: shown('finishReason'),
    error: shown('error'),
    promptPreview: shown('promptPreview') ?? '',
    answerPreview: text.preview(),
  });

  const summary = (): RequestSummary => {
    if (end === undefined) return summaryNow();
    lastSummary ??= summaryNow();
    return lastSummary;
  };

  return {
    record: {
      annotate: whileRunning((added: RequestFacts) => {
        facts = { ...facts, ...stored(added) };
      }),
      request: whileRunning((value: unknown) => {
        body = boundedJson(value, maxBodyBytes, redact);
        bodyIsClean = false;
      }),
      text: whileRunning(text.append),
      reasoning: whileRunning(reasoning.append),
      toolCall: whileRunning(calls.accept),
      restart: whileRunning(() => {
        for (const part of [text, reasoning, calls]) part.clear();
      }),
      end: whileRunning(({ status, durationMs, outcome }: RequestEnd) => {
        end = { status, durationMs, outcome };
        for (const part of [text, reasoning, calls]) part.settle();
      }),
    },
    isRunning: () => end === undefined,
    summary,
    detail() {
      const request = cleanBody();
      const answer = text.read();
      return {
        summary: summary(),
        method,
        path: redactedHead(path, LONGEST_PATH, redact),
        requestJson: request?.json ?? null,
        requestTruncated: request?.truncated ?? false,
        text: answer.text,
        textTruncated: answer.truncated,
        reasoning: reasoning.read().text,
        toolCalls: calls.read(),
        timings: {
          admittedMs: facts.admittedMs ?? null,
          processMs: facts.processMs ?? null,
          sentMs: facts.sentMs ?? null,
          firstTokenMs: facts.firstTokenMs ?? null,
          endMs: end?.durationMs ?? null,
        },
        resolution: facts.resolution ?? null,
        cachedTokens: facts.cachedTokens ?? null,
        usageSource: facts.usageSource ?? null,
        continued: facts.continued ?? null,
        processId: facts.processId ?? null,
        errorCode: shown('errorCode'),
      };
    },
    matches(pattern) {
      const { client: agent, key, model, requestedModel, error } = summary();
      return (
        [id, agent, key, model, requestedModel, error].some((fact) => fact !== null && pattern.test(fact)) ||
        pattern.test(text.read().text) ||
        pattern.test(cleanBody()?.json ?? '') ||
        pattern.test(reasoning.read().text) ||
        calls.read().some((call) => Object.values(call).some((part) => pattern.test(part)))
      );
    },
  };
}

/** What is undefined is left out, and long texts are cut. */
function stored(facts: RequestFacts): RequestFacts {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    known.map(([name, value]) => [
      name,
      typeof value === 'string' ? storedHead(value, LONGEST[name] ?? LONGEST_FACT) : value,
    ]),
  );
}

/** A secret with quotes or backslashes in it can take some of the JSON's own along. */
function redactedJson(json: string, redact: (text: string) => string): string {
  const clean = redact(json);
  if (clean === json) return json;
  try {
    JSON.parse(clean);
    return clean;
  } catch {
    return JSON.stringify('[redacted]');
  }
}
