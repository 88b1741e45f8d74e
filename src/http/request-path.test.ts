import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contractPath } from './request-path.ts';

it.each([
  ['/v1/models', '/v1/models'],
  ['/models', '/v1/models'],
  ['/v1/v1/models', '/v1/models'],
  ['//v1//models//', '/v1/models'],
  ['/cursor/chat/completions', '/v1/chat/completions'],
  ['/models/org%2Fname', '/v1/models/org%2Fname'],
  ['/responses/resp_1/cancel', '/v1/responses/resp_1/cancel'],
  ['/messages', '/v1/messages'],
  ['/v1/v1/messages/count_tokens', '/v1/messages/count_tokens'],
  ['/openai/deployments/auto/chat/completions/', '/openai/deployments/auto/chat/completions'],
  ['/healthz/', '/healthz'],
  ['/', '/'],
  ['/v1', '/v1'],
  ['/other/models', '/other/models'],
])('%s is %s', (path, canonical) => {
  expect(contractPath(path)).toBe(canonical);
});

it('changes nothing that it has changed already', () => {
  const segment = fc.constantFrom(
    'v1',
    'models',
    'chat',
    'cursor',
    '',
    'x',
    'completions',
    'messages',
    'openai',
  );
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = contractPath(`/${segments.join('/')}`);
      expect(contractPath(path)).toBe(path);
    }),
  );
});
