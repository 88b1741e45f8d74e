import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { modelOf } from '../../mocks/factories.ts';
import { answering, mockServer, refusing } from '../../mocks/server.ts';
import { models } from '../../state/models.svelte.ts';
import { playground } from '../../state/playground.svelte.ts';
import { DEFAULT_SETTINGS } from '../../state/playground-settings.ts';
import { recall } from '../../state/playground-storage.ts';
import { toasts } from '../../state/toasts.svelte.ts';
import { type ChatServer, chatServer } from './chat-server.ts';
import PlaygroundPage from './PlaygroundPage.svelte';
// The page loads it when it is shown; a test that waits for that to compile may wait too long.
import './PlaygroundView.svelte';

let server: ChatServer;
const user = userEvent.setup();

beforeEach(() => {
  playground.newChat();
  playground.settings = { ...DEFAULT_SETTINGS };
  models.list = [];
  toasts.list = [];
  server = chatServer();
  mockServer.use(server.handler);
});

async function open(): Promise<HTMLElement> {
  render(PlaygroundPage);
  return await screen.findByLabelText('Message');
}
async function send(text: string): Promise<void> {
  const before = server.asked.length;
  await user.type(await open(), `${text}{Enter}`);
  await expect.poll(() => server.asked.length).toBe(before + 1);
}
const log = (): HTMLElement => screen.getByRole('log');

