import type { Request } from '@hapi/hapi';
import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const PUBLIC = 'https://qoder.example/base';
const judge = (headers: Readonly<Record<string, string>>, publicBaseUrl?: string): boolean =>
  isSameOrigin({ raw: { req: { headers } } } as unknown as Request, publicBaseUrl);

describe('a request may change something', () => {
  it.each([
    ['from no browser', {}, undefined],
    ['by the word of the browser', { 'sec-fetch-site': 'same-origin' }, undefined],
    ['whatever the Origin then', { 'sec-fetch-site': 'same-origin', origin: 'https://a.example' }, undefined],
    ['from the host that was asked', { origin: 'http://10.0.0.1:3000', host: '10.0.0.1:3000' }, undefined],
    ['from the same host behind TLS', { origin: 'https://a.example', host: 'a.example' }, undefined],
    ['from a default port', { origin: 'http://a.example:80', host: 'a.example' }, undefined],
    ['from IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3000' }, undefined],
    ['from the public address', { origin: 'https://qoder.example', host: 'internal:3000' }, PUBLIC],
    ['from its default port', { origin: 'https://qoder.example:443', host: 'internal:3000' }, PUBLIC],
  ])('%s', (_, headers, publicBaseUrl) => {
    expect(judge(headers, publicBaseUrl)).toBe(true);
  });

  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }, undefined],
    ['from a sibling', { 'sec-fetch-site': 'same-site', origin: 'https://qoder.example' }, PUBLIC],
    ['from the address bar', { 'sec-fetch-site': 'none' }, undefined],
    ['by a word that nobody knows', { 'sec-fetch-site': 'Same-Origin' }, undefined],
    ['from another host', { origin: 'http://evil.example', host: 'a.example' }, undefined],
    ['from another port', { origin: 'http://a.example:8080', host: 'a.example' }, undefined],
    ['from a sandbox', { origin: 'null', host: 'null' }, undefined],
    ['from nonsense', { origin: 'a.example', host: 'a.example' }, undefined],
    ['from an empty Origin', { origin: '', host: 'a.example' }, undefined],
    ['from the public name by another scheme', { origin: 'http://qoder.example', host: 'x' }, PUBLIC],
    ['from another port of it', { origin: 'https://qoder.example:8443', host: 'x' }, PUBLIC],
    ['from a name that begins like it', { origin: 'https://qoder.example.evil.example', host: 'x' }, PUBLIC],
    ['from any Origin without a host', { origin: 'https://a.example' }, undefined],
  ])('but not %s', (_, headers, publicBaseUrl) => {
    expect(judge(headers, publicBaseUrl)).toBe(false);
  });
});
