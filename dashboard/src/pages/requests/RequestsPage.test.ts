import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RequestLogSummary } from '../../api/types.ts';
import { MockEventSource } from '../../mocks/event-source.ts';
import { requestLogOf, summaryOf } from '../../mocks/factories.ts';
import { answering, mockServer, refusing } from '../../mocks/server.ts';
import { requestLogs } from '../../state/request-logs.svelte.ts';
import { toasts } from '../../state/toasts.svelte.ts';
import RequestsPage from './RequestsPage.svelte';

beforeEach(() => {
  requestLogs.rows = [];
  requestLogs.loaded = false;
  toasts.list = [];
  history.replaceState(null, '', '/dashboard/requests');
});

afterEach(() => {
  vi.restoreAllMocks();
});

const send = (snapshot: boolean, ...data: RequestLogSummary[]): void =>
  MockEventSource.send({ type: 'requests', snapshot, data });

async function open(...rows: RequestLogSummary[]) {
  const user = userEvent.setup();
  render(RequestsPage, { requestId: undefined });
  await expect.poll(() => MockEventSource.current()?.url).toContain('topics=requests');
  send(true, ...rows);
  return user;
}

/** The texts of the rows, from the top, without the head. */
const listed = (): string[] =>
  screen
    .queryAllByRole('row')
    .slice(1)
    .map((row) => row.textContent ?? '');

const prompts = (...rows: readonly [string, Partial<RequestLogSummary>?][]): RequestLogSummary[] =>
  rows.map(([prompt_preview, given], index) =>
    summaryOf({ id: `req_${prompt_preview}`, received_at_ms: 1_000_000 - index, prompt_preview, ...given }),
  );

it('shows a snapshot, and what comes in after it on top', async () => {
  await open(...prompts(['first']));
  await screen.findByText('first');
  send(false, summaryOf({ id: 'req_new', received_at_ms: 2_000_000, prompt_preview: 'second' }));
  await screen.findByText('second');
  expect(listed().map((text) => (text.includes('second') ? 'second' : 'first'))).toEqual(['second', 'first']);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3');
});

it('lets the answer of a running request grow in its row', async () => {
  const running = summaryOf({ state: 'running', status: null, duration_ms: null, answer_preview: 'The cap' });
  await open(running);
  await screen.findByText('The cap');
  send(false, { ...running, answer_preview: 'The capital is' });
  await screen.findByText('The capital is');
  expect(listed()).toHaveLength(1);
  send(false, { ...running, state: 'succeeded', status: 200, duration_ms: 1_500 });
  await screen.findByText('1.50 s');
  expect(listed()[0]).toContain('200');
});

it('draws only those rows anew that have changed', async () => {
  const [kept, changed] = prompts(['kept'], ['changed']);
  await open(kept as RequestLogSummary, changed as RequestLogSummary);
  const row = (await screen.findByText('kept')).closest('[role=row]');
  const redrawn: MutationRecord[] = [];
  const observer = new MutationObserver((records) => redrawn.push(...records));
  const what = { attributes: true, characterData: true, childList: true, subtree: true };
  observer.observe(row as HTMLElement, what);
  send(false, { ...(changed as RequestLogSummary), answer_preview: 'more' });
  await screen.findByText('more');
  redrawn.push(...observer.takeRecords());
  expect(redrawn).toEqual([]);
});

