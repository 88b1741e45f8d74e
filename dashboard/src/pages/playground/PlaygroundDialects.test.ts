import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { messageOf, responseOf } from '../../mocks/factories.ts';
import { mockServer } from '../../mocks/server.ts';
import { playground } from '../../state/playground.svelte.ts';
import { DEFAULT_SETTINGS } from '../../state/playground-settings.ts';
import { recall } from '../../state/playground-storage.ts';
import PlaygroundView from './PlaygroundView.svelte';

const content = [{ type: 'output_text' as const, text: 'In other words', annotations: [], logprobs: [] }];
const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content } as const;

it.each([
  {
    dialect: 'messages',
    name: 'Messages',
    answer: messageOf({ content: [{ type: 'text', text: 'In other words' }] }),
    body: {
      model: 'auto',
      max_tokens: 32_000,
      messages: [{ role: 'user', content: 'Hi' }],
      thinking: { type: 'adaptive' },
      stream: true,
    },
    disabled: 'Response format',
  },
  {
    dialect: 'responses',
    name: 'Responses',
    answer: responseOf({ output: [item] }),
    body: {
      model: 'auto',
      input: [{ type: 'message', role: 'user', content: 'Hi' }],
      store: false,
      stream: true,
    },
    disabled: 'Stop sequences',
  },
])(
  'an answer comes in the dialect that is chosen: $name',
  async ({ dialect, name, answer, body, disabled }) => {
    const asked: unknown[] = [];
    mockServer.use(
      http.post(`${location.origin}/dashboard/api/${dialect}`, async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json(answer as object, { headers: { 'x-qoder-credits': '1' } });
      }),
    );
    playground.newChat();
    playground.settings = { ...DEFAULT_SETTINGS };
    const user = userEvent.setup();
    render(PlaygroundView);
    await user.selectOptions(screen.getByLabelText(/^Dialect/), name);
    const controls = ['Response format', 'Stop sequences'].filter((label) =>
      screen.getByLabelText(new RegExp(`^${label}`)).hasAttribute('disabled'),
    );
    expect(controls).toEqual([disabled]);
    await user.type(screen.getByLabelText('Message'), 'Hi{Enter}');
    await within(screen.getByRole('log')).findByText('In other words');
    await screen.findByText('14 → 8 tokens');
    expect(asked).toEqual([body]);
    expect(playground.request().curl('http://x/v1')).toContain(`http://x/v1/${dialect}`);
    playground.save();
    expect(recall().settings.dialect).toBe(dialect);
  },
);
