import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { scripted } from '../../contract-tests/support/script.ts';
import { openDashboard, PASSWORD, type Visit } from './browser.ts';

const CHAT = '/v1/chat/completions';

describe('the overview and the endpoints', () => {
  let gateway: Gateway;
  let visited: Visit;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, visited, close } = await openDashboard('', {
      QODER_MAX_PROCESSES: '6',
      QODER_MAX_CONCURRENCY: '4',
    }));
  });
  afterAll(() => close());

  it('shows health, version and account as they are', async () => {
    const { page } = visited;
    await page.getByText('The last boot succeeded.').waitFor();
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor();
    const server = page.locator('section').filter({ hasText: 'Event loop lag' });
    expect(await server.textContent()).toContain('simulator');
    await page
      .locator('section')
      .filter({ hasText: 'Qoder account' })
      .getByText('Simulated account')
      .waitFor();
  });

  it('follows the pool while requests run', async () => {
    const { page } = visited;
    const running = [1, 2].map(() =>
      gateway
        .post(CHAT, scripted([{ text: 'x' }, { sleep: 4_000 }], { stream: true }))
        .then((answer) => answer.text()),
    );
    await page.getByRole('img', { name: /^2 busy/ }).waitFor();
    await page.getByText(/\(2 running\)/).waitFor();
    await Promise.all(running);
    await page.getByRole('img', { name: /^0 busy/ }).waitFor();
  });

  it('plots what was asked, by outcome, and for one model alone', async () => {
    const { page } = visited;
    for (const model of ['auto', 'lite', 'lite']) {
      await gateway.post(CHAT, { ...scripted([{ text: 'fine' }, { usage: { output_tokens: 5 } }]), model });
    }
    await gateway.post(CHAT, scripted([{ error: 'rate_limit', message: 'slow down' }]));
    await page.reload();
    await page.getByRole('figure', { name: /^Requests: .*client errors 1.*ok 5/ }).waitFor();
    // Drawn, not only told: the canvas holds pixels of the plot.
    const drawn = await page
      .locator('figure canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
          data: [],
        };
        return data.some((value) => value > 0);
      });
    expect(drawn).toBe(true);
    await page.getByLabel('Model').selectOption('lite');
    await page.getByRole('figure', { name: /^Requests: .*client errors 0.*ok 2/ }).waitFor();
    await page.getByText('15 min').click();
    await page.getByRole('heading', { name: 'Last 15 minutes' }).waitFor();
  });

  it('gives the address, the key after the password, and code that is complete', async () => {
    const { page } = visited;
    await page.getByRole('link', { name: 'Endpoints' }).click();
    await page.getByText(`${gateway.url}/v1`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Reveal key default' }).click();
    await page.getByLabel('Password of the dashboard').fill(PASSWORD);
    await page.getByRole('button', { name: 'Reveal', exact: true }).click();
    await page.getByText(gateway.key, { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'curl' }).focus();
    await page.keyboard.press('ArrowDown');
    const code = await page.getByRole('tabpanel', { name: 'OpenAI Python' }).textContent();
    expect(code).toContain(`base_url="${gateway.url}/v1"`);
    expect(code).toContain(gateway.key);
    await page.getByText('/v1/models/{model}').waitFor();
    // Gone with the page: a key is not kept.
    await page.reload();
    await page.getByRole('heading', { name: 'Base URL' }).waitFor();
    expect(await page.content()).not.toContain(gateway.key);
  });
});
