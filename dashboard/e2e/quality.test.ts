import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../contract-tests/support/gateway.ts';
import { simulate } from '../../contract-tests/support/script.ts';
import { accessibilityViolations } from './accessibility.ts';
import { openDashboard, type Visit, visit } from './browser.ts';

const ATTACKS = [
  '<img src=x onerror="window.attacked=1">',
  '<script>window.attacked=1</script>',
  '"><svg onload=window.attacked=1>',
  '[click](javascript:window.attacked=1)',
  "{@html '<b>x</b>'}",
  '</script><script>window.attacked=1</script>',
];
const ATTACK = ATTACKS.join(' ');
const JAVASCRIPT_BUDGET_BYTES = 120_000;

const PAGES = [
  ['', 'Process pool'],
  ['endpoints', 'Connect a client'],
  ['playground', 'Playground'],
  ['requests', 'Requests'],
  ['system-logs', 'System logs'],
] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** One request whose every text is an attack. */
async function attack(gateway: Gateway): Promise<string> {
  const tool = { type: 'function', function: { name: 'look', description: ATTACK } };
  const steps = [
    { thinking: ATTACK },
    { text: ATTACK },
    { stderr: ATTACK },
    { tools: [{ name: 'look', input: { [ATTACK]: ATTACK } }] },
  ];
  const response = await gateway.post(
    '/v1/chat/completions',
    { model: ATTACK, messages: [{ role: 'user', content: ATTACK + simulate(...steps) }], tools: [tool] },
    { headers: { 'user-agent': ATTACK } },
  );
  expect(response.status).toBe(200);
  return response.headers.get('x-request-id') ?? '';
}

describe('the dashboard', () => {
  let gateway: Gateway;
  let browser: Browser;
  let visited: Visit;
  let attacker = '';
  const open = async (path: string, heading: string): Promise<void> => {
    const { page } = visited;
    await page.goto(`${gateway.url}/dashboard/${path}`);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  };
  const openDrawer = async (): Promise<void> => {
    await visited.page.goto(`${gateway.url}/dashboard/requests/${attacker}`);
    await visited.page.getByRole('dialog').getByText('Queued').waitFor();
  };
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ gateway, browser, visited, close } = await openDashboard(''));
    attacker = await attack(gateway);
  });
  afterAll(() => close());

  it('shows attacks as the texts that they are', async () => {
    const { page } = visited;
    for (const [path, heading] of PAGES) await open(path, heading);
    await openDrawer();
    const drawer = page.getByRole('dialog');
    for (const tab of await drawer.getByRole('tab').all()) {
      await tab.click();
      await drawer.getByText('window.attacked=1').first().waitFor();
    }
    await open('playground', 'Playground');
    await page
      .getByRole('textbox', { name: 'Message' })
      .fill(simulate({ thinking: ATTACK }, { text: ATTACK }));
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article', { name: 'Answer' });
    await answer.getByText('window.attacked=1').filter({ visible: true }).first().waitFor();
    expect(await answer.locator('img, script, svg[onload], a[href^="javascript"]').count()).toBe(0);
    expect(await page.evaluate(() => 'attacked' in window)).toBe(false);
  });

  it.each(['dark', 'light'] as const)(
    'has no accessibility violation in the %s theme',
    async (colorScheme) => {
      const { page } = visited;
      await page.emulateMedia({ colorScheme });
      for (const [path, heading] of PAGES) {
        await open(path, heading);
        expect(await accessibilityViolations(page), path).toEqual([]);
      }
      await openDrawer();
      expect(await accessibilityViolations(page), 'drawer').toEqual([]);
      const { page: outside, close } = await visit(browser, `${gateway.url}/dashboard/`, { colorScheme });
      await outside.getByLabel('Password').waitFor();
      expect(await accessibilityViolations(outside), 'sign-in').toEqual([]);
      await close();
    },
  );

  it.each(SIZES)('fits into $width pixels', async (size) => {
    const { page } = visited;
    await page.setViewportSize(size);
    const visits = [
      ...PAGES.map(([path, heading]) => [path, () => open(path, heading)] as const),
      ['drawer', openDrawer] as const,
    ];
    for (const [path, go] of visits) {
      await go();
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess, path).toBeLessThanOrEqual(0);
      // What sticks out of the scrolling main part counts too.
      const hidden = await page.evaluate(() => {
        const main = document.querySelector('main');
        return main === null ? 0 : main.scrollWidth - main.clientWidth;
      });
      expect(hidden, path).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it.each(PAGES)('/%s loads less JavaScript than its budget, all of it from here', async (path, heading) => {
    const { page } = visited;
    await open(path, heading);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const loaded = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map((entry) => ({
        url: entry.name,
        bytes: entry.encodedBodySize,
      })),
    );
    const scripts = loaded.filter(({ url }) => url.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(JAVASCRIPT_BUDGET_BYTES);
    expect(loaded.filter(({ url }) => !url.startsWith(gateway.url))).toEqual([]);
  });

  it('can be walked through with the keyboard alone', async () => {
    const { page } = visited;
    await open('', 'Process pool');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.getByRole('link', { name: 'Requests' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Requests', exact: true }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  it('says so when the server is gone, and recovers with it', async () => {
    const { page } = visited;
    await open('', 'Process pool');
    await page.route('**/dashboard/api/events**', (route) => route.abort());
    await page.reload();
    await page.getByText('Connection lost').waitFor();
    await page.unroute('**/dashboard/api/events**');
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor();
    // Refused connections are what this test asked for.
    (visited.complaints as string[]).splice(0, Number.POSITIVE_INFINITY);
  });
});
