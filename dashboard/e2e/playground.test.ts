import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { type Step, simulate } from '../../contract-tests/support/script.ts';
import { openDashboard, type Visit } from './browser.ts';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the playground', () => {
  let gateway: Gateway;
  let visited: Visit;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, visited, close } = await openDashboard('playground'));
  });
  afterAll(() => close());
  beforeEach(async () => {
    const again = visited.page.getByRole('button', { name: 'New chat' });
    if (await again.isEnabled()) await again.click();
  });

  const send = async (...steps: readonly Step[]): Promise<void> => {
    await visited.page.getByRole('textbox', { name: 'Message' }).fill(simulate(...steps));
    await visited.page.keyboard.press('Enter');
  };
  const answer = () => visited.page.getByRole('article', { name: 'Answer' }).last();

  it('shows an answer piece by piece, then what it cost', async () => {
    await send({ text: 'One piece' }, { sleep: 1_500 }, { text: ' and another' }, { credits: 0.5 });
    await answer().getByText('One piece', { exact: true }).waitFor();
    expect(await answer().textContent()).not.toContain('and another');
    await answer().getByText('One piece and another').waitFor();
    const facts = answer().getByRole('list', { name: 'About this answer' });
    await facts.getByText(/auto/i).first().waitFor();
    expect(await facts.textContent()).toMatch(/0\.5/);
  });

  it('draws markdown and highlights code', async () => {
    await send({ text: '## Title\n\n- **bold** item\n\n```js\nconst a = 1;\n```\n' });
    await answer().getByRole('heading', { name: 'Title' }).waitFor();
    expect(await answer().locator('strong').textContent()).toBe('bold');
    await answer().locator('pre .hljs-keyword').first().waitFor();
  });

  it('stops when it is told to, and the process behind it ends', async () => {
    await send({ text: 'so far' }, { hang: true });
    await answer().getByText('so far').waitFor();
    await visited.page.getByRole('button', { name: 'Stop' }).click();
    await answer()
      .getByText(/stopped/i)
      .waitFor();
    await gateway.logged((line) => line.operationId === 'createPlaygroundCompletion' && line.status === 499);
    await send({ text: 'and it goes on' });
    await answer().getByText('and it goes on').waitFor();
  });

  it('folds reasoning away once the answer begins', async () => {
    await send({ thinking: 'Let me think.' }, { text: 'Here it is.' });
    await answer().getByText('Here it is.').waitFor();
    const fold = answer().locator('details');
    expect(await fold.getAttribute('open')).toBeNull();
    await fold.locator('summary').click();
    await answer().getByText('Let me think.').waitFor();
  });

  it('takes the result of a tool call and goes on with it', async () => {
    const { page } = visited;
    const sample = page.getByRole('button', { name: 'Insert sample' });
    await sample.scrollIntoViewIfNeeded();
    await sample.click();
    await send({ tools: [{ name: 'get_weather', input: { city: 'Oslo' } }] }, { text: 'Cold, as expected.' });
    const call = answer().getByRole('region', { name: 'Call of get_weather' });
    await call.getByText('Oslo').first().waitFor();
    await call.getByLabel('Result').fill('{"celsius":-3}');
    await page.getByRole('button', { name: /Send result/ }).click();
    await page.getByRole('article', { name: 'Answer' }).getByText('Cold, as expected.').waitFor();
  });

  it('sends an image', async () => {
    const { page } = visited;
    await page
      .getByLabel('Image files')
      .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG });
    await page.getByRole('list', { name: 'Images' }).locator('img').first().waitFor();
    const request = page.waitForRequest((sent) => sent.url().endsWith('/chat/completions'));
    await send({ text: 'A dot.' });
    expect((await request).postData()).toContain('data:image/png;base64,');
    await answer().getByText('A dot.').waitFor();
  });

  it('says what went wrong, keeps what came, and tries again', async () => {
    await send(
      { text: 'half of it' },
      { sleep: 300 },
      { error: 'server_error', message: 'The model is overloaded.' },
    );
    await answer().getByText('The model is overloaded.').waitFor();
    await answer().getByText('half of it').waitFor();
    await visited.page.getByRole('button', { name: 'Retry' }).waitFor();
  });

  it('keeps the conversation for the tab, over a reload', async () => {
    await send({ text: 'remember me' });
    await answer().getByText('remember me').waitFor();
    await visited.page.reload();
    await answer().getByText('remember me').waitFor();
  });
});
