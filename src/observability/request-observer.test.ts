import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestLog } from './request-log.ts';
import { createRequestLog } from './request-log.ts';
import { createRequestObserver, type FinishedTurn, type RequestObserver } from './request-observer.ts';
import type { EndedRequest } from './request-tally.ts';

const MODEL = { requestedModel: 'gpt-4o', model: 'auto', tier: 'alias', stream: true } as const;
const SENT = { admittedMs: 5, processMs: 20, sentMs: 30, continued: false, pid: 7 } as const;
const turn = (
  fields: Partial<FinishedTurn> = {},
  usage: Partial<FinishedTurn['usage']> = {},
): FinishedTurn => ({
  finishReason: 'stop',
  credits: 1,
  usage: { source: 'reported', promptTokens: 10, cachedTokens: 2, completionTokens: 4, ...usage },
  ...fields,
});

let now: number;
let log: RequestLog;
let ended: EndedRequest[];
let observer: RequestObserver;
const detail = () => log.detail('r');

beforeEach(() => {
  now = 1_000;
  ended = [];
  log = createRequestLog({ maxEntries: 10, maxBodyBytes: 1_000, redact: (text) => text });
  const record = log.begin({ id: 'r', method: 'POST', path: '/v1', client: undefined, receivedAt: 0 });
  observer = createRequestObserver(record, { requestEnded: (request) => ended.push(request) }, () => now);
});

describe('the observer of a request', () => {
  it('tells the log all that happens, with times since the request came in', () => {
    observer.dispatched('createChatCompletion', 'alice');
    observer.received({ model: 'gpt-4o' });
    observer.resolved(MODEL);
    observer.asked('Hello');
    // The turn was asked for 100 ms after the request had come.
    now += 130;
    observer.sent(SENT);
    now += 70;
    observer.firstPart(100);
    observer.reasoning('hm');
    observer.text('one ');
    observer.text('two');
    observer.toolCall({ index: 0, id: 'c1', name: 'look' });
    observer.toolArguments(0, '{}');
    observer.finished(turn());
    now += 800;
    observer.ended(200);
    expect(detail()).toMatchObject({
      requestJson: '{"model":"gpt-4o"}',
      text: 'one two',
      reasoning: 'hm',
      toolCalls: [{ id: 'c1', name: 'look', arguments: '{}' }],
      timings: { admittedMs: 105, processMs: 120, sentMs: 130, firstTokenMs: 200, endMs: 1_000 },
      resolution: 'alias',
      cachedTokens: 2,
      usageSource: 'reported',
      continued: false,
      processId: 7,
      errorCode: null,
      summary: {
        state: 'succeeded',
        status: 200,
        operation: 'createChatCompletion',
        key: 'alice',
        requestedModel: 'gpt-4o',
        model: 'auto',
        stream: true,
        promptPreview: 'Hello',
        finishReason: 'stop',
        promptTokens: 10,
        completionTokens: 4,
        credits: 1,
      },
    });
    expect(ended).toEqual([
      {
        model: 'auto',
        outcome: 'succeeded',
        firstTokenMs: 200,
        answeringMs: 800,
        queueWaitMs: 5,
        promptTokens: 10,
        completionTokens: 4,
        credits: 1,
      },
    ]);
  });

  it('gives the access log its fields', () => {
    observer.resolved(MODEL);
    observer.note({ user: 'u' });
    observer.sent({ ...SENT, admittedMs: 4.6 });
    observer.firstPart(12.3);
    observer.finished(turn());
    expect(observer.fields()).toMatchObject({
      ...MODEL,
      user: 'u',
      admittedMs: 5,
      firstPartMs: 12,
      pid: 7,
      finishReason: 'stop',
      credits: 1,
    });
  });

  it('keeps the operation of a request that has no key', () => {
    observer.dispatched('createChatCompletion', undefined);
    expect(detail()?.summary).toMatchObject({ operation: 'createChatCompletion', key: null });
    observer.dispatched('createChatCompletion', 'alice');
    expect(detail()?.summary.key).toBe('alice');
  });

  it('takes the times of the first try, and the text of the last', () => {
    observer.sent(SENT);
    observer.firstPart(1);
    observer.text('first try');
    now += 500;
    observer.withdrawn();
    observer.sent({ ...SENT, pid: 8 });
    observer.firstPart(1);
    observer.text('second try');
    expect(detail()).toMatchObject({ text: 'second try', processId: 7, timings: { firstTokenMs: 0 } });
  });

  it.each([
    [[turn(), turn({ finishReason: 'length', credits: 0.5 })], 1.5, 'reported', 'length'],
    [[turn({ credits: undefined }), turn({ credits: undefined })], null, 'reported', 'stop'],
    [[turn({ credits: undefined }), turn({ credits: 2 })], 2, 'reported', 'stop'],
    [[turn(), turn({}, { source: 'estimated' })], 2, 'estimated', 'stop'],
  ] as const)('sums up turns: %#', (turns, credits, usageSource, finishReason) => {
    for (const each of turns) observer.finished(each);
    const record = detail();
    expect(record).toMatchObject({ usageSource, cachedTokens: 4 });
    expect(record?.summary).toMatchObject({ credits, finishReason, promptTokens: 20, completionTokens: 8 });
  });
});

describe('the end of a request', () => {
  const refusal = (status: number) => ({ status, message: `refused ${status}`, code: 'code' });

  it.each([
    ['a success', undefined, 200, 'succeeded', 'succeeded'],
    ['a refusal', 429, 429, 'failed', 'clientError'],
    ['a fault', 502, 502, 'failed', 'serverError'],
    ['a fault after the head of a stream', 502, 200, 'failed', 'serverError'],
    ['a refusal after the head', 429, 200, 'failed', 'clientError'],
    ['an error that nobody told of', undefined, 500, 'failed', 'serverError'],
    ['a client that went away', undefined, 499, 'cancelled', 'cancelled'],
    ['one that went away from an error', 502, 499, 'cancelled', 'cancelled'],
  ] as const)('is %s', (_, refused, status, state, outcome) => {
    observer.resolved(MODEL);
    if (refused !== undefined) observer.refused(refusal(refused));
    observer.ended(status);
    expect(detail()?.summary).toMatchObject({ state, status });
    expect(ended).toMatchObject([{ outcome }]);
  });

  it('has the first error that was told', () => {
    observer.refused(refusal(504));
    observer.refused({ ...refusal(500), code: null });
    observer.ended(504);
    expect(detail()).toMatchObject({ errorCode: 'code', summary: { error: 'refused 504' } });
  });

  it('counts without a model only when it was refused', () => {
    observer.ended(401);
    expect(ended).toEqual([{ model: undefined, outcome: 'clientError' }]);
    const record = log.begin({
      id: 'l',
      method: 'GET',
      path: '/v1/models',
      client: undefined,
      receivedAt: 0,
    });
    const listing = createRequestObserver(record, { requestEnded: (request) => ended.push(request) });
    listing.ended(200);
    expect(ended).toHaveLength(1);
  });

  it('is counted nowhere without a history', () => {
    const record = log.begin({ id: 's', method: 'GET', path: '/', client: undefined, receivedAt: 0 });
    const uncounted = createRequestObserver(record, undefined);
    uncounted.resolved(MODEL);
    uncounted.ended(200);
    expect(log.summary('s')?.state).toBe('succeeded');
  });
});
