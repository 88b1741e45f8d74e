import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Plugin, Request } from '@hapi/hapi';

/** How many proxies stand in front of the server, or the networks that they have their addresses from. */
export type TrustedProxies = number | readonly { readonly address: string; readonly prefix: number }[];

export interface RemoteAddressOptions {
  readonly trustedProxies: TrustedProxies;
}

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    /** Of the client, as far as trusted proxies tell. */
    remoteAddress: string;
  }
}

/**
 * Who sent a request. Each proxy appends to `X-Forwarded-For` whom it got the request from, so that only what
 * trusted proxies have appended is read, from the end: whatever a client writes there stands before it.
 * @param peer the other end of the connection.
 * @param forwarded the header's value, all its lines joined.
 */
export function createRemoteAddress(
  trusted: TrustedProxies,
): (peer: string, forwarded: string | undefined) => string {
  const isTrusted = typeof trusted === 'number' ? undefined : membershipOf(trusted);
  return (peer, forwarded) => {
    let client = plainAddress(peer) ?? peer;
    if (trusted === 0 || forwarded === undefined) return client;
    const hops = forwarded.split(',');
    for (let passed = 0; hops.length > 0; passed += 1) {
      if (isTrusted === undefined ? passed >= Number(trusted) : !isTrusted(client)) return client;
      const next = plainAddress(hops.pop()?.trim() ?? '');
      // Whatever a proxy meant by it, it names nobody.
      if (next === undefined) return client;
      client = next;
    }
    return client;
  };
}

/** Without the port that some proxies add; IPv4 in its own form. Undefined when it is no address. */
function plainAddress(text: string): string | undefined {
  const bare =
    /^\[([^\]]{1,60})\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]{7,15}):\d{1,5}$/.exec(text)?.[1] ?? text;
  const mapped = /^::ffff:([\d.]{7,15})$/i.exec(bare)?.[1] ?? bare;
  return isIP(mapped) === 0 ? undefined : mapped;
}

function membershipOf(
  networks: readonly { readonly address: string; readonly prefix: number }[],
): (address: string) => boolean {
  const list = new BlockList();
  const family = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');
  for (const { address, prefix } of networks) list.addSubnet(address, prefix, family(address));
  return (address) => isIP(address) !== 0 && list.check(address, family(address));
}

/** Says of each request where it comes from. */
export const remoteAddress: Plugin<RemoteAddressOptions> = {
  name: 'remote-address',
  register(server, { trustedProxies }) {
    const addressOf = createRemoteAddress(trustedProxies);
    server.ext('onRequest', (request: Request, h) => {
      const forwarded = request.raw.req.headers['x-forwarded-for'];
      request.app.remoteAddress = addressOf(request.info.remoteAddress, forwarded?.toString());
      return h.continue;
    });
  },
};
