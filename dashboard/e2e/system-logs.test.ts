import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { scripted } from '../../contract-tests/support/script.ts';
import { openDashboard, type Visit } from './browser.ts';

describe('the system logs', () => {
  let gateway: Gateway;
  let visited: Visit;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, visited, close } = await openDashboard('system-logs'));
  });
  afterAll(() => close());

  it('shows logins, and what qodercli writes to stderr, as it comes', async () => {
    const { page } = visited;
    await page.getByText('signed in to the dashboard').waitFor();
    await gateway.post('/v1/chat/completions', scripted([{ stderr: 'a warning of the CLI' }, { text: 'x' }]));
    await page.getByText('a warning of the CLI').waitFor();
  });

  it('tells how a name of nobody was understood', async () => {
    const { page } = visited;
    await gateway.post('/v1/chat/completions', { ...scripted([{ text: 'x' }]), model: 'nobody-knows-me' });
    await page.getByText('nobody-knows-me').first().waitFor();
  });

  it('filters by level and by text', async () => {
    const { page } = visited;
    await page.getByRole('searchbox').fill('a warning of the CLI');
    await page.getByText('signed in to the dashboard').waitFor({ state: 'detached' });
    await page.getByText('a warning of the CLI').first().waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByText('signed in to the dashboard').waitFor();
  });

  it('clears after it has asked', async () => {
    const { page } = visited;
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /^Clear/ })
      .click();
    await page.getByText('signed in to the dashboard').waitFor({ state: 'detached' });
    const { data } = await page.evaluate(() =>
      fetch('/dashboard/api/system-logs').then((answer) => answer.json()),
    );
    expect(data).toEqual([]);
  });
});
