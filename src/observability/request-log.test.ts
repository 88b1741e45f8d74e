import { describe, expect, it } from 'vitest';
import { createRequestLog, type RequestLogChange } from './request-log.ts';

const SECRET = 'sk-secret-secret';

function logOf({ maxEntries = 10, maxBodyBytes = 4096 } = {}) {
  const log = createRequestLog({
    maxEntries,
    maxBodyBytes,
    redact: (text) => text.replaceAll(SECRET, '[redacted]'),
  });
  const begin = (id: string) =>
    log.begin({ id, method: 'POST', path: '/v1/chat/completions', client: 'tests/1.0', receivedAt: 1000 });
  const ids = () => log.summaries().map((summary) => summary.id);
  return { log, begin, ids };
}

const SUCCESS = { status: 200, durationMs: 12, outcome: 'succeeded' } as const;

describe('the request log', () => {
  it('shows a request from its beginning on', () => {
    const { log, begin } = logOf();
    begin('a');
    expect(log.summary('a')).toEqual({
      id: 'a',
      receivedAtMs: 1000,
      operation: null,
      state: 'running',
      status: null,
      durationMs: null,
      firstTokenMs: null,
      key: null,
      client: 'tests/1.0',
      requestedModel: null,
      model: null,
      stream: null,
      promptTokens: null,
      completionTokens: null,
      credits: null,
      finishReason: null,
      error: null,
      promptPreview: '',
      answerPreview: '',
    });
    expect(log.detail('a')).toMatchObject({ requestJson: null, text: '', toolCalls: [], processId: null });
    expect(log.summary('b')).toBeUndefined();
    expect(log.detail('b')).toBeUndefined();
  });

  it('takes down all of a request until it ends, and nothing after', () => {
    const { log, begin } = logOf();
    const record = begin('a');
    record.annotate({ operation: 'createChatCompletion', model: 'auto', stream: true, admittedMs: 1 });
    record.annotate({ model: undefined, firstTokenMs: 7, processId: 42, continued: false, credits: 0 });
    record.request({ model: 'gpt-4o', messages: [] });
    record.text('Hello, ');
    record.text('world');
    record.reasoning('They greet.');
    record.toolCall({ index: 0, id: 'call_1', name: 'look' });
    record.toolCall({ index: 1, id: 'call_2', name: 'go', argumentsDelta: '{}' });
    record.toolCall({ index: 0, argumentsDelta: '{"a":' });
    record.toolCall({ index: 0, argumentsDelta: '1}' });
    record.end(SUCCESS);
    const detail = log.detail('a');
    expect(detail).toMatchObject({
      summary: {
        state: 'succeeded',
        status: 200,
        durationMs: 12,
        model: 'auto',
        answerPreview: 'Hello, world',
      },
      requestJson: '{"model":"gpt-4o","messages":[]}',
      requestTruncated: false,
      text: 'Hello, world',
      textTruncated: false,
      reasoning: 'They greet.',
      toolCalls: [
        { id: 'call_1', name: 'look', arguments: '{"a":1}' },
        { id: 'call_2', name: 'go', arguments: '{}' },
      ],
      timings: { admittedMs: 1, processMs: null, sentMs: null, firstTokenMs: 7, endMs: 12 },
      continued: false,
      processId: 42,
    });
    record.annotate({ model: 'late' });
    record.request({ late: true });
    record.text('late');
    record.toolCall({ index: 5 });
    record.restart();
    record.end({ status: 500, durationMs: 99, outcome: 'failed' });
    expect(log.detail('a')).toEqual(detail);
  });

  it('forgets an answer that is tried again, but not the request', () => {
    const { log, begin } = logOf();
    const record = begin('a');
    record.request({ model: 'auto' });
    record.text('wrong');
    record.reasoning('hm');
    record.toolCall({ index: 0, name: 'wrong' });
    record.restart();
    record.text('right');
    expect(log.detail('a')).toMatchObject({
      requestJson: '{"model":"auto"}',
      text: 'right',
      reasoning: '',
      toolCalls: [],
    });
  });

  it('bounds calls, arguments and facts', () => {
    const { log, begin } = logOf({ maxBodyBytes: 1000 });
    const record = begin('a');
    record.annotate({
      promptPreview: 'p'.repeat(1e6),
      error: 'e'.repeat(1e6),
      requestedModel: 'm'.repeat(1e6),
    });
    for (let index = 0; index < 1000; index += 1) {
      record.toolCall({ index, id: 'i'.repeat(1000), name: 'n', argumentsDelta: 'x'.repeat(600) });
    }
    const { summary, toolCalls } = log.detail('a') ?? {};
    expect(summary?.promptPreview).toHaveLength(160);
    expect(summary?.error).toHaveLength(2048);
    expect(summary?.requestedModel).toHaveLength(256);
    expect(toolCalls).toHaveLength(64);
    expect(toolCalls?.map((call) => call.arguments.length).slice(0, 4)).toEqual([600, 600, 0, 0]);
    expect(toolCalls?.[0]?.id).toHaveLength(256);
  });

  it('lets no secret out', () => {
    const { log, begin } = logOf();
    const record = begin('a');
    record.annotate({
      error: `bad ${SECRET}`,
      requestedModel: SECRET,
      promptPreview: `${'x'.repeat(155)}${SECRET}`,
    });
    record.request({ key: SECRET, long: `${'y'.repeat(1020)}${SECRET}${'z'.repeat(9000)}` });
    for (const character of SECRET) {
      record.text(character);
      record.reasoning(character);
      record.toolCall({ index: 0, argumentsDelta: character });
    }
    record.toolCall({ index: 0, name: SECRET });
    record.end({ status: 400, durationMs: 1, outcome: 'failed' });
    const shown = JSON.stringify([log.detail('a'), ...log.details(), ...log.summaries()]);
    expect(shown).not.toContain('sk-');
    expect(log.detail('a')).toMatchObject({
      text: '[redacted]',
      reasoning: '[redacted]',
      toolCalls: [{ name: '[redacted]', arguments: '[redacted]' }],
    });
    expect(log.search(SECRET)).toEqual([]);
  });

  it('shows valid JSON even if a secret takes a part of the syntax along', () => {
    const log = createRequestLog({
      maxEntries: 1,
      maxBodyBytes: 1000,
      redact: (text) => text.replaceAll('secret\\', '[redacted]'),
    });
    log.begin({ id: 'a', method: 'POST', path: '/', client: undefined, receivedAt: 0 }).request(['secret\\']);
    expect(log.detail('a')?.requestJson).toBe('"[redacted]"');
  });

  it('drops the oldest that has ended, and a running one only if it must', () => {
    const { begin, ids } = logOf({ maxEntries: 3 });
    begin('a');
    const b = begin('b');
    const c = begin('c');
    c.end(SUCCESS);
    b.end(SUCCESS);
    begin('d');
    expect(ids()).toEqual(['d', 'c', 'a']);
    begin('e');
    expect(ids()).toEqual(['e', 'd', 'a']);
    begin('f');
    expect(ids()).toEqual(['f', 'e', 'd']);
  });

  it('keeps nothing if that is what is asked for', () => {
    const { log, begin } = logOf({ maxEntries: 0 });
    const record = begin('a');
    record.text('text');
    record.end(SUCCESS);
    expect([log.summaries(), log.counts()]).toEqual([[], { running: 0, total: 0 }]);
  });

  it('knows the newest of two requests with the same id', () => {
    const { log, begin, ids } = logOf();
    const old = begin('a');
    begin('b');
    begin('a').text('new');
    old.text('old');
    expect(ids()).toEqual(['a', 'b']);
    expect(log.detail('a')?.text).toBe('new');
  });

  it('clears what has ended and counts the rest', () => {
    const { log, begin, ids } = logOf();
    begin('a').end(SUCCESS);
    begin('b');
    begin('c').end(SUCCESS);
    expect(log.counts()).toEqual({ running: 1, total: 3 });
    expect(log.clear()).toBe(2);
    expect(ids()).toEqual(['b']);
    expect(log.counts()).toEqual({ running: 1, total: 1 });
  });

  it('finds text in any case in all parts of a request', () => {
    const { log, begin } = logOf();
    const record = begin('req-1');
    record.annotate({ key: 'laptop', model: 'auto', requestedModel: 'gpt-4o', error: 'Too (many) requests' });
    record.request({ content: 'line one\n"Quoted" C:\\temp' });
    record.text('An Answer.');
    record.reasoning('I think');
    record.toolCall({ index: 0, name: 'search_web', argumentsDelta: '{"q":"cats"}' });
    begin('req-2');
    for (const text of [
      'REQ-1',
      'LAPTOP',
      'Auto',
      'GPT-4o',
      'too (MANY)',
      'one\n"quoted" c:\\T',
      'answer.',
      'i THINK',
      'Search_Web',
      '"CATS"',
    ]) {
      expect(log.search(text).map((summary) => summary.id)).toEqual(['req-1']);
    }
    expect(log.search('tests/1').map((summary) => summary.id)).toEqual(['req-2', 'req-1']);
    expect(log.search('.*')).toEqual([]);
  });

  it('tells its listeners of each change while the request is in the log', () => {
    const { log, begin } = logOf({ maxEntries: 1 });
    const changes: RequestLogChange[] = [];
    const unsubscribe = log.subscribe((change) => changes.push(change));
    const a = begin('a');
    a.text('x');
    a.end(SUCCESS);
    a.text('late');
    const changed = (id: string) => ({ type: 'changed', id });
    expect(changes.splice(0)).toEqual([changed('a'), changed('a'), changed('a')]);
    const b = begin('b');
    begin('c');
    b.text('dropped');
    log.clear();
    expect(changes.splice(0)).toEqual([changed('b'), changed('c'), { type: 'cleared' }]);
    unsubscribe();
    begin('d');
    expect(changes).toEqual([]);
  });
});
