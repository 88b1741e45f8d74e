import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createLineReader } from './line-reader.ts';

const session = { session_id: 'a5ea7f0e-1f3c-4a53-8f1e-5d6b2a0f6a11', parent_tool_use_id: null };

function delta(text: unknown, uuid: unknown, type = 'text_delta', more: object = {}): object {
  const field = type === 'thinking_delta' ? 'thinking' : 'text';
  const event = { type: 'content_block_delta', index: 0, delta: { type, [field]: text, ...more } };
  return { type: 'stream_event', event, ...session, uuid };
}

/** What each line is read as; its error's name where it cannot be read. */
function readAll(lines: readonly string[], read: (line: string) => unknown): readonly unknown[] {
  return lines.map((line) => {
    try {
      return read(line);
    } catch (error) {
      return (error as Error).name;
    }
  });
}

function expectSame(lines: readonly string[]): void {
  expect(readAll(lines, createLineReader())).toEqual(readAll(lines, (line) => JSON.parse(line)));
}

describe('the line reader', () => {
  it('reads every line as JSON.parse does', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"}},"session_id":"',
        '\\"}}',
        '","uuid":"',
        '\u0000',
        '\n',
        '',
        'a "quoted" word',
        '__proto__',
      ),
    );
    const uuid = fc.oneof(fc.uuid(), fc.constantFrom('', '"', '\\', 'plain', '{"'));
    const type = fc.constantFrom('text_delta', 'thinking_delta', 'input_json_delta');
    const more = fc.constantFrom({}, {}, {}, { text: 'another' }, { extra: '"}},"session_id":"' });
    const line = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(text, uuid, type, more).map((parts) => JSON.stringify(delta(...parts))),
      },
      { weight: 1, arbitrary: fc.json() },
      // No delta at all, though it looks like one.
      fc.tuple(text, uuid).map(([value, id]) => JSON.stringify(delta(null, id)).replace('null', value)),
      fc.tuple(uuid, fc.nat(200)).map(([id, cut]) => JSON.stringify(delta('Hello', id)).slice(0, cut)),
      // The uuid first, white space, other escapes.
      fc.tuple(text, fc.uuid()).map(([value, id]) => JSON.stringify({ uuid: id, ...delta(value, id) })),
      fc
        .tuple(text, fc.uuid())
        .map(([value, id]) => JSON.stringify(delta(value, id), null, 1).replaceAll('\n', '')),
      fc.uuid().map((id) => JSON.stringify(delta('x', id)).replace('"x"', '"\\u0061\\/"')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expectSame(lines);
      }),
      { numRuns: 500 },
    );
  });

  it('parses no more than the text of a delta that is like the last one', () => {
    const read = createLineReader();
    const lines = ['Hello', ' world', ' "quoted"\n'].map((text, index) =>
      JSON.stringify(delta(text, `id-${index}`)),
    );
    read(lines[0] ?? '');
    const parse = vi.spyOn(JSON, 'parse');
    for (const line of lines.slice(1)) read(line);
    const given = parse.mock.calls.map(([text]) => text);
    parse.mockRestore();
    expect(given).toEqual(['" world"', '" \\"quoted\\"\\n"']);
  });

  it('reads on through the blocks of a message', () => {
    const lines = ['thinking_delta', 'text_delta', 'thinking_delta', 'text_delta'].flatMap((type) =>
      [1, 2, 3].map((index) => JSON.stringify(delta(`${type} ${index}`, `id-${index}`, type))),
    );
    const parse = vi.spyOn(JSON, 'parse');
    const read = createLineReader();
    for (const line of lines) read(line);
    const whole = parse.mock.calls.filter(([text]) => lines.includes(text)).length;
    parse.mockRestore();
    expect(whole).toBe(4);
    expectSame(lines);
  });

  it('gives up on a CLI that writes otherwise, and reads it all the same', () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      JSON.stringify({ uuid: `id-${index}`, ...delta('Hello', `id-${index}`) }),
    );
    const parse = vi.spyOn(JSON, 'parse');
    const read = createLineReader();
    for (const line of lines) read(line);
    const probes = parse.mock.calls.length - lines.length;
    parse.mockRestore();
    expect(probes).toBeLessThan(10);
    expectSame(lines);
  });
});
