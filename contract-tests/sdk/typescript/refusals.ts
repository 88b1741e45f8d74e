import assert from 'node:assert/strict';
import { check, scripted } from './check.js';
import { type Client, createClient } from './gateway/client/index.js';
import {
  type CreateChatCompletionErrors,
  createChatCompletion,
  createEmbedding,
  createMessage,
  type ErrorResponse,
  type Error as GatewayError,
  listModels,
  retrieveModel,
} from './gateway/index.js';

interface Refusal {
  readonly error?: ErrorResponse | undefined;
  readonly response?: Response | undefined;
}

/** What a refusal must be: its status, and members of its error, named as the contract's type has them. */
interface Expected extends Partial<Pick<GatewayError, 'type' | 'code' | 'param'>> {
  readonly status: number;
}

function refuses(feature: string, refusal: () => Promise<Refusal>, { status, ...members }: Expected) {
  return check(feature, async () => {
    const { error, response } = await refusal();
    assert.equal(response?.status, status);
    assert.ok(error !== undefined && error.error.message.length > 0);
    for (const [name, value] of Object.entries(members)) {
      assert.equal(error.error[name as keyof GatewayError], value);
    }
  });
}

/** Each refusal as the type that the contract declares for it. */
export async function checkRefusals(client: Client, baseUrl: string, limitedKey: string): Promise<void> {
  const failing = (error: string, message: string) => () =>
    createChatCompletion({ client, body: scripted({ error, message }) });
  const withKey = (auth: string) => createClient({ baseUrl, auth });

  await refuses(
    '400, with the parameter',
    () => createChatCompletion({ client, body: { ...scripted({ text: 'x' }), temperature: 7 } }),
    { status: 400, type: 'invalid_request_error', param: 'temperature' },
  );
  await refuses(
    '400, too long for the model',
    failing('invalid_request', 'prompt is too long: 300000 tokens'),
    {
      status: 400,
      code: 'context_length_exceeded',
    },
  );
  await refuses('401', () => listModels({ client: withKey('a-wrong-key') }), {
    status: 401,
    code: 'invalid_api_key',
  });
  await refuses('403', failing('authentication_failed', 'Not logged in'), {
    status: 403,
    type: 'authentication_error',
    code: 'qoder_auth_failed',
  });
  await refuses('404', () => retrieveModel({ client, path: { model: 'no-such-model-at-all' } }), {
    status: 404,
    code: 'model_not_found',
  });
  await refuses(
    // No operation has it: the client's own request is what remains.
    '405',
    () => client.put<unknown, { 405: ErrorResponse }>({ url: '/v1/models' }),
    { status: 405, code: 'method_not_allowed' },
  );
  await refuses(
    '413',
    () => createEmbedding({ client, body: { model: 'auto', input: 'x'.repeat(1_100_000) } }),
    { status: 413, type: 'invalid_request_error' },
  );
  await refuses(
    '429, of the key',
    async () => {
      const request = { client: withKey(limitedKey), body: scripted({ text: 'x' }) };
      await createChatCompletion(request);
      return createChatCompletion(request);
    },
    { status: 429, type: 'rate_limit_error' },
  );
  await refuses('429, of the account', failing('billing_error', 'no credits'), {
    status: 429,
    code: 'insufficient_quota',
  });
  await refuses('501', () => createEmbedding({ client, body: { model: 'auto', input: 'x' } }), {
    status: 501,
    type: 'not_implemented_error',
    code: 'endpoint_not_supported',
  });
  await refuses('502', failing('server_error', 'overloaded'), {
    status: 502,
    type: 'api_error',
    code: 'qodercli_failed',
  });

  await check('before a stream begins, an error is no stream', async () => {
    const body = { ...scripted({ error: 'server_error', message: 'overloaded' }), stream: true };
    const { error, response } = await createChatCompletion({ client, body, parseAs: 'stream' });
    const declared: CreateChatCompletionErrors[502] | undefined = error;
    assert.equal(response?.status, 502);
    assert.equal(declared?.error.code, 'qodercli_failed');
  });

  await check("Anthropic's form, where the operation has it", async () => {
    const { error } = await createMessage({
      client,
      body: { max_tokens: 1, ...scripted({ error: 'server_error', message: 'overloaded' }) },
    });
    assert.equal(error?.type, 'error');
    assert.equal(error?.error.type, 'api_error');
  });

  await check('as an exception, for those who ask for it', async () => {
    await assert.rejects(
      listModels({ client: withKey('a-wrong-key'), throwOnError: true }),
      ({ error }: ErrorResponse) => error.code === 'invalid_api_key',
    );
  });
}
