import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from './scenario.ts';

describe('loadScenario', () => {
  it('is ordinary without a script', () => {
    expect(loadScenario(undefined)).toMatchObject({ online: true, loggedIn: false, turn: undefined });
    expect(loadScenario('')).toMatchObject({ boot: { hang: false, delayMs: 0 } });
  });

  it('reads JSON, and files anew each time', () => {
    expect(loadScenario('{"network":"none"}').online).toBe(false);
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    const file = join(folder, 'script.json');
    writeFileSync(file, '{"boot":{"exit":3}}');
    expect(loadScenario(file).boot.exit).toBe(3);
    writeFileSync(file, '{"boot":{"exit":4}}');
    expect(loadScenario(file).boot.exit).toBe(4);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['{"bot":{}}', 'unknown key "bot"'],
    ['{"boot":{"exti":1}}', 'boot: unknown key "exti"'],
    ['{"network":"slow"}', 'network: expected one of online, none'],
    ['{"initialize":{"error":{}}}', 'initialize.error.message: expected a string'],
    ['{"protocol":2}', 'protocol: expected a string'],
    ['{"turn":[{"x":1}]}', 'unknown step "x"'],
    ['/nowhere/script.json', 'cannot be read'],
    ['{', 'cannot be read'],
  ])('names what is wrong with %s', (source, expected) => {
    expect(() => loadScenario(source)).toThrow(expected);
  });
});
