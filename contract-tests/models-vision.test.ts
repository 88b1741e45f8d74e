import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';

const CHAT = '/v1/chat/completions';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe('an image', () => {
  const png = 'iVBORw0KGgo=';
  const chat = [
    { type: 'text', text: 'What is it?' },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
  ];
  const input = [
    {
      role: 'user',
      content: [{ type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' }],
    },
  ];
  const blocks = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } }];
  const dialects = [
    ['createChatCompletion', CHAT, { messages: [{ role: 'user', content: chat }] }],
    ['createResponse', '/v1/responses', { input }],
    ['createMessage', '/v1/messages', { max_tokens: 9, messages: [{ role: 'user', content: blocks }] }],
  ] as const;

  it.each(dialects)(
    'goes to a model that sees where the name is not exact: %s',
    async (operation, path, body) => {
      const model = `gpt-3.5-turbo-${operation}`;
      const response = await gateway.post(path, { model, ...body });
      await conforming(operation, response);
      expect([response.status, response.headers.get('x-qoder-model')]).toEqual([200, 'auto']);
      expect(response.headers.get('x-qoder-model-resolution')).toBe('vision');
      await gateway.logged((line) => line.requested === model && line.model === 'auto');
    },
  );

  it.each(dialects)('is refused where the name is exact: %s', async (operation, path, body) => {
    for (const model of ['glm-5.3', 'gmodel', 'Lite']) {
      const response = await gateway.post(path, { model, ...body });
      const { error } = await conforming(operation, response);
      expect(response.status).toBe(400);
      expect(JSON.stringify(error)).toMatch(/(messages|input)\[0\]\.content\[/);
    }
  });

  it('stays where the name is not exact and its model sees', async () => {
    const { headers } = await gateway.post(CHAT, {
      model: 'kimi',
      messages: [{ role: 'user', content: chat }],
    });
    expect([headers.get('x-qoder-model'), headers.get('x-qoder-model-resolution')]).toEqual([
      'kmodel_latest',
      'alias',
    ]);
  });

  it('is refused where no model sees', async () => {
    const models = [{ value: 'lite', displayName: 'Lite', isVl: false }];
    const blind = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: JSON.stringify({ models }) } });
    await conformingError(
      'createChatCompletion',
      blind.post(CHAT, { model: 'gpt-4o', messages: [{ role: 'user', content: chat }] }),
      { status: 400, param: 'messages[0].content[1]' },
    );
    await blind.stop();
  });
});
