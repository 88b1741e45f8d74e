import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { scripted } from '../../contract-tests/support/script.ts';
import { openDashboard, type Visit } from './browser.ts';

const CHAT = '/v1/chat/completions';
const ROWS = 'role=row';

describe('the requests page', () => {
  let gateway: Gateway;
  let visited: Visit;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, visited, close } = await openDashboard('requests'));
  });
  afterAll(() => close());

  it('says how to make a first request', async () => {
    await visited.page.getByText(`${gateway.url}/v1`).first().waitFor();
  });

  it('shows a request of curl within a second, and its text as it streams', async () => {
    const { page } = visited;
    const body = scripted(
      // Cut, so that the request's own text does not hold what is waited for.
      [{ text: 'first words' }, { sleep: 2_500 }, { text: ' and las' }, { text: 't words' }, { sleep: 500 }],
      { stream: true },
    );
    const startedAt = performance.now();
    const curl = spawn('curl', [
      ...['-sN', `${gateway.url}${CHAT}`, '-H', `authorization: Bearer ${gateway.key}`],
      ...['-H', 'content-type: application/json', '-d', JSON.stringify(body)],
    ]);
    await page.locator(ROWS, { hasText: 'first words' }).waitFor();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    const row = page.locator(ROWS, { hasText: 'first words' });
    await row.getByText('Running').waitFor();
    expect(await row.textContent()).not.toContain('last words');
    await page.locator(ROWS, { hasText: 'and last words' }).waitFor();
    await page.locator(ROWS, { hasText: 'and last words' }).getByText('200').waitFor();
    expect(curl.exitCode === null || curl.exitCode === 0).toBe(true);
  });

  it('opens a request with its facts, at an address of its own', async () => {
    const { page } = visited;
    await page.locator(ROWS, { hasText: 'and last words' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('first words and last words').waitFor();
    await drawer.getByText(/Queued/).waitFor();
    expect(page.url()).toMatch(/\/dashboard\/requests\/req_\w+$/);
    await page.reload();
    await drawer.getByText('first words and last words').waitFor();
    await drawer.getByRole('tab', { name: 'Request' }).click();
    await drawer.getByText('simulate', { exact: false }).first().waitFor();
    const download = page.waitForEvent('download');
    await drawer.getByRole('button', { name: 'Export JSON' }).click();
    const file = await (await download).path();
    expect(JSON.parse(await readFile(file, 'utf8')).text).toBe('first words and last words');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/\/dashboard\/requests$/);
  });

  it('grows the answer of a request that one looks at', async () => {
    const { page } = visited;
    const steps = [{ text: 'looked at' }, { sleep: 2_500 }, { text: ', until the end' }];
    const answer = gateway.post(CHAT, scripted(steps, { stream: true })).then((response) => response.text());
    await page.locator(ROWS, { hasText: 'looked at' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('looked at', { exact: true }).waitFor();
    await drawer.getByText('looked at, until the end').waitFor();
    await answer;
    await page.keyboard.press('Escape');
  });

  it('replays a request in the playground', async () => {
    const { page } = visited;
    await page.locator(ROWS, { hasText: 'and last words' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay in playground' }).click();
    await page.getByRole('heading', { name: 'Playground' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toContain('<simulate>');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('article', { name: 'Answer' }).getByText('first words and last words').waitFor();
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.locator(ROWS, { hasText: 'dashboard' }).first().waitFor();
  });

  it('holds still while it is paused, and filters', async () => {
    const { page } = visited;
    await page.getByRole('button', { name: 'Pause' }).click();
    await gateway.post(CHAT, scripted([{ text: 'came while paused' }]));
    await page.getByRole('button', { name: /Resume.*\d/ }).waitFor();
    expect(await page.locator(ROWS, { hasText: 'came while paused' }).count()).toBe(0);
    await page.getByRole('button', { name: /Resume/ }).click();
    await page.locator(ROWS, { hasText: 'came while paused' }).waitFor();
    await gateway.post(CHAT, scripted([{ error: 'server_error', message: 'the model is overloaded' }]));
    await page.locator(ROWS, { hasText: 'the model is overloaded' }).waitFor();
    await page.getByRole('searchbox').fill('overloaded');
    await page.locator(ROWS, { hasText: 'came while paused' }).waitFor({ state: 'detached' });
    await page.locator(ROWS, { hasText: 'the model is overloaded' }).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.locator(ROWS, { hasText: 'came while paused' }).waitFor();
  });

  it('clears after it has asked', async () => {
    const { page } = visited;
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /^Clear/ })
      .click();
    await page.locator(ROWS, { hasText: 'came while paused' }).waitFor({ state: 'detached' });
    const { data } = await page.evaluate(() =>
      fetch('/dashboard/api/requests').then((answer) => answer.json()),
    );
    expect(data).toEqual([]);
  });
});
