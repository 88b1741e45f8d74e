import fc from 'fast-check';

/** What the model answers, by recipe: large answers stay small in the file of a failure. */
export const answers = fc.oneof(
  fc.record({
    kind: fc.constant('text'),
    text: fc.constantFrom('{}', '[]', 'null', '0', '"a"', '{"p0":1}', '19.99', '{"a":{"a":{"a":{}}}}'),
  }),
  fc.record({
    kind: fc.constant('long'),
    unit: fc.constantFrom('a', 'a ', 'ab', '0', '\u2028', '@a.', 'x@'),
    times: fc.constantFrom(30, 5_000, 200_000),
    end: fc.constantFrom('!', '', '\u0000'),
  }),
  fc.record({
    kind: fc.constant('items'),
    unit: fc.constantFrom('1', '{"a":1}', '[[]]', '"x"', 'counted'),
    times: fc.constantFrom(10, 2_000, 20_000),
  }),
  fc.record({ kind: fc.constant('members'), times: fc.constantFrom(10, 3_000, 20_000) }),
  fc.record({
    kind: fc.constant('deep'),
    unit: fc.constantFrom('{"a":', '[', '{"p0":', '{"n":'),
    levels: fc.constantFrom(20, 200, 3_000, 20_000),
  }),
);

export function answerOf({ kind, text, unit, times, end, levels }) {
  switch (kind) {
    case 'text':
      return text;
    case 'long':
      return JSON.stringify(unit.repeat(times) + end);
    case 'items':
      return `[${Array.from({ length: times }, (_, index) => (unit === 'counted' ? `{"a":[${index}]}` : unit)).join()}]`;
    case 'members':
      return `{${Array.from({ length: times }, (_, index) => `"p${index}":"${'a'.repeat(20)}!"`).join()}}`;
    default:
      return `${unit.repeat(levels)}1${(unit === '[' ? ']' : '}').repeat(levels)}`;
  }
}
