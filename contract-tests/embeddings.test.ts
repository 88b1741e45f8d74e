import OpenAI, { InternalServerError } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

it('answers 501, and tells clients not to try again', async () => {
  const response = gateway.post('/v1/embeddings', { model: 'auto', input: 'x' });
  const error = await conformingError('createEmbedding', response, {
    status: 501,
    code: 'endpoint_not_supported',
  });
  expect(error.headers.get('x-should-retry')).toBe('false');
});

it('is asked once by the official client', async () => {
  let asked = 0;
  const client = new OpenAI({
    baseURL: `${gateway.url}/v1`,
    apiKey: gateway.key,
    fetch: (...parameters) => {
      asked += 1;
      return fetch(...parameters);
    },
  });
  await expect(client.embeddings.create({ model: 'auto', input: 'x' })).rejects.toBeInstanceOf(
    InternalServerError,
  );
  expect(asked).toBe(1);
});

it('checks the request all the same', async () => {
  await conformingError('createEmbedding', gateway.post('/v1/embeddings', { input: 'x' }), {
    status: 400,
    param: 'model',
  });
});
