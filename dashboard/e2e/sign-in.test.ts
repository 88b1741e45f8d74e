import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { setStage, signIn, visit } from './browser.ts';

describe('signing in', () => {
  let gateway: Gateway;
  let browser: Browser;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, browser, close } = await setStage());
  });
  afterAll(() => close());

  it('leads to the page that was asked for, and stays after a reload', async () => {
    const { page, complaints, close } = await visit(browser, `${gateway.url}/dashboard/system-logs`);
    await signIn(page);
    await page.getByRole('heading', { name: 'System logs' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'System logs' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps the session where no script can read it', async () => {
    const { page, close } = await visit(browser, `${gateway.url}/dashboard/`);
    await signIn(page);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'qoder_dashboard', httpOnly: true, sameSite: 'Strict' });
    const readable = await page.evaluate(() => [
      document.cookie,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ]);
    expect(readable.join()).not.toContain('Fe26');
    await close();
  });

  it('signing out ends the session in every tab', async () => {
    const { page, close } = await visit(browser, `${gateway.url}/dashboard/`);
    await signIn(page);
    const other = await page.context().newPage();
    await other.goto(`${gateway.url}/dashboard/system-logs`);
    await other.getByRole('heading', { name: 'System logs' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    // The other tab learns of it by itself.
    await other.getByText('The session has ended. Sign in again.').waitFor();
    await close();
  });

  it('makes a guesser wait, and says for how long', async () => {
    const { page, complaints, close } = await visit(browser, `${gateway.url}/dashboard/`);
    const guess = async (): Promise<void> => {
      await page.getByLabel('Password').fill('a guess');
      const answered = page.waitForResponse((response) => response.url().endsWith('/session'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await answered;
      await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    };
    for (let count = 0; count < 4; count += 1) await guess();
    expect(await page.getByRole('alert').textContent()).toBe('The password is wrong.');
    // The fourth wrong one has started a wait, which the next try is told of.
    await guess();
    await page.getByRole('button', { name: /Try again in \d+ s/ }).waitFor();
    expect(await page.getByRole('button', { name: /Try again/ }).isDisabled()).toBe(true);
    // It ends by itself, and the right password then opens.
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(page);
    expect(complaints).toEqual([]);
    await close();
  });
});
