import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(level: string, isKept = true) {
  const shown: string[] = [];
  const kept: string[] = [];
  let redactions = 0;
  const redact = (text: string): string => {
    redactions += 1;
    return text.replaceAll('a-secret', '[redacted]');
  };
  const systemLog = { push: (line: string) => void kept.push(line) };
  const log = createLogger(
    level,
    redact,
    { write: (line) => void shown.push(line) },
    isKept ? systemLog : undefined,
  );
  log.trace('t');
  log.debug('d');
  log.info({ password: 'x' }, 'i of a-secret');
  log.child({ source: 'part' }).error('e');
  const messages = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).msg);
  return { shown: messages(shown), kept: messages(kept), lines: [...shown, ...kept].join(''), redactions };
}

describe('the logger', () => {
  const INFO = 'i of [redacted]';

  it.each([
    ['trace', ['t', 'd', INFO, 'e']],
    ['debug', ['d', INFO, 'e']],
    ['info', [INFO, 'e']],
    ['error', ['e']],
    ['silent', []],
  ])('at %s shows what is as high, and keeps what is at least debug', (level, expected) => {
    const { shown, kept } = logged(level);
    expect(shown).toEqual(expected);
    expect(kept).toEqual(['d', INFO, 'e']);
    expect(logged(level, false)).toMatchObject({ shown: expected, kept: [] });
  });

  it('lets no secret through, whoever passes it, and looks at each line once', () => {
    const { lines, redactions } = logged('debug');
    expect(lines).not.toMatch(/a-secret|"password":"x"/);
    expect(redactions).toBe(3);
  });
});
