import { describe, expect, it } from 'vitest';
import { createMetricsHistory } from './metrics-history.ts';

const NOON = 1_700_000_400;

/** A history and its clock, in seconds since 1970; the start is a multiple of all points' lengths. */
function historyAt(start = NOON, maxModels = 32) {
  const clock = { seconds: start };
  const history = createMetricsHistory({
    stepSeconds: 10,
    steps: 360,
    maxModels,
    now: () => clock.seconds * 1000,
  });
  const succeed = (model?: string) => history.requestEnded({ model, outcome: 'succeeded' });
  const succeeded = (minutes = 60, model?: string) => history.read({ minutes, model }).series.succeeded;
  return { clock, history, succeed, succeeded };
}

function sumOf(column: readonly number[]): number {
  return column.reduce((sum, value) => sum + value, 0);
}

const GAUGES = { serverMemoryBytes: 5, childrenMemoryBytes: undefined, busyProcesses: 1, queuedRequests: 0 };

describe('the history of metrics', () => {
  it('is empty at first: zeros where things are counted, nulls where they are measured', () => {
    const { history } = historyAt();
    const { stepSeconds, models, series } = history.read({ minutes: 1 });
    expect({ stepSeconds, models }).toEqual({ stepSeconds: 10, models: [] });
    const zeros = [0, 0, 0, 0, 0, 0];
    const nulls = [null, null, null, null, null, null];
    expect(series).toEqual({
      time: [-50, -40, -30, -20, -10, 0].map((offset) => NOON + offset),
      succeeded: zeros,
      clientErrors: zeros,
      serverErrors: zeros,
      cancelled: zeros,
      firstTokenP50Ms: nulls,
      firstTokenP95Ms: nulls,
      queueWaitP50Ms: nulls,
      queueWaitP95Ms: nulls,
      promptTokens: zeros,
      completionTokens: zeros,
      tokensPerSecond: nulls,
      credits: zeros,
      serverMemoryBytes: nulls,
      childrenMemoryBytes: nulls,
      busyProcesses: nulls,
      queuedRequests: nulls,
    });
  });

  it('adds up what ended in a step', () => {
    const { clock, history } = historyAt();
    const answer = { model: 'auto', outcome: 'succeeded', queueWaitMs: 0, credits: 0.1 } as const;
    history.requestEnded({
      ...answer,
      firstTokenMs: 100,
      promptTokens: 10,
      completionTokens: 40,
      answeringMs: 1000,
    });
    history.requestEnded({
      ...answer,
      firstTokenMs: 900,
      promptTokens: 5,
      completionTokens: 20,
      answeringMs: 2000,
    });
    history.requestEnded({ ...answer, completionTokens: 1000, credits: 0.1 });
    clock.seconds += 10;
    history.requestEnded({ model: 'auto', outcome: 'clientError' });
    history.requestEnded({ model: undefined, outcome: 'serverError' });
    history.requestEnded({ model: 'auto', outcome: 'cancelled', promptTokens: Number.NaN, credits: -1 });
    const { series } = history.read({ minutes: 1 });
    const lastTwo = Object.fromEntries(
      Object.entries(series).map(([name, column]) => [name, column.slice(-2)]),
    );
    expect(lastTwo).toMatchObject({
      time: [NOON, NOON + 10],
      succeeded: [3, 0],
      clientErrors: [0, 1],
      serverErrors: [0, 1],
      cancelled: [0, 1],
      queueWaitP50Ms: [0, null],
      queueWaitP95Ms: [0, null],
      promptTokens: [15, 0],
      completionTokens: [1060, 0],
      tokensPerSecond: [20, null],
      credits: [0.3, 0],
    });
    const [median, almostAll] = [series.firstTokenP50Ms.at(-2), series.firstTokenP95Ms.at(-2)] as number[];
    expect(Math.abs((median as number) - 100)).toBeLessThan(6);
    expect(Math.abs((almostAll as number) - 900)).toBeLessThan(54);
  });

  it.each([
    [1, 10, 6],
    [20, 10, 120],
    [21, 20, 63],
    [60, 30, 120],
    [600, 30, 120],
  ])('looks back %d minutes in points of %d seconds, %d of them', (minutes, stepSeconds, points) => {
    const { history, succeed } = historyAt();
    succeed();
    const view = history.read({ minutes });
    expect(view.stepSeconds).toBe(stepSeconds);
    for (const column of Object.values(view.series)) expect(column).toHaveLength(points);
    expect(view.series.succeeded.at(-1)).toBe(1);
    expect(view.series.time.map((time) => time % stepSeconds)).toEqual(Array(points).fill(0));
    expect(view.series.time.at(-1)).toBe(NOON);
  });

  it('loses nothing when it merges steps, and forgets after an hour', () => {
    const { clock, succeed, succeeded } = historyAt();
    for (let step = 0; step < 360; step += 1) {
      succeed();
      clock.seconds += 10;
    }
    clock.seconds -= 10;
    expect(succeeded()).toEqual(Array(120).fill(3));
    clock.seconds += 10;
    expect(succeeded().slice(-2)).toEqual([3, 0]);
    clock.seconds += 3600;
    expect(sumOf(succeeded())).toBe(0);
  });

  it('does not change the shape of the past as time goes by', () => {
    const { clock, succeed, succeeded } = historyAt();
    succeed();
    clock.seconds += 30;
    succeed();
    const shapes = [0, 10, 20].map((later) => {
      clock.seconds = NOON + 30 + later;
      return succeeded().slice(-2);
    });
    expect(shapes).toEqual(Array(3).fill([1, 1]));
  });

  it('tells models apart', () => {
    const { clock, history, succeed, succeeded } = historyAt();
    succeed('b');
    succeed('a');
    succeed('a');
    succeed();
    expect(history.read({ minutes: 60 }).models).toEqual(['a', 'b']);
    expect(['a', 'b', 'c', undefined].map((model) => sumOf(succeeded(60, model)))).toEqual([2, 1, 0, 4]);
    clock.seconds += 3000;
    succeed('b');
    clock.seconds += 1000;
    expect(history.read({ minutes: 60 }).models).toEqual(['b']);
  });

  it('counts models together that are too many', () => {
    const { clock, history, succeed, succeeded } = historyAt(NOON, 2);
    for (const model of ['a', 'b', 'c', 'd', 'a', '__proto__']) succeed(model);
    expect(history.read({ minutes: 60 }).models).toEqual(['a', 'b', 'other']);
    expect(['a', 'c', 'other'].map((model) => sumOf(succeeded(60, model)))).toEqual([2, 0, 3]);
    clock.seconds += 3600;
    succeed('c');
    expect(history.read({ minutes: 60 }).models).toEqual(['c']);
  });

  it('keeps the most that its gauges have shown, whatever the model', () => {
    const { clock, history } = historyAt();
    history.gauge({ ...GAUGES, busyProcesses: 3 });
    history.gauge({ ...GAUGES, childrenMemoryBytes: 7 });
    clock.seconds += 10;
    history.gauge({ ...GAUGES, queuedRequests: 9 });
    const { series } = history.read({ minutes: 1, model: 'none' });
    expect(series.serverMemoryBytes).toEqual([null, null, null, null, 5, 5]);
    expect(series.childrenMemoryBytes.slice(-2)).toEqual([7, null]);
    expect(series.busyProcesses.slice(-2)).toEqual([3, 1]);
    clock.seconds += 10;
    const merged = history.read({ minutes: 60 }).series;
    expect([merged.busyProcesses.at(-1), merged.queuedRequests.at(-1)]).toEqual([3, 9]);
  });

  it('goes on in the same step when its clock is set back a little', () => {
    const { clock, history, succeed, succeeded } = historyAt();
    succeed();
    clock.seconds -= 30;
    succeed();
    expect(succeeded().at(-1)).toBe(2);
    expect(history.read({ minutes: 1 }).series.time.at(-1)).toBe(NOON);
  });

  it('forgets the future when its clock is set back far, and keeps what came before', () => {
    const { clock, history, succeed, succeeded } = historyAt();
    succeed('a');
    clock.seconds += 1800;
    succeed('b');
    clock.seconds -= 1200;
    expect(sumOf(succeeded())).toBe(1);
    expect(history.read({ minutes: 1 }).models).toEqual(['a']);
    clock.seconds += 1200;
    expect(sumOf(succeeded())).toBe(1);
    clock.seconds = 0;
    succeed();
    expect(sumOf(succeeded())).toBe(1);
  });

  it('is empty after a leap of its clock', () => {
    const { clock, succeed, succeeded } = historyAt();
    succeed('a');
    clock.seconds = 4e12;
    expect(sumOf(succeeded())).toBe(0);
    succeed('a');
    expect(succeeded().at(-1)).toBe(1);
  });
});
