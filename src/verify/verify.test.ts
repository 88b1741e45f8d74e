import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { CliMessage } from '../qodercli/messages.ts';
import { parseArguments } from './arguments.ts';
import type { Seen } from './conversation.ts';
import { type Finding, judge } from './finding.ts';
import { scriptOf } from './fixture.ts';
import { orderOf } from './lines.ts';
import { createAnonymizer, reportOf } from './report.ts';
import { markdownOf, tableOf } from './table.ts';

const question = { question: 'streaming', assumed: 'text comes in deltas', advice: 'Nothing can be set.' };
const event = (fields: object): CliMessage => ({
  type: 'stream_event',
  event: fields,
  parent_tool_use_id: null,
});
const start = (id: string): CliMessage => event({ type: 'message_start', message: { id } });
const delta = event({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'x' } });

function answer(id: string, block: object, fields: object = {}): CliMessage {
  return { type: 'assistant', parent_tool_use_id: null, message: { id, content: [block], ...fields } };
}

function seen(...lines: readonly CliMessage[]): Seen {
  return {
    text: '',
    thinking: '',
    calls: [],
    stopReason: null,
    usage: undefined,
    credits: undefined,
    failure: undefined,
    lines,
    textDeltas: 0,
    policies: 0,
    notices: [],
    milliseconds: 1,
  };
}

describe('a judgement', () => {
  it('says what to do where something differs, and only there', () => {
    expect(judge(question, true, '5 deltas')).toEqual({
      question: 'streaming',
      assumed: 'text comes in deltas',
      seen: '5 deltas',
      verdict: 'as_assumed',
    });
    expect(judge(question, false, 'none')).toMatchObject({
      verdict: 'differs',
      advice: 'Nothing can be set.',
    });
  });
});

describe('the tables', () => {
  const findings: readonly Finding[] = [
    judge(question, false, `a|b ${'word '.repeat(30)}`),
    { question: 'model', assumed: 'nothing', seen: 'z'.repeat(100), verdict: 'noted' },
  ];

  it('keep to their width, lose no word and count', () => {
    const table = tableOf(findings);
    for (const line of table.split('\n').filter((one) => !one.includes('->') && !one.startsWith('As ')))
      expect(line.length).toBeLessThanOrEqual(120);
    expect(table.match(/word/g)).toHaveLength(30);
    expect(table.match(/z/g)).toHaveLength(100);
    expect(table).toContain('-> Nothing can be set.');
    expect(table).toContain('As assumed: 0. Differs: 1. Failed: 0. Noted: 1.');
  });

  it('have one row of Markdown for each finding, whatever it says', () => {
    const rows = markdownOf(findings).split('\n').slice(2);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });
});

describe('the report', () => {
  it('holds neither secrets nor the home folder', () => {
    const facts = { gateway: '1', cli: '1.1.52', model: 'auto', turns: 3, credits: 0.5 };
    const findings = [judge(question, false, `secret-4711 in ${homedir()}/x`)];
    const report = reportOf(
      facts,
      findings,
      createAnonymizer((text) => text.replaceAll('secret-4711', '[redacted]')),
    );
    expect(report).toContain('3 turns, 0.5 credits');
    expect(report).toContain('[redacted]');
    expect(report).not.toContain('secret-4711');
    expect(report).not.toContain(`${homedir()}/x`);
  });
});

describe('the order of lines', () => {
  it('is told once for each run of the same kind, and is bounded', () => {
    const lines = [start('m'), delta, delta, answer('m', { type: 'text', text: 'x' }), { type: 'result' }];
    expect(orderOf(lines)).toBe('message_start text_delta x2 assistant(text) result');
    const many = Array.from({ length: 100 }, (_, index) => ({ type: index % 2 === 0 ? 'a' : 'b' }));
    expect(orderOf(many).split(' ')).toHaveLength(41);
  });
});

describe('a recorded script', () => {
  const usage = { input_tokens: 5, output_tokens: 2, credits: 0.25 };

  it('holds each message once, with its blocks, calls and counts', () => {
    const text = answer('m1', { type: 'text', text: 'Let me look.' });
    const call = answer(
      'm1',
      { type: 'tool_use', id: 'c1', name: 'look', input: { at: 1 } },
      { stop_reason: 'tool_use', usage },
    );
    const last = answer('m2', { type: 'text', text: 'Done' }, { stop_reason: 'max_tokens', usage });
    const script = scriptOf([
      seen(start('m1'), delta, delta, text, text, call),
      seen(start('m2'), delta, last, last),
    ]);
    const counts = [{ usage: { input_tokens: 5, output_tokens: 2 } }, { credits: 0.25 }];
    expect(script).toEqual([
      ...counts,
      { text: 'Let me look.', deltas: 2 },
      { tools: [{ name: 'look', input: { at: 1 }, id: 'c1' }] },
      ...counts,
      { text: 'Done' },
      { stop: 'max_tokens' },
    ]);
  });

  it('says where nothing was counted, where nothing was streamed, and how it failed', () => {
    const failed = {
      type: 'result',
      subtype: 'error_during_execution',
      is_error: true,
      errors: ['no'],
      error_code: 113,
    };
    expect(
      scriptOf([seen(answer('m', { type: 'text', text: 'Hi' }, { stop_reason: 'end_turn' }), failed)]),
    ).toEqual([
      { usage: null },
      { noDeltas: true },
      { text: 'Hi' },
      { resultError: { subtype: 'error_during_execution', errors: ['no'], error_code: 113 } },
    ]);
    const synthetic = { ...answer('s', { type: 'text', text: 'Slow down.' }), error: 'rate_limit' };
    expect(scriptOf([seen(synthetic)])).toEqual([{ error: 'rate_limit', message: 'Slow down.' }]);
  });
});

describe('the arguments', () => {
  it('are understood', () => {
    expect(parseArguments(['--yes', '--only', 'tools', '--idle-minutes', '0.5'])).toMatchObject({
      yes: true,
      only: 'tools',
      idleMinutes: 0.5,
    });
    expect(parseArguments([])).toMatchObject({ yes: false, idleMinutes: 6 });
  });

  it.each([
    [['x']],
    [['--only']],
    [['--idle-minutes', '-1']],
    [['--idle-minutes', 'x']],
    [['--backend', 'other']],
  ])('%j are not', (args) => {
    expect(parseArguments(args)).toBeUndefined();
  });
});