it('collects what happens while it is paused, and says how much', async () => {
  const user = await open(...prompts(['shown']));
  await user.click(await screen.findByRole('button', { name: 'Pause' }));
  send(false, ...prompts(['later'], ['shown', { answer_preview: 'changed' }]));
  await user.click(await screen.findByRole('button', { name: 'Resume (2 changed)' }));
  await screen.findByText('later');
  expect(screen.getByText('changed')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy();
});

it('filters by status, model, key and stream, and keeps the view in the address', async () => {
  const user = await open(
    ...prompts(
      ['alpha', { state: 'failed', status: 502, model: 'auto' }],
      ['beta', { model: 'lite', key: 'ci', stream: false }],
      ['gamma', { state: 'running', status: null, model: 'lite', key: 'default' }],
    ),
  );
  await screen.findByText('alpha');
  const shows = async (...names: string[]): Promise<void> => {
    await waitFor(() => {
      for (const name of ['alpha', 'beta', 'gamma'])
        expect(screen.queryByText(name) !== null).toBe(names.includes(name));
    });
  };
  const clear = () => user.click(screen.getByRole('button', { name: 'Clear filters' }));

  await user.click(screen.getByRole('radio', { name: /Failed/ }));
  await shows('alpha');
  expect(location.search).toBe('?status=failed');
  await clear();
  await user.selectOptions(screen.getByLabelText('Model'), 'lite');
  await shows('beta', 'gamma');
  await user.selectOptions(screen.getByLabelText('Key'), 'ci');
  await shows('beta');
  expect(location.search).toBe('?model=lite&key=ci');
  await clear();
  await user.selectOptions(screen.getByLabelText('Answer'), 'Whole');
  await shows('beta');
  await clear();
  await shows('alpha', 'beta', 'gamma');
  expect(location.search).toBe('');
});

it('starts with the view that the address names, and offers to leave it', async () => {
  history.replaceState(null, '', '/dashboard/requests?status=cancelled');
  const user = await open(...prompts(['alpha']));
  await screen.findByText('No request matches');
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
  await screen.findByText('alpha');
});

it('asks the server to search, and again when requests change', async () => {
  const asked: (string | null)[] = [];
  mockServer.use(
    http.get(`${location.origin}/dashboard/api/requests`, ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('search'));
      return HttpResponse.json({ data: prompts(['beta']) });
    }),
  );
  const user = await open(...prompts(['alpha'], ['beta']));
  await screen.findByText('alpha');
  await user.type(screen.getByLabelText('Search requests and answers'), 'needle');
  await waitFor(() => expect(screen.queryByText('alpha')).toBeNull());
  expect(screen.getByText('beta')).toBeTruthy();
  expect(asked).toEqual(['needle']);
  send(false, ...prompts(['beta']));
  await waitFor(() => expect(asked).toEqual(['needle', 'needle']));
});

it('says that a search failed, and searches again', async () => {
  const error = { message: 'The log is busy.', code: 'internal_error' };
  mockServer.use(refusing('listRequestLogs', 500, error));
  const user = await open(...prompts(['alpha']));
  await user.type(await screen.findByLabelText('Search requests and answers'), 'x');
  await screen.findByText('The log is busy.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('opens a request with the keyboard', async () => {
  const user = await open(...prompts(['alpha'], ['beta'], ['gamma']));
  await screen.findByText('alpha');
  screen.getByRole('grid').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{Home}{End}{ArrowUp}{Enter}');
  expect(location.pathname).toBe('/dashboard/requests/req_beta');
});

it('clears only after a confirmation that says what happens', async () => {
  const user = await open(...prompts(['done'], ['going', { state: 'running', status: null }]));
  await screen.findByText('done');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  const dialog = screen.getByRole('alertdialog', { name: 'Clear the requests?' });
  expect(dialog.textContent).toContain('Those that still run stay.');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Clear' }));

  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Clear requests' }));
  await waitFor(() => expect(screen.queryByText('done')).toBeNull());
  expect(screen.getByText('going')).toBeTruthy();
  expect(toasts.list[0]?.message).toBe('One request was removed.');
});

it('exports all requests as a file', async () => {
  mockServer.use(answering('exportRequestLogs', { body: { data: [requestLogOf()] } }));
  const files: Blob[] = [];
  const names: string[] = [];
  Object.assign(URL, {
    createObjectURL: (file: Blob) => `blob:${files.push(file)}`,
    revokeObjectURL: () => undefined,
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const user = await open(...prompts(['alpha']));
  await user.click(await screen.findByRole('button', { name: 'Export all' }));
  await expect.poll(() => names[0]).toMatch(/^requests-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(await (files[0] as Blob).text())).toMatchObject({ data: [{ method: 'POST' }] });
});

it('shows how to make the first request', async () => {
  await open();
  await screen.findByText('No requests yet');
  expect(screen.getByText(/^curl/).textContent).toContain(`${location.origin}/v1`);
});

it('shows hostile texts as texts', async () => {
  const hostile = '<img src=x onerror="document.title=1">';
  await open(
    summaryOf({ prompt_preview: hostile, answer_preview: hostile, requested_model: hostile, key: hostile }),
  );
  expect((await screen.findAllByText(hostile)).length).toBeGreaterThan(3);
  expect(document.querySelector('img')).toBeNull();
});

it('keeps few rows in the page however many there are', async () => {
  await open(...Array.from({ length: 800 }, (_, i) => summaryOf({ id: `req_${i}`, received_at_ms: i })));
  await waitFor(() => expect(listed().length).toBeGreaterThan(5));
  expect(listed().length).toBeLessThan(60);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('801');
});
