import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringFields, withText } from '../hostile/request-fields.mjs';
import { type Gateway, startGateway } from '../support/gateway.ts';

/** All that take text from clients, by their paths. */
const PATHS = {
  createChatCompletion: '/v1/chat/completions',
  createAzureChatCompletion: '/openai/deployments/auto/chat/completions',
  createResponse: '/v1/responses',
  createCompletion: '/v1/completions',
  createMessage: '/v1/messages',
  countMessageTokens: '/v1/messages/count_tokens',
  createEmbedding: '/v1/embeddings',
};
const LONG = 'long '.repeat(200_000);
/** Bytes: what a line of the log may take. */
const LINE_MAX = 16_384;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { LOG_LEVEL: 'debug' } });
});
afterAll(() => gateway.stop());

it.each(Object.entries(PATHS))(
  '1 MB in any string of %s is answered, and kept out of the log and the metrics',
  async (operation, path) => {
    const fields = stringFields(operation);
    expect(fields.length).toBeGreaterThan(3);
    const before = (await scrape()).length;
    for (const field of fields) {
      const response = await gateway.post(path, withText(field, LONG));
      const text = await response.text();
      const where = `${field.path.join('.')}: ${response.status} ${text.slice(0, 300)}`;
      // What does not fit the schema of an answer is a 502, embeddings are a 501: everything else is the client's.
      expect([200, 400, 404, 413, 501, 502], where).toContain(response.status);
      if (response.status >= 400) expect(text.length, where).toBeLessThan(8_192);
      for (const [name, value] of response.headers)
        expect(value.length, `${where}: ${name}`).toBeLessThan(2_048);
    }
    for (const line of gateway.rawLog().split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(LINE_MAX);
    expect((await scrape()).length - before).toBeLessThan(16_384);
    expect((await gateway.fetch('/healthz')).status).toBe(200);
  },
);

async function scrape(): Promise<string> {
  return (await gateway.fetch('/metrics')).text();
}
