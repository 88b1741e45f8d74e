import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ArgumentError, parseArguments } from './arguments.ts';

function exitCode(...argv: string[]): number {
  try {
    parseArguments(argv, {});
  } catch (error) {
    if (error instanceof ArgumentError) return error.exitCode;
    throw error;
  }
  return 0;
}

describe('parseArguments', () => {
  it('reads what a host passes', () => {
    const argv = '--print --input-format stream-json --output-format=stream-json --max-turns 2 -m lite'.split(
      ' ',
    );
    const args = parseArguments([...argv, '--tools', '', '--permission-mode', 'dont_ask'], {});
    expect(args).toMatchObject({ streaming: true, maxTurns: 2, model: 'lite', permissionMode: 'dontAsk' });
  });

  it('adds up lists, which hosts give in one or in several uses of a flag', () => {
    const argv = [
      '--allowed-tools',
      'a,b',
      '--allowed-tools',
      'c',
      '--disallowed-tools',
      'd',
      '--model',
      'x',
    ];
    const args = parseArguments([...argv, '--model', 'y'], {});
    expect(args).toMatchObject({ allowedTools: ['a', 'b', 'c'], disallowedTools: ['d'], model: 'y' });
  });

  it('lets a flag beat the environment', () => {
    expect(parseArguments([], { QODER_MODEL: 'auto' }).model).toBe('auto');
    expect(parseArguments(['--model', ''], { QODER_MODEL: 'auto' }).model).toBe('');
  });

  it.each([
    ['--reasoning-effort', 'bogus'],
    ['--thinking', 'bogus'],
    ['--thinking-budget', '0'],
    ['--context-window', '200K'],
    ['--max-model-request-retries', 'abc'],
    ['--max-turns', '-1'],
    ['--setting-sources', 'system'],
    ['--permission-mode', 'bogus'],
    ['--proxy', 'nonsense'],
    ['--settings', '/nowhere/settings.json'],
    ['--mcp-config', '{'],
    ['--temperature', '1'],
    ['--model'],
  ])('refuses %s %s', (...argv) => {
    expect(exitCode(...argv)).toBe(1);
  });

  it.each([
    ['--reasoning-effort', 'xhigh'],
    ['--max-output-tokens', 'garbage'],
    ['--max-model-request-retries', '-1'],
    ['--setting-sources', ''],
    ['--setting-sources', 'user,project'],
    ['--cwd', tmpdir()],
  ])('accepts %s %s', (...argv) => {
    expect(exitCode(...argv)).toBe(0);
  });

  it('has its own code for a bad session or folder', () => {
    expect(exitCode('--session-id', 'x')).toBe(42);
    expect(exitCode('--cwd', '/nowhere')).toBe(42);
  });
});
