import { describe, expect, it } from 'vitest';
import { createRedactor } from '../observability/redactor.ts';
import { createStderrTail } from './stderr-tail.ts';

const SECRET = 'pt-very-secret-token-0123456789';
const redact = createRedactor([SECRET]);

function record(chunks: readonly (string | Buffer)[]) {
  const lines: string[] = [];
  const tail = createStderrTail(redact, (line) => lines.push(line));
  for (const chunk of chunks) tail.push(Buffer.from(chunk as string));
  tail.end();
  return { lines, text: tail.text() };
}

describe('the end of stderr', () => {
  it('reports whole lines, however they come', () => {
    expect(record(['a\nb', 'c\n\nd']).lines).toEqual(['a', 'bc', 'd']);
    const umlaut = Buffer.from('ü\n');
    expect(record([umlaut.subarray(0, 1), umlaut.subarray(1)]).lines).toEqual(['ü']);
  });

  it('shows nothing of a secret that comes in two chunks', () => {
    for (let at = 0; at <= SECRET.length; at += 1) {
      const { lines, text } = record([`token ${SECRET.slice(0, at)}`, `${SECRET.slice(at)} refused\n`]);
      expect(lines).toEqual(['token [redacted] refused']);
      expect(text).toBe('token [redacted] refused\n');
    }
  });

  it('shows nothing of a secret across the cut of a line', () => {
    for (let at = 500 - SECRET.length; at <= 500; at += 1) {
      const { lines } = record([`${' '.repeat(at)}${SECRET} refused\n`]);
      expect(lines[0]?.trim()).not.toMatch(/pt-|secret|0123/);
    }
  });

  it('shows nothing of a secret across the beginning of the tail', () => {
    for (let after = 4_080; after <= 4_660; after += 7) {
      const { text } = record([SECRET, 'x'.repeat(after)]);
      expect(text).not.toMatch(/[0-9]|token/);
      expect(text.endsWith('xxx')).toBe(true);
    }
  });

  it('shows nothing of a secret in a line of which only the beginning is kept', () => {
    const { lines } = record([`${' '.repeat(16_384 - 10)}${SECRET}\n`]);
    expect(lines.join('')).not.toContain('pt-');
  });

  it('reports fifty lines of a flood, and keeps the last of it', () => {
    const { lines, text } = record([`${'flood '.repeat(10)}\n`.repeat(10_000), 'the end']);
    expect(lines.length).toBe(50);
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text.endsWith('the end')).toBe(true);
  });
});
