import { constants } from 'node:os';
import type { JsonObject } from './json.ts';
import * as field from './script-fields.ts';
import { ScriptError } from './script-fields.ts';
import { assistantErrors, type Step, type ToolCall } from './steps.ts';

type Parse = (value: unknown, step: JsonObject, where: string) => Step;

interface Rule {
  readonly parse: Parse;
  /** Keys that may stand beside the main one. */
  readonly beside?: readonly string[];
}

function toolCall(value: unknown, where: string): ToolCall {
  const call = field.object(where, value);
  field.onlyKeys(where, call, ['name', 'input', 'id']);
  return {
    name: field.text(`${where}.name`, call.name),
    input: call.input ?? {},
    id: field.optional(field.text, `${where}.id`, call.id),
  };
}

/** Steps such as `{"hang": true}`, whose value says nothing. */
function bare(step: Step): Rule {
  return {
    parse: (value, _step, where) => {
      if (value !== true) throw new ScriptError(`${where}: expected true`);
      return step;
    },
  };
}

const delay = (step: JsonObject, where: string) =>
  field.optional(field.number, `${where} delayMs`, step.delayMs);

const rules: Readonly<Record<string, Rule>> = {
  text: {
    beside: ['deltas', 'delayMs'],
    parse: (value, step, where) => ({
      kind: 'text',
      text: field.text(where, value),
      deltas: field.optional(field.number, `${where} deltas`, step.deltas),
      delayMs: delay(step, where),
    }),
  },
  thinking: {
    beside: ['delayMs'],
    parse: (value, step, where) => ({
      kind: 'thinking',
      text: field.text(where, value),
      delayMs: delay(step, where),
    }),
  },
  signature: bare({ kind: 'signature' }),
  repeat: {
    parse: (value, _step, where) => {
      const repeat = field.object(where, value);
      field.onlyKeys(where, repeat, ['text', 'times']);
      return {
        kind: 'repeat',
        text: field.text(`${where}.text`, repeat.text),
        times: field.number(`${where}.times`, repeat.times),
      };
    },
  },
  oneWrite: { parse: (value, _step, where) => ({ kind: 'oneWrite', text: field.text(where, value) }) },
  splitUtf8: { parse: (value, _step, where) => ({ kind: 'splitUtf8', text: field.text(where, value) }) },
  brokenUtf8: { parse: (value, _step, where) => ({ kind: 'brokenUtf8', text: field.text(where, value) }) },
  noDeltas: bare({ kind: 'noDeltas' }),
  message: bare({ kind: 'message' }),
  replay: bare({ kind: 'replay' }),
  snapshot: bare({ kind: 'snapshot' }),
  stop: { parse: (value, _step, where) => ({ kind: 'stop', reason: field.text(where, value) }) },
  usage: {
    parse: (value, _step, where) => ({
      kind: 'usage',
      usage: value === null ? null : field.object(where, value),
    }),
  },
  credits: { parse: (value, _step, where) => ({ kind: 'credits', credits: field.number(where, value) }) },
  tools: {
    parse: (value, _step, where) => ({
      kind: 'tools',
      calls: field.list(where, value).map((call, index) => toolCall(call, `${where}[${index}]`)),
    }),
  },
  subagent: { parse: (value, _step, where) => ({ kind: 'subagent', text: field.text(where, value) }) },
  echo: {
    parse: (value, _step, where) => ({
      kind: 'echo',
      of: field.oneOf(where, value, ['input', 'sha256', 'system', 'history', 'policy']),
    }),
  },
  sleep: { parse: (value, _step, where) => ({ kind: 'sleep', ms: field.number(where, value) }) },
  queued: { parse: (value, _step, where) => ({ kind: 'queued', fields: field.object(where, value) }) },
  retry: { parse: (value, _step, where) => ({ kind: 'retry', fields: field.object(where, value) }) },
  error: {
    beside: ['message', 'status'],
    parse: (value, step, where) => ({
      kind: 'error',
      error: field.oneOf(where, value, assistantErrors),
      message: field.optional(field.text, `${where} message`, step.message),
      status: field.optional(field.number, `${where} status`, step.status),
    }),
  },
  resultError: {
    parse: (value, _step, where) => {
      const { subtype, errors, ...fields } = field.object(where, value);
      return {
        kind: 'resultError',
        subtype: field.text(`${where}.subtype`, subtype ?? 'error_during_execution'),
        errors: field
          .list(`${where}.errors`, errors ?? [])
          .map((error) => field.text(`${where}.errors`, error)),
        fields,
      };
    },
  },
  raw: { parse: (value, _step, where) => ({ kind: 'raw', text: field.text(where, value) }) },
  bytes: {
    parse: (value, _step, where) => ({
      kind: 'bytes',
      data: Buffer.from(field.text(where, value), 'base64'),
    }),
  },
  line: { parse: (value, _step, where) => ({ kind: 'line', line: field.object(where, value) }) },
  longLine: { parse: (value, _step, where) => ({ kind: 'longLine', bytes: field.number(where, value) }) },
  halfLine: bare({ kind: 'halfLine' }),
  hang: bare({ kind: 'hang' }),
  exit: { parse: (value, _step, where) => ({ kind: 'exit', code: field.number(where, value) }) },
  signal: { parse: (value, _step, where) => ({ kind: 'signal', signal: signalName(where, value) }) },
  fork: { parse: (value, _step, where) => forkStep(where, value) },
  ignoreSigterm: bare({ kind: 'ignoreSigterm' }),
  stderr: {
    beside: ['times'],
    parse: (value, step, where) => ({
      kind: 'stderr',
      text: field.text(where, value),
      times: field.optional(field.number, `${where} times`, step.times) ?? 1,
    }),
  },
};

export function signalName(where: string, value: unknown): NodeJS.Signals {
  return field.oneOf(where, value, Object.keys(constants.signals) as NodeJS.Signals[]);
}

export function forkStep(where: string, value: unknown): Extract<Step, { kind: 'fork' }> {
  const fork = field.object(where, value);
  field.onlyKeys(where, fork, ['seconds', 'detached']);
  return {
    kind: 'fork',
    seconds: field.number(`${where}.seconds`, fork.seconds ?? 60),
    detached: field.optional(field.boolean, `${where}.detached`, fork.detached) ?? false,
  };
}

function parseStep(value: unknown, index: number): Step {
  const step = field.object(`step ${index + 1}`, value);
  // "error" has a "message" beside it and "stderr" has "times": the first key names the step.
  const name = Object.keys(step)[0];
  const rule = name === undefined ? undefined : rules[name];
  if (name === undefined || !rule) {
    throw new ScriptError(
      `step ${index + 1}: unknown step "${name ?? ''}" (known: ${Object.keys(rules).join(', ')})`,
    );
  }
  const where = `step ${index + 1} (${name})`;
  field.onlyKeys(where, step, [name, ...(rule.beside ?? [])]);
  return rule.parse(step[name], step, where);
}

/** Check a list of steps; throws ScriptError naming the step and the key at fault. */
export function parseSteps(value: unknown): Step[] {
  return field.list('script', value).map(parseStep);
}
