import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, KEY, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { readResponseStream } from './support/response-stream.ts';
import { simulate } from './support/script.ts';

const RESPONSES = '/v1/responses';
const COMPACTION_KEY = 'a-key-of-the-compaction-test-0123456789';
const SUMMARY = 'They want a boat, and the hull is built.';
const TRIGGER = { type: 'compaction_trigger' };
const look = { type: 'function', name: 'look', parameters: { type: 'object' } };
const said = [
  { role: 'developer', content: 'Build boats.' },
  { role: 'user', content: simulate({ thinking: 'Hm.' }, { text: SUMMARY }) },
  { role: 'assistant', content: 'The hull is built.' },
];

// biome-ignore lint/suspicious/noExplicitAny: items have been validated against the contract
type Item = any;

describe('a conversation that is to be compacted', () => {
  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    recording = createRecording();
    const env = { PROXY_API_KEY: `alice=${KEY},bob=bob-secret-22`, COMPACTION_KEY };
    gateway = await startGateway({ env: { ...recording.env, ...env } });
  });
  afterAll(async () => {
    await gateway.stop();
    recording.remove();
  });

  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  const post = (body: object, key = KEY, at = gateway) =>
    at.post(RESPONSES, { model: 'auto', store: false, ...body }, withKey(key));
  const create = (body: object) => conforming('createResponse', post(body));
  const compacted = async (): Promise<Item> => {
    const { output } = await create({ input: [...said, TRIGGER], tools: [look], tool_choice: 'required' });
    expect(output.length).toBe(1);
    return output[0];
  };
  const lastTold = () => JSON.stringify(recording.userMessages().at(-1));

  it('comes back as one compaction item, streamed and whole, and the model is offered no tools', async () => {
    const whole = await compacted();
    expect(whole).toEqual({ type: 'compaction', id: whole.id, encrypted_content: expect.any(String) });
    expect(whole.encrypted_content).not.toContain('boat');
    expect(lastTold()).toContain('The hull is built.');
    expect(lastTold()).toContain('Write that summary');
    expect(JSON.stringify(recording.initializations().at(-1))).not.toContain('look');
    const input = [...said, TRIGGER];
    const { types, response } = await readResponseStream(post({ input, tools: [look], stream: true }));
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(response.output).toMatchObject([{ type: 'compaction' }]);
    expect(response.usage.output_tokens).toBeGreaterThan(0);
  });

  it('goes on from the item, which the model reads as a summary', async () => {
    const item = await compacted();
    const input = [item, { role: 'user', content: simulate({ text: 'And the mast.' }) }];
    const { output } = await create({ input });
    expect(output[0].content[0].text).toBe('And the mast.');
    expect(lastTold()).toContain(SUMMARY);
    expect(lastTold()).toContain('replaced by this summary');
    expect(lastTold()).not.toContain(item.encrypted_content);
  });

  it('is replaced by the item where a kept response goes on', async () => {
    const first = await create({ input: [...said, TRIGGER], store: true });
    await create({
      previous_response_id: first.id,
      input: [{ role: 'user', content: simulate({ text: 'ok' }) }],
    });
    expect(lastTold()).toContain(SUMMARY);
    expect(lastTold()).not.toContain('The hull is built.');
    expect(JSON.stringify(recording.initializations().at(-1))).toContain('Build boats.');
  });

  it('is not taken from anybody else: changed, made up, or of another key', async () => {
    const item = await compacted();
    const refused = (response: Promise<Response>, at: number) =>
      conformingError('createResponse', response, {
        status: 400,
        param: `input[${at}].encrypted_content`,
        code: 'invalid_encrypted_content',
      });
    const changed = `${item.encrypted_content.slice(0, -4)}AAAA`;
    for (const encrypted_content of [changed, 'gAAAAABmadeByAnother', ''])
      await refused(
        post({
          input: [
            { role: 'user', content: 'x' },
            { ...item, encrypted_content },
          ],
        }),
        1,
      );
    const ofBob = post({ input: [item] }, 'bob-secret-22');
    await refused(ofBob, 0);
  });

  it('is read by another replica with the same key, and by none with another', async () => {
    const item = await compacted();
    const env = { PROXY_API_KEY: `alice=${KEY}` };
    const replicas = await Promise.all([
      startGateway({ env: { ...env, COMPACTION_KEY } }),
      startGateway({ env: { ...env, COMPACTION_KEY: `${COMPACTION_KEY}x` } }),
    ]);
    const input = [item, { role: 'user', content: simulate({ text: 'here, too' }) }];
    const statuses = await Promise.all(
      replicas.map(async (replica) => (await post({ input }, KEY, replica)).status),
    );
    await Promise.all(replicas.map((replica) => replica.stop()));
    expect(statuses).toEqual([200, 400]);
  });

  it('has to be there', async () => {
    await conformingError('createResponse', post({ input: [TRIGGER] }), { status: 400, param: 'input' });
  });

  it('is compacted by a trigger at the end alone; elsewhere it is named', async () => {
    const input = [TRIGGER, { role: 'user', content: simulate({ text: 'an answer' }) }];
    const response = await post({ input });
    expect(response.headers.get('x-unsupported-params')).toBe('input[0]');
    const { output } = await conforming('createResponse', response);
    expect(output[0].type).toBe('message');
  });

  it('is an error where the model writes nothing', async () => {
    const input = [{ role: 'user', content: simulate({ text: '  ' }) }, TRIGGER];
    await conformingError('createResponse', post({ input }), { status: 502, code: 'qodercli_failed' });
  });

  it('is read by the official SDK', async () => {
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
    const response = await client.responses.create({
      model: 'auto',
      input: [{ role: 'user', content: simulate({ text: SUMMARY }) }, { type: 'compaction_trigger' }],
    });
    const [item] = response.output;
    if (item?.type !== 'compaction') throw new Error(`a ${item?.type} in place of a compaction`);
    const next = await client.responses.create({
      model: 'auto',
      input: [item, { role: 'user', content: simulate({ text: 'further' }) }],
    });
    expect(next.output_text).toBe('further');
  });
});
