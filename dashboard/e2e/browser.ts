import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Gateway, startGateway } from '../../contract-tests/support/gateway.ts';
import { browserPath } from '../../scripts/browser.mjs';

export const PASSWORD = 'a password of the dashboard';

function launchBrowser(): Promise<Browser> {
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

export async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

export interface Stage {
  readonly gateway: Gateway;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** The built server with a browser beside it. */
export async function setStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const [gateway, browser] = await Promise.all([
    startGateway({ env: { DASHBOARD_PASSWORD: PASSWORD, ...env } }),
    launchBrowser(),
  ]);
  return {
    gateway,
    browser,
    async close() {
      await browser.close();
      await gateway.stop();
    },
  };
}

/** The same, signed in on a page of the dashboard. At the end the browser must not have complained of anything. */
export async function openDashboard(
  path: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Stage & { readonly visited: Visit }> {
  const stage = await setStage(env);
  const visited = await visit(stage.browser, `${stage.gateway.url}/dashboard/${path}`);
  await signIn(visited.page);
  return {
    ...stage,
    visited,
    async close() {
      await stage.close();
      expect(visited.complaints).toEqual([]);
    },
  };
}
