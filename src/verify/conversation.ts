import { setTimeout as delay } from 'node:timers/promises';
import type { WarmProcess } from '../qodercli/boot.ts';
import type { QoderEvent, QoderUsage } from '../qodercli/events.ts';
import { QoderFailure } from '../qodercli/failure.ts';
import type { CliMessage } from '../qodercli/messages.ts';
import type { QoderProcess } from '../qodercli/process.ts';
import { createSession, type NextTurn, type SessionHooks } from '../qodercli/session.ts';
import type { ContentBlock, SessionStep, ToolDefinition } from '../qodercli/turn.ts';

const TURN_TIMEOUT_MS = 180_000;
/** So long a silence ends what the CLI says of calls. */
const SILENCE_MS = 1_000;

export interface Call {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** All that a turn brought: as the driver reads it, and the lines that it read. */
export interface Seen {
  readonly text: string;
  readonly thinking: string;
  readonly calls: readonly Call[];
  readonly stopReason: string | null;
  readonly usage: QoderUsage | undefined;
  readonly credits: number | undefined;
  /** Undefined where the turn ended well. */
  readonly failure: QoderFailure | undefined;
  readonly lines: readonly CliMessage[];
  /** Parts of text that came one by one. */
  readonly textDeltas: number;
  /** How often the CLI asked for a model policy. */
  readonly policies: number;
  /** What the CLI did with tools that nobody wanted it to do. */
  readonly notices: readonly string[];
  readonly milliseconds: number;
}

export interface Binding {
  readonly systemPrompt: string;
  readonly model: string;
  readonly tools?: readonly ToolDefinition[];
}

/** One process and its conversation, watched. */
export interface Conversation {
  readonly say: (text: string | readonly ContentBlock[], reasoningEffort?: string) => Promise<Seen>;
  /** Sends the results of the calls of the last turn, by their ids. */
  readonly deliver: (results: ReadonlyMap<string, string>) => Promise<Seen>;
  /** Whether the CLI waits for the results of these calls. */
  readonly waitsFor: (calls: readonly Call[]) => boolean;
  readonly end: () => Promise<unknown>;
}

interface Notes {
  readonly lines: CliMessage[];
  readonly notices: string[];
  policies: number;
}

/** The process, with a note of all that it says. */
function watched(process: QoderProcess, notes: Notes): QoderProcess {
  return {
    ...process,
    onMessages: (sink) =>
      process.onMessages((batch) => {
        notes.lines.push(...batch);
        sink(batch);
      }),
    handle: (subtype, handler) =>
      process.handle(subtype, (request) => {
        if (subtype === 'get_model_policy') notes.policies += 1;
        return handler(request);
      }),
  };
}

function hooksFor(notes: Notes): SessionHooks {
  return {
    onUnknown: (type) => notes.notices.push(`a line of the unknown type ${type}`),
    onForeignCall: (name) => notes.notices.push(`a call of ${name}, which was not offered`),
    onToolsListed: () => undefined,
    onDenied: ({ reason }) => notes.notices.push(`a call was denied: ${reason}`),
    onSelfAnswered: () => notes.notices.push('the CLI answered a call by itself'),
    onLoginLost: ({ message }) => notes.notices.push(message),
    onToolsRefused: ({ message }) => notes.notices.push(message),
    onVersion: () => undefined,
    log: { error: () => undefined },
  };
}

function seenIn(
  events: readonly QoderEvent[],
): Pick<Seen, 'text' | 'thinking' | 'calls' | 'stopReason' | 'usage' | 'credits'> {
  const calls: { id: string; name: string; arguments: string }[] = [];
  let text = '';
  let thinking = '';
  for (const event of events) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'reasoning') thinking += event.text;
    else if (event.type === 'withdrawn') text = '';
    else if (event.type === 'tool_call') calls.push({ id: event.id, name: event.name, arguments: '' });
    else if (event.type === 'tool_arguments') {
      const call = calls.find(({ id }) => id === event.id);
      if (call !== undefined) call.arguments += event.fragment;
    }
  }
  const end = events.findLast((event) => event.type === 'ended');
  return {
    text,
    thinking,
    calls,
    stopReason: end?.stopReason ?? null,
    usage: end?.usage,
    credits: end?.credits,
  };
}

/** @param onSeen called with each turn, e.g. to record it. */
export function startConversation(
  { process }: WarmProcess,
  { systemPrompt, model, tools = [] }: Binding,
  onSeen: (seen: Seen) => void,
): Conversation {
  const notes: Notes = { lines: [], notices: [], policies: 0 };
  let session: ReturnType<typeof createSession> | undefined;

  const run = async (content: readonly ContentBlock[], next: NextTurn): Promise<Seen> => {
    session ??= createSession(
      watched(process, notes),
      { systemPrompt, model, tools, content },
      hooksFor(notes),
    );
    const before = { lines: notes.lines.length, policies: notes.policies, notices: notes.notices.length };
    const startedAt = performance.now();
    const events: QoderEvent[] = [];
    let failure: QoderFailure | undefined;
    try {
      const signal = AbortSignal.timeout(TURN_TIMEOUT_MS);
      for await (const batch of session.run(next, signal, () => undefined)) events.push(...batch);
    } catch (error) {
      const silent = (): QoderFailure =>
        new QoderFailure('unresponsive', `It did not answer within ${TURN_TIMEOUT_MS} ms.`);
      failure = error instanceof QoderFailure ? error : silent();
    }
    const milliseconds = Math.round(performance.now() - startedAt);
    const read = seenIn(events);
    if (read.calls.length > 0) await silence(notes);
    const lines = notes.lines.slice(before.lines);
    const seen: Seen = {
      ...read,
      failure,
      lines,
      textDeltas: lines.filter(isTextDelta).length,
      policies: notes.policies - before.policies,
      notices: notes.notices.slice(before.notices),
      milliseconds,
    };
    onSeen(seen);
    return seen;
  };

  return {
    say(text, reasoningEffort) {
      const content = typeof text === 'string' ? [{ type: 'text' as const, text }] : text;
      const step: SessionStep | undefined = session === undefined ? undefined : { type: 'message', content };
      return run(content, { step, reasoningEffort });
    },
    deliver: (results) => run([], { step: { type: 'tool_results', results } }),
    waitsFor: (calls) => {
      const results = new Map(calls.map(({ id }) => [id, '']));
      return session?.accepts({ type: 'tool_results', results }) ?? false;
    },
    end: () => process.kill(),
  };
}

/** A turn ends when its calls are known: their own lines, and what the CLI makes of them, may come after it. */
async function silence({ lines }: Notes): Promise<void> {
  for (let known = -1; known !== lines.length; ) {
    known = lines.length;
    await delay(SILENCE_MS);
  }
}

function isTextDelta({ event }: CliMessage): boolean {
  const { delta } = (event ?? {}) as { readonly delta?: { readonly type?: unknown } };
  return delta?.type === 'text_delta';
}
