import { expect, it } from 'vitest';
import { acceptsPage } from './accepts-page.ts';

it.each([
  undefined,
  '*/*',
  'text/*',
  'text/html',
  'TEXT/HTML;Q=0.1',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'application/json, text/html',
])('a client that sends Accept: %s gets a page', (accept) => {
  expect(acceptsPage(accept)).toBe(true);
});

it.each([
  '',
  'application/json',
  'application/json, text/plain, */*',
  'text/html;q=0, application/json',
  'text/html; q=0.000',
  'image/png',
  'text/event-stream',
])('a client that sends Accept: %s does not', (accept) => {
  expect(acceptsPage(accept)).toBe(false);
});
