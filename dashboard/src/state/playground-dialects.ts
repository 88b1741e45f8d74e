import type { AnswerFormat } from '../api/answer-stream.ts';
import { chatFormat } from '../api/chat-format.ts';
import { messageFormat } from '../api/message-format.ts';
import type { ChatRequest, MessageRequest } from '../api/types.ts';
import { curlOf, pythonOf } from '../snippets.ts';
import { messageCurlOf, messagePythonOf } from '../snippets-messages.ts';
import { messageBodyOf } from './playground-messages.ts';
import { bodyOf, type Dialect, type PlaygroundSettings } from './playground-settings.ts';
import type { Turn } from './playground-turns.ts';

/** What the playground needs to know of a dialect. */
export interface PlaygroundDialect<Body extends { readonly stream?: boolean | null }> {
  /** As the panel shows it. */
  readonly name: string;
  readonly format: AnswerFormat;
  readonly bodyOf: (settings: PlaygroundSettings, model: string, turns: readonly Turn[]) => Body;
  /** A body as code. `baseUrl` ends in /v1. */
  readonly curlOf: (baseUrl: string, body: Body) => string;
  readonly pythonOf: (baseUrl: string, body: Body) => string;
}

const chat: PlaygroundDialect<ChatRequest> = {
  name: 'Chat completions',
  format: chatFormat,
  bodyOf,
  curlOf,
  pythonOf,
};
const messages: PlaygroundDialect<MessageRequest> = {
  name: 'Messages',
  format: messageFormat,
  bodyOf: messageBodyOf,
  curlOf: messageCurlOf,
  pythonOf: messagePythonOf,
};

/** A request that can be sent, and shown as code. */
export interface PlaygroundRequest {
  readonly body: ChatRequest | MessageRequest;
  readonly format: AnswerFormat;
  readonly curl: (baseUrl: string) => string;
  readonly python: (baseUrl: string) => string;
}

function requestIn<Body extends ChatRequest | MessageRequest>(
  dialect: PlaygroundDialect<Body>,
  body: Body,
): PlaygroundRequest {
  return {
    body,
    format: dialect.format,
    curl: (baseUrl) => dialect.curlOf(baseUrl, body),
    python: (baseUrl) => dialect.pythonOf(baseUrl, body),
  };
}

export const dialectNames: Readonly<Record<Dialect, string>> = { chat: chat.name, messages: messages.name };

export function requestOf(
  settings: PlaygroundSettings,
  model: string,
  turns: readonly Turn[],
): PlaygroundRequest {
  return settings.dialect === 'messages'
    ? requestIn(messages, messages.bodyOf(settings, model, turns))
    : requestIn(chat, chat.bodyOf(settings, model, turns));
}

/** A request of the log as a client would send it again. */
export function loggedCurlOf(baseUrl: string, operation: string | null, request: unknown): string {
  return dialectOf(operation) === 'messages'
    ? messageCurlOf(baseUrl, request as MessageRequest)
    : curlOf(baseUrl, request as ChatRequest);
}

/** The dialect of an operation, by its name. */
export function dialectOf(operation: string | null): Dialect {
  return operation === 'createMessage' || operation === 'createPlaygroundMessage' ? 'messages' : 'chat';
}
