import { describe, expect, it } from 'vitest';
import { ScriptError } from './script-fields.ts';
import { parseSteps } from './step-parser.ts';

function complaint(steps: unknown): string {
  try {
    parseSteps(steps);
  } catch (error) {
    if (error instanceof ScriptError) return error.message;
    throw error;
  }
  return 'no complaint';
}

describe('parseSteps', () => {
  it('reads every step of the language', () => {
    const steps = [
      { text: 'a', deltas: 2, delayMs: 5 },
      { thinking: 'b' },
      { signature: true },
      { repeat: { text: 'x', times: 3 } },
      { oneWrite: 'c' },
      { splitUtf8: 'é' },
      { brokenUtf8: 'é' },
      { noDeltas: true },
      { message: true },
      { stop: 'max_tokens' },
      { usage: null },
      { usage: { input_tokens: 1 } },
      { credits: 2 },
      { tools: [{ name: 't', input: { a: 1 }, id: 'i' }] },
      { subagent: 'd' },
      { echo: 'sha256' },
      { sleep: 1 },
      { queued: {} },
      { retry: { attempt: 2 } },
      { error: 'rate_limit', message: 'm', status: 429 },
      { resultError: { subtype: 'error_max_turns', errors: ['e'], error_code: 1 } },
      { raw: 'r' },
      { bytes: 'AAE=' },
      { line: { type: 'x' } },
      { longLine: 10 },
      { halfLine: true },
      { hang: true },
      { exit: 1 },
      { signal: 'SIGKILL' },
      { fork: { seconds: 1, detached: true } },
      { ignoreSigterm: true },
      { stderr: 's', times: 2 },
    ];
    const kinds = parseSteps(steps).map((step) => step.kind);
    expect(kinds).toEqual(steps.map((step) => Object.keys(step)[0]));
  });

  it('fills in what a step leaves out', () => {
    expect(parseSteps([{ tools: [{ name: 't' }] }, { fork: {} }, { resultError: {} }])).toEqual([
      { kind: 'tools', calls: [{ name: 't', input: {}, id: undefined }] },
      { kind: 'fork', seconds: 60, detached: false },
      { kind: 'resultError', subtype: 'error_during_execution', errors: [], fields: {} },
    ]);
  });

  it.each([
    [[{ txet: 'a' }], 'step 1: unknown step "txet"'],
    [[{ text: 'a' }, {}], 'step 2: unknown step ""'],
    [[{ text: 'a', dealyMs: 1 }], 'step 1 (text): unknown key "dealyMs"'],
    [[{ text: 1 }], 'step 1 (text): expected a string, got 1'],
    [[{ hang: false }], 'step 1 (hang): expected true'],
    [[{ error: 'nope' }], 'step 1 (error): expected one of authentication_failed'],
    [[{ signal: 'SIGNOPE' }], 'step 1 (signal): expected one of'],
    [[{ tools: [{ nmae: 'x' }] }], 'step 1 (tools)[0]: unknown key "nmae"'],
    [[3], 'step 1: expected an object, got 3'],
    [{ text: 'a' }, 'script: expected an array'],
  ])('names what is wrong with %j', (steps, expected) => {
    expect(complaint(steps)).toContain(expected);
  });
});
