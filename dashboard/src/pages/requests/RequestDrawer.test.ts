import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import type { RequestLog } from '../../api/types.ts';
import { MockEventSource } from '../../mocks/event-source.ts';
import { requestLogOf, summaryOf } from '../../mocks/factories.ts';
import { answering, mockServer, refusing } from '../../mocks/server.ts';
import { playground } from '../../state/playground.svelte.ts';
import { requestLogs } from '../../state/request-logs.svelte.ts';
import RequestsPage from './RequestsPage.svelte';

beforeEach(() => {
  requestLogs.rows = [];
  history.replaceState(null, '', '/dashboard/requests/req_1');
});

async function open(log: RequestLog = requestLogOf()) {
  mockServer.use(answering('retrieveRequestLog', { body: log }));
  const user = userEvent.setup();
  render(RequestsPage, { requestId: 'req_1' });
  const dialog = await screen.findByRole('dialog', { name: 'Request req_1' });
  await within(dialog).findByText('Create chat completion');
  return { user, dialog };
}

it('opens by its address, takes the focus and closes with Escape', async () => {
  const { user, dialog } = await open();
  expect(dialog.contains(document.activeElement)).toBe(true);
  for (let i = 0; i < 20; i++) await user.tab();
  expect(dialog.contains(document.activeElement)).toBe(true);
  await user.keyboard('{Escape}');
  expect(location.pathname).toBe('/dashboard/requests');
});

it('tells phases, facts and the answer', async () => {
  const { dialog } = await open(requestLogOf({ usage_source: 'estimated', continued: true }));
  const said = dialog.textContent?.replace(/\s+/g, ' ');
  expect(within(dialog).getByLabelText('Phases').textContent).toContain('Answer 800 ms');
  expect(said).toContain('gpt-4o → auto');
  expect(said).toContain('A known name that stands for this model');
  expect(said).toContain('8estimated');
  expect(said).toContain('10 tokens/s');
  expect(within(dialog).getByRole('region', { name: 'Answer' }).textContent).toBe(
    'The capital of France is Paris.',
  );
});

it('shows the error with its code', async () => {
  const summary = summaryOf({ state: 'failed', status: 502, error: 'The model did not answer.' });
  const { dialog } = await open(requestLogOf({ summary, text: '', error_code: 'upstream_error' }));
  expect(within(dialog).getByRole('group', { name: 'Error' }).textContent).toContain('upstream_error');
});

it('lets the answer grow while one looks', async () => {
  const summary = summaryOf({ state: 'running', status: null, duration_ms: null });
  let text = 'The cap';
  await open();
  mockServer.use(
    http.get(`${location.origin}/dashboard/api/requests/:id`, () =>
      HttpResponse.json(requestLogOf({ summary, text })),
    ),
  );
  text = 'The capital is';
  MockEventSource.send({ type: 'requests', snapshot: false, data: [summary] });
  await waitFor(() => expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe(text));
});

it('says that the log no longer holds the request', async () => {
  const error = { message: 'There is no such request.', code: 'request_log_not_found' };
  mockServer.use(refusing('retrieveRequestLog', 404, error));
  render(RequestsPage, { requestId: 'req_gone' });
  await screen.findByText('The log no longer holds this request');
});

it('offers to try again when loading failed', async () => {
  const error = { message: 'Something broke.', code: 'internal_error' };
  mockServer.use(refusing('retrieveRequestLog', 500, error));
  render(RequestsPage, { requestId: 'req_1' });
  await screen.findByText('Something broke.');
  mockServer.resetHandlers();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Create chat completion');
});

it('shows reasoning, tool calls and the request in parts of their own', async () => {
  const { user, dialog } = await open(
    requestLogOf({
      reasoning: 'It is a capital.',
      tool_calls: [{ id: 'call_1', name: 'look_up', arguments: '{"city":"Paris"}' }],
      request: { model: 'gpt-4o', long: 'x'.repeat(1_000) },
      request_truncated: true,
    }),
  );
  await user.click(within(dialog).getByRole('tab', { name: 'Reasoning' }));
  expect(within(dialog).getByText('It is a capital.')).toBeTruthy();
  await user.keyboard('{ArrowRight}');
  expect(within(dialog).getByRole('region', { name: 'Arguments of look_up' }).textContent).toContain(
    '"Paris"',
  );
  await user.click(within(dialog).getByRole('tab', { name: 'Request' }));
  expect(within(dialog).getByText(/keeps only a part of this request/)).toBeTruthy();
  const request = within(dialog).getByRole('region', { name: 'Request' });
  expect(request.textContent).not.toContain('x'.repeat(1_000));
  await user.click(within(request).getByRole('button', { name: /Show all/ }));
  expect(request.textContent).toContain('x'.repeat(1_000));
});

it('takes the request to the playground', async () => {
  const replay = vi.spyOn(playground, 'loadReplay').mockImplementation(() => undefined);
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Replay in playground' }));
  expect(replay).toHaveBeenCalledWith(requestLogOf().request, 'createChatCompletion');
  expect(location.pathname).toBe('/dashboard/playground');
});

it('copies the request as a command', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Copy as curl' }));
  expect(await navigator.clipboard.readText()).toContain('curl');
});

it.each([
  ['createResponse', 'Copy as curl'],
  ['createEmbedding', undefined],
])('offers of a request of %s: %s', async (operation, offer) => {
  const summary = summaryOf({ operation });
  const request = { model: 'auto', input: 'Hi' };
  mockServer.use(answering('retrieveRequestLog', { body: requestLogOf({ summary, request }) }));
  render(RequestsPage, { requestId: 'req_1' });
  await screen.findByRole('button', { name: 'Export JSON' });
  const copy = screen.queryByRole('button', { name: 'Copy as curl' });
  expect(copy?.getAttribute('aria-label') ?? copy?.textContent?.trim()).toBe(offer);
  if (copy === null) return;
  await userEvent.setup().click(copy);
  expect(await navigator.clipboard.readText()).toContain('/v1/responses');
});

it('shows hostile texts as texts', async () => {
  const hostile = '<img src=x onerror="document.title=1">';
  const summary = summaryOf({ client: hostile, requested_model: hostile, error: hostile });
  const { dialog } = await open(requestLogOf({ summary, text: hostile, request: { [hostile]: hostile } }));
  expect(within(dialog).getAllByText(hostile).length).toBeGreaterThan(1);
  await userEvent.click(within(dialog).getByRole('tab', { name: 'Request' }));
  expect(document.querySelector('img')).toBeNull();
});
