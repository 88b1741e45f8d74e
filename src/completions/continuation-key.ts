import { createHash } from 'node:crypto';
import { readJson } from '../json/parse-json.ts';
import type { ConversationMessage } from './conversation.ts';

/**
 * Keys of a growing conversation. Each message extends the key of all before it, so that equal keys mean that
 * not one byte differs: neither of a message nor of the scope (who asks, model, system prompt, tools).
 */
export interface ContinuationKeys {
  readonly extend: (message: ConversationMessage) => ContinuationKeys;
  readonly key: string;
}

export function continuationKeys(scope: readonly unknown[]): ContinuationKeys {
  return keysAfter(createHash('sha256').update(JSON.stringify(scope)).digest('base64'));
}

function keysAfter(key: string): ContinuationKeys {
  return {
    key,
    extend: (message) =>
      keysAfter(createHash('sha256').update(key).update(canonical(message)).digest('base64')),
  };
}

/**
 * One form per meaning: clients give back an absent text as null, empty or one space beside calls, and
 * LangChain's agents give the assistant a name that it never had.
 */
function canonical(message: ConversationMessage): string {
  const calls = message.toolCalls ?? [];
  const text = calls.length > 0 && message.text.trim() === '' ? '' : message.text;
  return JSON.stringify([
    message.role,
    message.role === 'assistant' ? null : (message.name ?? null),
    message.toolCallId ?? null,
    text,
    message.images ?? [],
    calls.map((call) => [call.id, call.name, compactJson(call.arguments)]),
  ]);
}

/** Clients that parse arguments give them back with other white space and escapes, and in another order. */
function compactJson(text: string): string {
  const json = readJson(text);
  return json === undefined ? text : JSON.stringify(json.value, (_key, value) => sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
