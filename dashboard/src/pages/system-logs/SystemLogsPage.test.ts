import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { SystemLogEntry } from '../../api/types.ts';
import { MockEventSource } from '../../mocks/event-source.ts';
import { systemLogOf } from '../../mocks/factories.ts';
import { systemLogs } from '../../state/system-logs.svelte.ts';
import { toasts } from '../../state/toasts.svelte.ts';
import SystemLogsPage from './SystemLogsPage.svelte';

beforeEach(() => {
  systemLogs.rows = [];
  systemLogs.loaded = false;
  toasts.list = [];
});

const send = (snapshot: boolean, ...data: SystemLogEntry[]): void =>
  MockEventSource.send({ type: 'system_logs', snapshot, data });

const lines = (...given: Partial<SystemLogEntry>[]): SystemLogEntry[] =>
  given.map((entry, index) => systemLogOf({ id: index + 1, fields: {}, ...entry }));

const many = (count: number): SystemLogEntry[] =>
  lines(...Array.from({ length: count }, (_, index) => ({ message: `line ${index + 1}` })));

async function open(...entries: SystemLogEntry[]) {
  const user = userEvent.setup();
  render(SystemLogsPage);
  await expect.poll(() => MockEventSource.current()?.url).toContain('topics=system_logs');
  send(true, ...entries);
  return user;
}

const three = (): SystemLogEntry[] =>
  lines(
    { message: 'alpha', level: 'debug', source: 'pool' },
    { message: 'beta', level: 'warn', source: 'qodercli', fields: { pid: 77 } },
    { message: 'gamma', level: 'error', source: 'pool' },
  );

async function shows(...names: string[]): Promise<void> {
  await waitFor(() => {
    for (const name of ['alpha', 'beta', 'gamma'])
      expect(screen.queryByText(name) !== null).toBe(names.includes(name));
  });
}

it('shows a snapshot, oldest first, and adds what is new', async () => {
  await open(...lines({ message: 'alpha' }));
  await screen.findByText('alpha');
  send(false, systemLogOf({ id: 9, message: 'beta', fields: { pid: 4_242, why: { a: 1 } } }));
  await screen.findByText('beta');
  const rows = screen.getAllByRole('row').map((row) => row.textContent);
  expect(rows[0]).toContain('alpha');
  expect(rows[1]).toContain('pid=4242 why={"a":1}');
});

it('filters by least level, source and text', async () => {
  const user = await open(...three());
  await shows('alpha', 'beta', 'gamma');
  await user.selectOptions(screen.getByLabelText('Level'), 'Warnings and above');
  await shows('beta', 'gamma');
  await user.selectOptions(screen.getByLabelText('Source'), 'pool');
  await shows('gamma');
  expect(screen.getByText('1 of 3 lines')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await user.type(screen.getByLabelText('Search messages and fields'), '"PID":77');
  await shows('beta');
  await user.type(screen.getByLabelText('Search messages and fields'), 'nothing');
  await screen.findByText('No line matches');
});

it('shows what qodercli wrote, not that it wrote', async () => {
  const fields = { pid: 7, stderr: 'settings.json was not found' };
  const user = await open(...lines({ message: 'qodercli wrote to stderr', fields }));
  await user.click(await screen.findByText('settings.json was not found'));
  const panel = within(screen.getByRole('region', { name: 'Log line' }));
  expect(panel.getByRole('region', { name: 'Fields' }).textContent).toContain('"pid": 7');
  await user.click(panel.getByRole('button', { name: 'Copy line as JSON' }));
  expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({ fields });
  await user.click(panel.getByRole('button', { name: 'Close the line' }));
  expect(screen.queryByRole('region', { name: 'Log line' })).toBeNull();
});

it('follows the end until one scrolls up, and jumps back to it', async () => {
  const user = await open(...many(200));
  await screen.findByText('line 200');
  expect(screen.queryByText('line 1')).toBeNull();

  const grid = screen.getByRole('grid');
  grid.scrollTop = 0;
  await fireEvent.scroll(grid);
  await screen.findByText('line 1');
  send(false, ...lines({ id: 201, message: 'line 201' }, { id: 202, message: 'line 202' }));
  await user.click(await screen.findByRole('button', { name: /Jump to newest.*\(2\)/ }));
  await screen.findByText('line 202');
  expect(screen.queryByRole('button', { name: /Jump to newest/ })).toBeNull();
});

it('keeps the last 2000 lines', async () => {
  await open(...many(1_999));
  await screen.findByText('line 1999');
  send(false, ...lines({ id: 2_000, message: 'line 2000' }, { id: 2_001, message: 'line 2001' }));
  await screen.findByText('line 2001');
  expect(systemLogs.rows).toHaveLength(2_000);
  expect(systemLogs.rows[0]?.message).toBe('line 2');
});

it('pauses, and shows what came in when it goes on', async () => {
  const user = await open(...lines({ message: 'alpha' }));
  await user.click(await screen.findByRole('button', { name: 'Pause' }));
  send(false, systemLogOf({ id: 2, message: 'beta' }));
  await user.click(await screen.findByRole('button', { name: 'Resume (1 new)' }));
  await screen.findByText('beta');
});

it('clears after a confirmation', async () => {
  const user = await open(...lines({ message: 'alpha' }));
  await user.click(await screen.findByRole('button', { name: 'Clear' }));
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.getByText(/standard output stays/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Clear lines' }));
  await screen.findByText('No log lines');
  expect(toasts.list[0]?.message).toBe('One line was removed.');
});

it('shows hostile texts as texts', async () => {
  const hostile = '<img src=x onerror="document.title=1">';
  const user = await open(...lines({ message: hostile, source: hostile, fields: { [hostile]: hostile } }));
  const [text] = await screen.findAllByText(hostile);
  await user.click(text as HTMLElement);
  expect(document.querySelector('img')).toBeNull();
});