describe('an answer', () => {
  it('comes piece by piece, and then with its facts', async () => {
    await send('Capital of France?');
    expect(server.asked[0]).toEqual({
      model: 'auto',
      messages: [{ role: 'user', content: 'Capital of France?' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const composer = screen.getByLabelText('Message') as HTMLTextAreaElement;
    expect([composer.value, document.activeElement]).toEqual(['', composer]);
    server.say({ content: 'The **capital' });
    await within(log()).findByText('The **capital');
    server.say({ content: '** is Paris.' });
    await expect.poll(() => log().querySelector('strong')?.textContent).toBe('capital');
    expect(log().getAttribute('aria-busy')).toBe('true');
    server.finish();
    await screen.findByText('14 → 8 tokens');
    // The price of a stream comes from the server's log.
    await screen.findByText('0.2 credits');
    screen.getByText('Answer: The **capital** is Paris.');
    expect(screen.queryByText('stop')).toBeNull();
  });

  it('folds its reasoning when the text begins', async () => {
    await send('Think');
    server.say({ reasoning_content: 'Let me see.' });
    const thought = await screen.findByText('Let me see.');
    const details = thought.closest('details');
    expect(details?.open).toBe(true);
    server.say({ content: 'Done.' });
    await screen.findByText('Done.');
    expect(details?.open).toBe(false);
    await user.click(screen.getByText(/^Thought for \d\.\d s$/));
    expect(details?.open).toBe(true);
    server.finish();
  });

  it('stops, and keeps what was there', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    await send('Count');
    server.say({ content: 'One two' });
    await screen.findByText('One two');
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await screen.findByText('stopped');
    screen.getByText('One two');
    // The mock server does not hear of it: what the request was given tells.
    expect(
      fetching.mock.calls.find(([url]) => String(url).endsWith('/chat/completions'))?.[1]?.signal?.aborted,
    ).toBe(true);
    screen.getByRole('button', { name: 'Send' });
  });

  it('says why it broke off, and can be tried again', async () => {
    await send('Go on');
    server.say({ content: 'Half of' });
    server.frame(
      JSON.stringify({
        error: { message: 'qodercli ended.', type: 'server_error', param: null, code: 'upstream_ended' },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('qodercli ended.');
    expect(alert.textContent).toContain('upstream_ended');
    screen.getByText('Half of');
    screen.getByText('broken off');
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    await expect.poll(() => server.asked.length).toBe(2);
    expect(server.asked[1]).toEqual(server.asked[0]);
    server.hangUp();
    await screen.findByText('The answer broke off.');
  });

  it('is an error when the server refuses', async () => {
    const error = { message: 'All processes are busy.', code: 'queue_full' };
    mockServer.use(refusing('createPlaygroundCompletion', 429, error));
    await user.type(await open(), 'Hi{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('All processes are busy.');
    expect(screen.queryByText('broken off')).toBeNull();
  });

  it('can come whole', async () => {
    mockServer.use(
      http.post(`${location.origin}/dashboard/api/chat/completions`, () =>
        HttpResponse.json(
          {
            id: 'c',
            object: 'chat.completion',
            created: 1,
            model: 'lite',
            choices: [
              {
                index: 0,
                message: { role: 'assistant', content: 'All at once', refusal: null },
                logprobs: null,
                finish_reason: 'length',
              },
            ],
            usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 },
          },
          { headers: { 'x-qoder-credits': '1' } },
        ),
      ),
    );
    const composer = await open();
    await user.click(screen.getByRole('switch', { name: 'Stream the answer' }));
    await user.type(composer, 'Hi{Enter}');
    await screen.findByText('All at once');
    screen.getByText('1 credit');
    screen.getByText('cut at the token limit');
  });

  it.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))'])(
    'shows %s as text',
    async (hostile) => {
      await open();
      playground.draft = hostile;
      void playground.send();
      await expect.poll(() => server.asked.length).toBe(1);
      server.say({ reasoning_content: hostile });
      server.say({
        tool_calls: [
          { index: 0, id: hostile, type: 'function', function: { name: hostile, arguments: hostile } },
        ],
      });
      server.say({ content: hostile });
      server.frame(JSON.stringify({ error: { message: hostile, code: hostile } }));
      await screen.findByRole('alert');
      expect(log().textContent.split(hostile).length).toBeGreaterThan(5);
      expect(log().querySelector('script, img, a, [onerror]')).toBeNull();
    },
  );
});

describe('tools', () => {
  it('are called, and the conversation goes on with their results', async () => {
    await open();
    await user.click(screen.getByRole('button', { name: 'Insert sample' }));
    screen.getByText('1 tool');
    await user.type(screen.getByLabelText('Message'), 'Weather?{Enter}');
    await expect.poll(() => server.asked.length).toBe(1);
    expect(server.asked[0]?.tools).toMatchObject([{ function: { name: 'get_weather' } }]);
    server.say({
      tool_calls: [
        { index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } },
      ],
    });
    server.say({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Paris"}' } }] });
    server.finish('tool_calls');
    const button = (await screen.findByRole('button', { name: 'Send result' })) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    expect(within(log()).getByRole('region', { name: 'Code' }).textContent).toBe('{\n  "city": "Paris"\n}');
    await user.type(screen.getByLabelText('Result'), 'sunny');
    await user.click(button);
    await expect.poll(() => server.asked.length).toBe(2);
    expect(server.asked[1]?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call_1',
            type: 'function',
            function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
    ]);
    server.say({ content: 'It is sunny.' });
    server.finish();
    await screen.findByText('It is sunny.');
  });

  it('say at once what is wrong with them', async () => {
    await open();
    await user.type(screen.getByLabelText('Tools'), '{{');
    screen.getByText(/^This is not JSON/);
  });
});

describe('the conversation', () => {
  async function answered(question: string, answer: string): Promise<void> {
    await send(question);
    server.say({ content: answer });
    server.finish();
    await screen.findByRole('button', { name: 'Regenerate' });
  }

  it('regenerates, edits and deletes', async () => {
    await answered('First', 'One.');
    await user.click(screen.getByRole('button', { name: 'Regenerate' }));
    await expect.poll(() => server.asked.length).toBe(2);
    expect(server.asked[1]).toEqual(server.asked[0]);
    server.say({ content: 'Two.' });
    server.finish();
    await user.click(await screen.findByRole('button', { name: 'Edit and send again' }));
    const field = screen.getByLabelText('Edit the message');
    await user.clear(field);
    await user.type(field, 'Second{Enter}');
    await expect.poll(() => server.asked.length).toBe(3);
    expect(server.asked[2]?.messages).toEqual([{ role: 'user', content: 'Second' }]);
    server.finish();
    await user.click(await screen.findByRole('button', { name: 'Delete with its answer' }));
    screen.getByText('Try a model');
  });

  it('is kept for the tab', async () => {
    await answered('Remember', 'I do.');
    playground.save();
    expect(recall().turns).toMatchObject([{ text: 'Remember' }, { text: 'I do.', status: 'done' }]);
    await user.click(screen.getByRole('button', { name: 'New chat' }));
    playground.save();
    expect(recall().turns).toEqual([]);
  });

  it('takes pictures that are pasted, and nothing else', async () => {
    const composer = await open();
    await user.click(composer);
    const data = {
      files: [
        new File(['x'], 'a.png', { type: 'image/png' }),
        new File(['x'], 'a.svg', { type: 'image/svg+xml' }),
      ],
    };
    await user.paste({ ...data, getData: () => '', types: ['Files'] } as unknown as DataTransfer);
    await screen.findByAltText('Attachment 1');
    expect(toasts.list[0]?.message).toContain('PNG');
    await user.type(composer, 'Look{Enter}');
    await expect
      .poll(() => server.asked[0]?.messages[0]?.content)
      .toEqual([
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,eA==' } },
      ]);
  });

  it('is filled by a replay', async () => {
    const request = {
      model: 'gpt-4o',
      messages: [
        { role: 'user', content: 'A' },
        { role: 'assistant', content: 'B' },
        { role: 'user', content: 'C' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    };
    playground.loadReplay({ ...request, tools: ['cut'] }, 'createChatCompletion');
    expect(toasts.list[0]?.message).toBe('Not everything could be taken over: tools that were cut.');
    const composer = (await open()) as HTMLTextAreaElement;
    expect(composer.value).toBe('C');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await expect.poll(() => server.asked[0]).toEqual(request);
  });
});

describe('settings', () => {
  it('choose a model by keyboard', async () => {
    mockServer.use(
      answering('listDashboardModels', {
        body: {
          object: 'list',
          data: [
            modelOf({ reasoning_efforts: ['low', 'high'] }),
            modelOf({ id: 'lite', name: 'Lite', price_factor: 0 }),
            { id: 'gpt-4o', object: 'model', created: 1, owned_by: 'qoder', alias_of: 'auto' },
          ],
        },
      }),
    );
    await open();
    const picker = await screen.findByRole('combobox', { name: 'Model Auto auto' });
    picker.focus();
    await user.keyboard('{Enter}{ArrowDown}');
    expect(
      within(screen.getByRole('listbox', { name: 'Model' }))
        .getAllByRole('option')
        .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
    ).toMatchObject([expect.stringContaining('Auto'), expect.stringMatching(/Lite.*free/), 'gpt-4o → auto']);
    await user.keyboard('{Enter}');
    expect(playground.settings.model).toBe('lite');
    await user.keyboard('{Enter}gpt{Enter}');
    expect(playground.settings.model).toBe('gpt-4o');
    // An alias offers what its model does.
    await user.selectOptions(screen.getByLabelText(/Reasoning effort/), 'high');
    expect(playground.request().body).toMatchObject({ reasoning_effort: 'high' });
    await user.keyboard('{Escape}');
  });

  it('are in the code that is copied', async () => {
    const composer = await open();
    await user.type(composer, "it's");
    await user.click(screen.getByRole('button', { name: 'Copy as curl' }));
    expect(await navigator.clipboard.readText()).toContain("it'\\''s");
    await user.click(screen.getByRole('button', { name: 'Copy as Python' }));
    expect(await navigator.clipboard.readText()).toContain('"content": "it\'s"');
  });
});

it('has no flaw that axe finds', async () => {
  await send('Hi');
  server.say({ content: '# Hello\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- [x] done\n\n```js\n1\n```' });
  server.finish();
  await screen.findByRole('button', { name: 'Regenerate' });
  // jsdom draws nothing: there are no colours to compare.
  const found = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
