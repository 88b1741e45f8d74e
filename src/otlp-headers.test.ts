import { expect, it } from 'vitest';
import { parseOtlpHeaders } from './otlp-headers.ts';

it.each([
  ['Authorization=Bearer%20x', { authorization: 'Bearer x' }],
  ['a=1, b = 2 ,', { a: '1', b: '2' }],
  ['key=a=b==', { key: 'a=b==' }],
  ['nothing', undefined],
  ['a=%zz', undefined],
  ['=x', undefined],
])('%s', (input, headers) => {
  expect(parseOtlpHeaders(input)).toEqual(headers);
});
