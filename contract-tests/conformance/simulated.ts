import { afterEach, expect } from 'vitest';
import { type Cli, type CliOptions, type Line, objectIn, startCli } from './cli.ts';
import { simulator } from './program.ts';

export const token = { type: 'accessToken', accessToken: 'conformance-inert' };
const running: Cli[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((cli) => cli.stop()));
});

/** A simulator that is stopped after the test. */
export function start(
  scenario: object = {},
  options: CliOptions = {},
  env: Record<string, string> = {},
): Cli {
  const cli = startCli(simulator(scenario, env), { payload: token, ...options });
  running.push(cli);
  return cli;
}

/** One that has been through initialize. */
export async function ready(scenario: object = {}, options: CliOptions = {}, bind: Line = {}): Promise<Cli> {
  const cli = start(scenario, options);
  const answer = await cli.request('initialize', { supportsCatalogReadyInitialize: true, ...bind });
  expect(answer.subtype).toBe('success');
  return cli;
}

export function scripted(...steps: object[]): string {
  return `Go. <simulate>${JSON.stringify(steps)}</simulate>`;
}

export function results(cli: Cli): Line[] {
  return cli.lines.filter((line) => line.type === 'result');
}

export function events(cli: Cli): Line[] {
  return cli.lines.filter((line) => line.type === 'stream_event').map((line) => objectIn(line.event));
}

export function deltas(cli: Cli): Line[] {
  return events(cli).map((event) => objectIn(event.delta));
}

export function streamed(cli: Cli): string {
  return deltas(cli)
    .map((delta) => delta.text ?? '')
    .join('');
}

/** Say something and wait for the result of that turn. */
export async function turn(cli: Cli, text: string): Promise<Line> {
  const before = results(cli).length;
  cli.say(text);
  await cli.until((line) => line.type === 'result' && results(cli).length > before);
  return objectIn(results(cli).at(-1));
}
