import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { browserPath } from '../../scripts/browser.mjs';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
}

export interface Visit {
  readonly page: Page;
  /** What the console said that it should not: errors, refusals of the content security policy, exceptions. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** What a browser prints for every refused request, the expected ones included. */
const EXPECTED = /Failed to load resource: the server responded with a status of (401|429)/;

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

export async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}
