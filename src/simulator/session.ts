import { randomUUID } from 'node:crypto';
import type { Arguments } from './arguments.ts';
import type { Login } from './authentication.ts';
import type { BridgedServer } from './bridge.ts';
import type { JsonObject } from './json.ts';
import type { OfferedTool } from './offered-tools.ts';
import type { Scenario } from './scenario.ts';

export interface Utterance {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** Everything that one process knows about its conversation. */
export interface Session {
  readonly id: string;
  readonly args: Arguments;
  readonly scenario: Scenario;
  readonly login: Login;
  /** Pause between the pieces of the default answer; undefined when the environment does not say. */
  readonly delayMs: number | undefined;
  initialized: boolean;
  /** Set when the host handed over something that is no token: from then on nothing is answered. */
  deaf: boolean;
  authenticated: boolean;
  model: string;
  systemPrompt: string;
  permissionMode: string;
  servers: readonly BridgedServer[];
  tools: readonly OfferedTool[];
  readonly history: Utterance[];
  flagSettings: JsonObject;
  credits: number;
  /** Tokens of all requests of the model so far. */
  readonly tokens: { input: number; output: number };
  /** Fields of the last message's usage as a script states them; null: the service reports nothing. */
  statedUsage: JsonObject | null | undefined;
  /** The host answers `get_model_policy`. */
  hasModelPolicy: boolean;
  /** Parameters of the host's policy for the current request of the model. */
  policy: JsonObject;
  readonly creditsByModel: Record<string, { credits: number }>;
}

export function createSession(
  args: Arguments,
  scenario: Scenario,
  login: Login,
  delayMs: number | undefined,
): Session {
  return {
    id: args.sessionId ?? randomUUID(),
    args,
    scenario,
    login,
    delayMs,
    initialized: false,
    deaf: false,
    authenticated: login.kind !== 'host',
    model: args.model ?? '',
    systemPrompt: args.systemPrompt ?? '',
    permissionMode: args.permissionMode,
    servers: [],
    tools: [],
    history: [],
    flagSettings: {},
    credits: 0,
    tokens: { input: 0, output: 0 },
    statedUsage: undefined,
    hasModelPolicy: false,
    policy: {},
    creditsByModel: {},
  };
}
