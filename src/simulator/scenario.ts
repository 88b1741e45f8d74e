import { readFileSync } from 'node:fs';
import type { JsonObject } from './json.ts';
import * as field from './script-fields.ts';
import { ScriptError } from './script-fields.ts';
import { forkStep, parseSteps, signalName } from './step-parser.ts';
import type { Step } from './steps.ts';

export interface BootScenario {
  readonly delayMs: number;
  readonly hang: boolean;
  readonly exit: number | undefined;
  readonly stderr: string | undefined;
  readonly terminalReason: string | undefined;
  readonly errors: readonly string[];
  readonly signal: NodeJS.Signals | undefined;
  readonly fork: Extract<Step, { kind: 'fork' }> | undefined;
  readonly ignoreSigterm: boolean;
  readonly garbage: string | undefined;
}

export interface InitializeScenario {
  readonly delayMs: number;
  readonly hang: boolean;
  readonly error: { readonly message: string; readonly code: string | undefined } | undefined;
  /** It ends with this, as version 1.1.76 does without a model catalogue. */
  readonly fatal: { readonly message: string; readonly code: string | undefined } | undefined;
  readonly dropTools: boolean;
}

/** How a whole process behaves, as QODER_SIMULATOR_SCRIPT says. */
export interface Scenario {
  readonly boot: BootScenario;
  readonly initialize: InitializeScenario;
  /** The protocol version that it claims, where it is not its own. */
  readonly protocol: string | undefined;
  readonly online: boolean;
  readonly loggedIn: boolean;
  /** It refuses every call of a host's tool, whatever the settings allow. */
  readonly deniesTools: boolean;
  /** It asks for a model policy even where the host has not offered one. */
  readonly alwaysAsksPolicy: boolean;
  /** It never asks, even where the host has offered one. */
  readonly neverAsksPolicy: boolean;
  readonly turn: readonly Step[] | undefined;
  readonly models: readonly JsonObject[] | undefined;
}

function bootScenario(value: unknown): BootScenario {
  const boot = field.object('boot', value ?? {});
  const names = ['delayMs', 'hang', 'exit', 'stderr', 'terminalReason', 'errors', 'signal', 'fork'];
  field.onlyKeys('boot', boot, [...names, 'ignoreSigterm', 'garbage']);
  const garbage = boot.garbage === true ? 'this is not JSON' : boot.garbage;
  return {
    delayMs: field.number('boot.delayMs', boot.delayMs ?? 0),
    hang: field.boolean('boot.hang', boot.hang ?? false),
    exit: field.optional(field.number, 'boot.exit', boot.exit),
    stderr: field.optional(field.text, 'boot.stderr', boot.stderr),
    terminalReason: field.optional(field.text, 'boot.terminalReason', boot.terminalReason),
    errors: field.list('boot.errors', boot.errors ?? []).map((error) => field.text('boot.errors', error)),
    signal: field.optional(signalName, 'boot.signal', boot.signal),
    fork: field.optional(forkStep, 'boot.fork', boot.fork),
    ignoreSigterm: field.boolean('boot.ignoreSigterm', boot.ignoreSigterm ?? false),
    garbage: field.optional(field.text, 'boot.garbage', garbage),
  };
}

function complaint(where: string, value: unknown): InitializeScenario['error'] {
  const error = field.optional(field.object, where, value);
  if (error === undefined) return undefined;
  return {
    message: field.text(`${where}.message`, error.message),
    code: field.optional(field.text, `${where}.code`, error.code),
  };
}

function initializeScenario(value: unknown): InitializeScenario {
  const initialize = field.object('initialize', value ?? {});
  field.onlyKeys('initialize', initialize, ['delayMs', 'hang', 'error', 'fatal', 'dropTools']);
  return {
    delayMs: field.number('initialize.delayMs', initialize.delayMs ?? 0),
    hang: field.boolean('initialize.hang', initialize.hang ?? false),
    error: complaint('initialize.error', initialize.error),
    fatal: complaint('initialize.fatal', initialize.fatal),
    dropTools: field.boolean('initialize.dropTools', initialize.dropTools ?? false),
  };
}

export function parseScenario(value: unknown): Scenario {
  const script = field.object('script', value);
  const names = ['boot', 'initialize', 'protocol', 'network', 'login', 'turn', 'models'];
  field.onlyKeys('script', script, [...names, 'deniesTools', 'alwaysAsksPolicy', 'neverAsksPolicy']);
  return {
    boot: bootScenario(script.boot),
    initialize: initializeScenario(script.initialize),
    protocol: field.optional(field.text, 'protocol', script.protocol),
    online: field.oneOf('network', script.network ?? 'online', ['online', 'none']) === 'online',
    loggedIn: field.boolean('login', script.login ?? false),
    deniesTools: field.boolean('deniesTools', script.deniesTools ?? false),
    neverAsksPolicy: field.boolean('neverAsksPolicy', script.neverAsksPolicy ?? false),
    alwaysAsksPolicy: field.boolean('alwaysAsksPolicy', script.alwaysAsksPolicy ?? false),
    turn: field.optional((_where, steps) => parseSteps(steps), 'turn', script.turn),
    models: field
      .optional(field.list, 'models', script.models)
      ?.map((model) => field.object('models', model)),
  };
}

/** Read the scenario from the environment: JSON itself, or the path of a file read anew at each start. */
export function loadScenario(source: string | undefined): Scenario {
  if (!source) return parseScenario({});
  try {
    const json = source.trimStart().startsWith('{') ? source : readFileSync(source, 'utf8');
    return parseScenario(JSON.parse(json));
  } catch (error) {
    if (error instanceof ScriptError) throw error;
    throw new ScriptError(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
