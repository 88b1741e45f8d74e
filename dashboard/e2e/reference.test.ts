import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KEY } from '../../contract-tests/support/gateway.ts';
import { type Stage, setStage, visit } from './browser.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
const { paths } = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
const operations = Object.values<Record<string, { operationId: string }>>(paths).flatMap((item) =>
  Object.entries(item).flatMap(([method, operation]) => (METHODS.has(method) ? operation.operationId : [])),
);

describe('the API reference', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  it('shows every operation of the contract, asks no other host, and complains of nothing', async () => {
    const { gateway, browser } = stage;
    const { page, complaints, close } = await visit(browser, 'about:blank');
    const hosts = new Set<string>();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin);
    });
    await page.goto(`${gateway.url}/docs`);
    await page.getByRole('heading', { name: /Qoder Gateway/ }).waitFor();
    const shown = await page
      .locator('.opblock')
      .evaluateAll((blocks) => blocks.map((block) => block.id.split('-').at(-1)));
    expect(shown.sort()).toEqual([...operations].sort());
    expect(shown).toContain('createChatCompletion');
    // One of them in full: its parameters, its schemas, its examples.
    await page.locator('[id$=-createChatCompletion]').getByRole('button').first().click();
    await page.getByText('Request body').first().waitFor();
    await page.getByRole('button', { name: 'Try it out' }).waitFor();
    expect([...hosts]).toEqual([gateway.url]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('tries an operation with a key that is put in', async () => {
    const { gateway, browser } = stage;
    const { page, complaints, close } = await visit(browser, `${gateway.url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).click();
    // The metrics have a key of their own.
    const form = page.locator('form').filter({ hasText: 'bearerAuth' });
    await form.getByLabel('auth-bearer-value').fill(KEY);
    await form.getByRole('button', { name: 'Apply credentials' }).click();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const operation = page.locator('[id$=-listModels]');
    await operation.getByRole('button').first().click();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/models');
    await operation.getByRole('button', { name: 'Execute' }).click();
    expect((await answered).status()).toBe(200);
    // Nothing of the key outlives the tab.
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain(KEY);
    expect(complaints).toEqual([]);
    await close();
  });
});
