import { setTimeout as delay } from 'node:timers/promises';
import type { LoneProcesses } from '../qodercli/lone-processes.ts';
import { type Binding, type Conversation, type Seen, startConversation } from './conversation.ts';

/** What checks work with. */
export interface Bench {
  /** The model that is asked; an id of the account's catalogue. */
  readonly model: string;
  /** How long an idle process is left alone. */
  readonly idleMs: number;
  /** Boots a process and binds it with its first message. Throws QoderFailure where it does not boot. */
  readonly open: (
    binding: Partial<Binding>,
    launch?: { readonly maxOutputTokens: string },
  ) => Promise<Conversation>;
  /** What a conversation of one message brings. Throws QoderFailure where it fails. */
  readonly ask: (
    message: Parameters<Conversation['say']>[0],
    binding?: Partial<Binding>,
    launch?: { readonly maxOutputTokens: string },
  ) => Promise<Seen>;
  /** Resolves after `idleMs` and a conversation that nobody has spoken in yet. */
  readonly idle: () => Promise<Conversation>;
}

export interface BenchOptions {
  readonly model: string;
  readonly idleMs: number;
  readonly onSeen: (seen: Seen) => void;
}

const PLAIN_PROMPT = 'You are a helpful assistant. Be brief.';

export function createBench(processes: LoneProcesses, { model, idleMs, onSeen }: BenchOptions): Bench {
  const open: Bench['open'] = async (binding, launch) => {
    const warm = await processes.boot(launch);
    return startConversation(warm, { systemPrompt: PLAIN_PROMPT, model, ...binding }, onSeen);
  };
  return {
    model,
    idleMs,
    open,
    async ask(message, binding = {}, launch) {
      const conversation = await open(binding, launch);
      const seen = await conversation.say(message);
      await conversation.end();
      if (seen.failure !== undefined) throw seen.failure;
      return seen;
    },
    async idle() {
      const warm = await processes.boot();
      await delay(idleMs);
      return startConversation(warm, { systemPrompt: PLAIN_PROMPT, model }, onSeen);
    },
  };
}
