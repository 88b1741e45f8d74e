import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallTextScanner } from './call-text-scanner.ts';

const tools = new Set(['look', 'find']);

/** Text and calls out of a text that comes in these pieces; neighbouring text joined. */
function scan(pieces: readonly string[]) {
  const scanner = createCallTextScanner(tools);
  const out = [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.flush()];
  const calls = out.filter((item) => typeof item !== 'string');
  return {
    text: out.filter((item) => typeof item === 'string').join(''),
    calls: calls.map(({ name, arguments: json }) => [name, JSON.parse(json)]),
  };
}
const LOOK = ['look', { a: 1 }];

describe('calls in text', () => {
  it.each([
    [
      'fenced, as asked for',
      'Well.\n```tool_calls\n[{"name":"look","arguments":{"a":1}}]\n```',
      'Well.\n',
      [LOOK],
    ],
    [
      'several in a list',
      '```tool_calls\n[{"name":"look","arguments":{"a":1}},{"name":"find","arguments":{}}]\n```',
      '',
      [LOOK, ['find', {}]],
    ],
    [
      'one per line',
      '```tool_calls\n{"name":"look","arguments":{"a":1}}\n{"name":"find","arguments":{}}\n```',
      '',
      [LOOK, ['find', {}]],
    ],
    ['in a json fence', 'So:\n```json\n{"name": "look", "parameters": {"a": 1}}\n```\n', 'So:\n', [LOOK]],
    [
      'in a fence without a language',
      '```\n{"tool_calls":[{"function":{"name":"look","arguments":"{\\"a\\":1}"}}]}\n```',
      '',
      [LOOK],
    ],
    ['in tags', 'Ok\n<tool_call>\n{"name":"look","arguments":{"a":1}}\n</tool_call>', 'Ok\n', [LOOK]],
    ['bare, on a line of its own', 'Ok\n{"name":"look","arguments":{"a":1}}', 'Ok\n', [LOOK]],
    ['with braces in strings', '{"name":"look","arguments":{"a":"}{\\"]"}}', '', [['look', { a: '}{"]' }]]],
    ['in a fence that was never closed', '```tool_calls\n[{"name":"look","arguments":{"a":1}}]', '', [LOOK]],
    [
      'with text around',
      'Before\n```tool_calls\n[{"name":"look","arguments":{"a":1}}]\n```\nAfter',
      'Before\nAfter',
      [LOOK],
    ],
  ])('are found %s, however the text is cut', (_, source, text, calls) => {
    expect(scan([source])).toEqual({ text, calls });
    expect(scan([...source])).toEqual({ text, calls });
    fc.assert(
      fc.property(fc.array(fc.nat({ max: source.length }), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts, source.length].sort((a, b) => a - b);
        expect(scan(places.slice(1).map((end, index) => source.slice(places[index], end)))).toEqual({
          text,
          calls,
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['code in another language', 'See:\n```python\nprint({"name": "look"})\n```\nDone.'],
    ['JSON that is no call', 'See:\n```json\n{"name": "nobody", "arguments": {}}\n```\nDone.'],
    ['a call of a tool that was not offered', '```tool_calls\n[{"name":"rm","arguments":{}}]\n```'],
    ['a list of which one is no call', '[{"name":"look","arguments":{}}, {"name":"rm","arguments":{}}]'],
    ['an object in the middle of a line', 'Use {"name":"look","arguments":{}} like so.'],
    ['braces that never close', 'Say {\n{ and { again'],
    ['a lone fence', 'Text\n```'],
    ['a list of things', '- one\n- [two](x)\n[3] three\n'],
  ])('are not seen in %s: it goes out unchanged', (_, source) => {
    expect(scan([source])).toEqual({ text: source, calls: [] });
    expect(scan([...source])).toEqual({ text: source, calls: [] });
  });

  it('let text through at once until one may begin', () => {
    const scanner = createCallTextScanner(tools);
    expect(scanner.push('Let me ')).toEqual(['Let me ']);
    expect(scanner.push('see.\n``')).toEqual(['see.\n']);
    expect(scanner.push('`js\nx')).toEqual(['```js\n', 'x']);
  });

  it('never lose or change a text without calls', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('```', '\n', '{', '}', '[', ']', '"', '<tool_call>', '</tool_call>', 'json', ' ', '\\'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(scan(pieces)).toEqual({ text: pieces.join(''), calls: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});
