import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { overviewOf } from '../../mocks/factories.ts';
import { mockServer, refusing } from '../../mocks/server.ts';
import { overview } from '../../state/overview.svelte.ts';
import EndpointsPage from './EndpointsPage.svelte';

const document = {
  paths: {
    '/v1/chat/completions': { post: { summary: 'Create a chat completion' } },
    '/dashboard/api/overview': { get: { summary: 'not for clients' } },
  },
};

beforeEach(() => {
  overview.current = overviewOf();
  mockServer.use(http.get(`${location.origin}/openapi.json`, () => HttpResponse.json(document)));
});

const code = (): string => screen.getByRole('tabpanel').querySelector('pre')?.textContent ?? '';

describe('the endpoints page', () => {
  it('shows the address that the browser uses, or the one that the operator has set', async () => {
    const { unmount } = render(EndpointsPage);
    expect(screen.getByText('http://localhost:3000/v1')).toBeTruthy();
    unmount();
    const { server } = overviewOf();
    overview.current = overviewOf({ server: { ...server, public_base_url: 'https://qoder.example' } });
    render(EndpointsPage);
    expect(screen.getByText('https://qoder.example/v1')).toBeTruthy();
    expect(code()).toContain('https://qoder.example/v1/chat/completions');
  });

  it('fills in the chosen client and model', async () => {
    const user = userEvent.setup();
    render(EndpointsPage);
    await screen.findByRole('option', { name: 'Lite' });
    await user.selectOptions(screen.getByLabelText('Model'), 'Lite');
    await user.click(screen.getByRole('tab', { name: 'LangChain' }));
    expect(code()).toContain('ChatOpenAI');
    expect(code()).toContain('model="lite"');
    expect(code()).toContain('YOUR_API_KEY');
  });

  it('reveals the key after the password, uses it in the code, and hides it again', async () => {
    const user = userEvent.setup();
    render(EndpointsPage);
    await user.click(screen.getByRole('button', { name: 'Reveal key default' }));
    await user.type(screen.getByLabelText('Password of the dashboard'), 'right');
    await user.click(screen.getByRole('button', { name: 'Reveal' }));
    expect(await screen.findByText('sk-q-the-whole-key-x9f2')).toBeTruthy();
    expect(code()).toContain('sk-q-the-whole-key-x9f2');
    await user.click(screen.getByRole('button', { name: 'Hide key default' }));
    expect(code()).not.toContain('sk-q-the-whole-key-x9f2');
    expect(screen.getByText('sk-q…x9f2')).toBeTruthy();
  });

  it('says that the password was wrong', async () => {
    const error = { message: 'The password is wrong.', code: 'invalid_password' };
    mockServer.use(refusing('revealApiKey', 401, error));
    const user = userEvent.setup();
    render(EndpointsPage);
    await user.click(screen.getByRole('button', { name: 'Reveal key default' }));
    await user.type(screen.getByLabelText('Password of the dashboard'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Reveal' }));
    expect((await screen.findByText('The password is wrong.')).textContent).toBeTruthy();
  });

  it('lists what the contract offers to clients', async () => {
    render(EndpointsPage);
    expect(await screen.findByText('Create a chat completion')).toBeTruthy();
    expect(screen.queryByText('not for clients')).toBeNull();
  });
});
