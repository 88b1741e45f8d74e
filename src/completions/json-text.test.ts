import { describe, expect, it } from 'vitest';
import { jsonIn } from './json-text.ts';

describe('the JSON in an answer', () => {
  it.each([
    ['alone', '{"a":1}'],
    ['between blanks', ' \n{"a":1}\n '],
    ['fenced', '```json\n{"a":1}\n```'],
    ['fenced without a language', '```\n{"a":1}\n```'],
    ['fenced, in capitals, indented', 'Here:\n  ```JSON \n  {"a":1}\n  ```\nDone [x].'],
    ['fenced, with empty lines', '```json\n\n\n{"a":1}\n\n\n```'],
    ['after a fence of another language', '```ts\nconst x = {};\n```\n```json\n{"a":1}\n```'],
    ['with text around it', 'Sure: {"a":1} is it.'],
  ])('is found %s', (_, answer) => {
    expect(jsonIn(answer)?.value).toEqual({ a: 1 });
  });

  it('may hold a fence in a text', () => {
    const value = { code: '```\nx\n```' };
    expect(jsonIn(`\`\`\`json\n${JSON.stringify(value)}\n\`\`\``)?.value).toEqual(value);
  });

  it.each(['', 'none', '```json\n{"a":\n```', '```', '```json', '{'])('is not made up in %j', (answer) => {
    expect(jsonIn(answer)).toBeUndefined();
  });
});
