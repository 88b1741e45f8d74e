import { describe, expect, it } from 'vitest';
import { createRemoteAddress, type TrustedProxies } from './remote-address.ts';

const PROXY = '10.0.0.9';
const NETWORKS: TrustedProxies = [
  { address: '10.0.0.0', prefix: 8 },
  { address: 'fd00::', prefix: 8 },
];

describe('the address of a client', () => {
  it.each<[string, TrustedProxies, string, string | undefined, string]>([
    ['is the peer, whatever it says, when no proxy is trusted', 0, '192.0.2.7', '1.1.1.1', '192.0.2.7'],
    ['is the peer of a list of none', [], '192.0.2.7', '1.1.1.1', '192.0.2.7'],
    ['is what the one proxy has appended', 1, PROXY, '192.0.2.7', '192.0.2.7'],
    ['is not what the client has written before', 1, PROXY, '1.1.1.1, 192.0.2.7', '192.0.2.7'],
    ['is the last but one behind two', 2, PROXY, '1.1.1.1, 192.0.2.7, 10.0.0.8', '192.0.2.7'],
    ['is the first there is when fewer have been passed', 3, PROXY, '192.0.2.7', '192.0.2.7'],
    ['is the peer without the header', 1, PROXY, undefined, PROXY],
    ['is the peer when the header is nonsense', 1, PROXY, 'unknown', PROXY],
    ['is the peer when the header is empty', 1, PROXY, '', PROXY],
    [
      'is before the first hop that no network trusts',
      NETWORKS,
      PROXY,
      '1.1.1.1, 192.0.2.7, 10.1.1.1',
      '192.0.2.7',
    ],
    ['is the peer that no network trusts', NETWORKS, '192.0.2.7', '10.0.0.1', '192.0.2.7'],
    ['is a trusted one where all are', NETWORKS, PROXY, '10.0.0.2, 10.0.0.3', '10.0.0.2'],
    ['stops at nonsense', NETWORKS, PROXY, '192.0.2.7, x, 10.0.0.3', '10.0.0.3'],
    ['may be IPv6', NETWORKS, 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['may be IPv4 in IPv6', NETWORKS, '::ffff:10.0.0.9', '192.0.2.7', '192.0.2.7'],
    ['may have a port', 1, PROXY, '192.0.2.7:4711', '192.0.2.7'],
    ['may have brackets and a port', 1, PROXY, '[2001:db8::7]:4711', '2001:db8::7'],
  ])('%s', (_, trusted, peer, forwarded, expected) => {
    expect(createRemoteAddress(trusted)(peer, forwarded)).toBe(expected);
  });
});
