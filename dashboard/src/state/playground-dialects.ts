import type { AnswerFormat } from '../api/answer-stream.ts';
import { chatFormat } from '../api/chat-format.ts';
import { messageFormat } from '../api/message-format.ts';
import { responseFormat } from '../api/response-format.ts';
import type { ChatRequest, MessageRequest, ResponseRequest } from '../api/types.ts';
import { curlOf, pythonOf } from '../snippets.ts';
import { messageCurlOf, messagePythonOf } from '../snippets-messages.ts';
import { responseCurlOf, responsePythonOf } from '../snippets-responses.ts';
import { fieldsOf } from './json-fields.ts';
import { messageBodyOf } from './playground-messages.ts';
import { responseBodyOf } from './playground-responses.ts';
import { bodyOf, type Dialect, type PlaygroundSettings } from './playground-settings.ts';
import type { Turn } from './playground-turns.ts';

/** What the playground needs to know of a dialect. */
interface DialectWords<Body> {
  /** As the panel shows it. */
  readonly name: string;
  readonly format: AnswerFormat;
  readonly bodyOf: (settings: PlaygroundSettings, model: string, turns: readonly Turn[]) => Body;
  /** A body as code. `baseUrl` ends in /v1. */
  readonly curlOf: (baseUrl: string, body: Body) => string;
  readonly pythonOf: (baseUrl: string, body: Body) => string;
}

/** A request that can be sent, and shown as code. */
export interface PlaygroundRequest {
  readonly body: ChatRequest | MessageRequest | ResponseRequest;
  readonly format: AnswerFormat;
  readonly curl: (baseUrl: string) => string;
  readonly python: (baseUrl: string) => string;
}

interface PlaygroundDialect {
  readonly name: string;
  readonly requestOf: (
    settings: PlaygroundSettings,
    model: string,
    turns: readonly Turn[],
  ) => PlaygroundRequest;
  readonly loggedCurlOf: (baseUrl: string, request: unknown) => string;
}

function dialectIn<Body extends PlaygroundRequest['body']>(words: DialectWords<Body>): PlaygroundDialect {
  return {
    name: words.name,
    requestOf(settings, model, turns) {
      const body = words.bodyOf(settings, model, turns);
      return {
        body,
        format: words.format,
        curl: (baseUrl) => words.curlOf(baseUrl, body),
        python: (baseUrl) => words.pythonOf(baseUrl, body),
      };
    },
    loggedCurlOf: (baseUrl, request) => words.curlOf(baseUrl, request as Body),
  };
}

const dialects: Readonly<Record<Dialect, PlaygroundDialect>> = {
  chat: dialectIn<ChatRequest>({ name: 'Chat completions', format: chatFormat, bodyOf, curlOf, pythonOf }),
  messages: dialectIn<MessageRequest>({
    name: 'Messages',
    format: messageFormat,
    bodyOf: messageBodyOf,
    curlOf: messageCurlOf,
    pythonOf: messagePythonOf,
  }),
  responses: dialectIn<ResponseRequest>({
    name: 'Responses',
    format: responseFormat,
    bodyOf: responseBodyOf,
    curlOf: responseCurlOf,
    pythonOf: responsePythonOf,
  }),
};

/** Each dialect with its name, as the panel offers them. */
export const dialectNames: readonly (readonly [string, string])[] = Object.entries(dialects).map(
  ([dialect, { name }]) => [dialect, name],
);

export function requestOf(
  settings: PlaygroundSettings,
  model: string,
  turns: readonly Turn[],
): PlaygroundRequest {
  return dialects[settings.dialect].requestOf(settings, model, turns);
}

/** A request of the log as a client would send it again. */
export function loggedCurlOf(baseUrl: string, operation: string | null, request: unknown): string {
  return dialects[dialectOf(operation)].loggedCurlOf(baseUrl, request);
}

const OF_OPERATIONS: ReadonlyMap<string | null, Dialect> = new Map([
  ['createMessage', 'messages'],
  ['createPlaygroundMessage', 'messages'],
  ['createResponse', 'responses'],
  ['createPlaygroundResponse', 'responses'],
]);

/** The dialect of an operation, by its name. */
export function dialectOf(operation: string | null): Dialect {
  return OF_OPERATIONS.get(operation) ?? 'chat';
}

/** Whether a request of the log is a conversation. */
export function isReplayable(operation: string | null, request: unknown): boolean {
  return (dialectOf(operation) === 'responses' ? 'input' : 'messages') in (fieldsOf(request) ?? {});
}
