import { afterAll, beforeAll, describe, it } from 'vitest';
import { conformingAnthropicError, conformingError } from './support/contract.ts';
import { signIn } from './support/dashboard.ts';
import { type Gateway, startGateway } from './support/gateway.ts';

const CHAT = '/v1/chat/completions';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe('a disabled model', () => {
  const body = { model: 'nocturne', messages: [{ role: 'user', content: 'Hello' }] };

  it.each([
    ['createChatCompletion', CHAT, body],
    ['createAzureChatCompletion', '/openai/deployments/Nocturne/chat/completions', body],
    ['createResponse', '/v1/responses', { model: 'nmodel', input: 'Hello' }],
    ['createCompletion', '/v1/completions', { model: 'Nocturne', prompt: 'Hello' }],
  ])('is refused by %s', async (operation, path, request) => {
    await conformingError(operation, gateway.post(path, request), {
      status: 404,
      code: 'model_not_found',
      param: 'model',
    });
  });

  it.each([
    ['createMessage', '/v1/messages'],
    ['countMessageTokens', '/v1/messages/count_tokens'],
  ])('is refused by %s', async (operation, path) => {
    await conformingAnthropicError(operation, gateway.post(path, { ...body, max_tokens: 9 }), {
      status: 404,
      type: 'not_found_error',
    });
  });

  it.each([
    ['createPlaygroundCompletion', '/chat/completions', body],
    ['createPlaygroundMessage', '/messages', { ...body, max_tokens: 9 }],
    ['createPlaygroundResponse', '/responses', { model: 'nmodel', input: 'Hello' }],
  ])('is refused by %s', async (operation, path, request) => {
    const operator = await signIn(gateway);
    await conformingError(operation, operator.post(path, request), { status: 404, code: 'model_not_found' });
  });
});
