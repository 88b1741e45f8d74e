import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressGroup } from '../address-group.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { refuseConnection } from './refusal.ts';

/** Beyond the bound so many may be told of it at once; the rest is closed without a word. */
const REFUSED_AT_ONCE = 32;
const RETRY_AFTER_MS = 5_000;
/** A flood is told of once in this time. */
const WARN_EVERY_MS = 60_000;

export interface ConnectionCountOptions {
  /** Connections in all. */
  readonly maxConnections: number;
  readonly log: Log;
}

/**
 * Bounds the connections, so that they cannot use up the descriptors. Where one is too many, an idle one makes room: the one that
 * has been idle longest of the address that has the most. Where none is idle, one whose client reads nothing, if its
 * address has more than the newcomer's. Otherwise the newcomer is told to come back.
 */
export function boundConnections(
  listener: Server,
  isIdle: (socket: Socket) => boolean,
  { maxConnections, log }: ConnectionCountOptions,
): void {
  /** In the order in which they were last busy. */
  const byAddress = new Map<string, Set<Socket>>();
  const groups = new WeakMap<Socket, Set<Socket>>();
  let count = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;
  listener.maxConnections = maxConnections + REFUSED_AT_ONCE;

  const groupsBySize = (): readonly Set<Socket>[] =>
    [...byAddress.values()].sort((one, other) => other.size - one.size);

  const superfluous = (newcomer: Socket, own: Set<Socket>): Socket | undefined => {
    const largestFirst = groupsBySize();
    for (const group of largestFirst) {
      for (const socket of group) if (socket !== newcomer && isIdle(socket)) return socket;
    }
    for (const group of largestFirst) {
      if (group.size <= own.size) return undefined;
      for (const socket of group) if (socket.writableLength > 0) return socket;
    }
    return undefined;
  };

  const warn = (): void => {
    if (performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    log.warn({ maxConnections, addresses: byAddress.size }, 'too many connections, idle ones are closed');
  };

  listener.on('connection', (socket: Socket) => {
    const address = addressGroup(socket.remoteAddress?.replace(/^::ffff:(?=[\d.]+$)/i, '') ?? '');
    const own = byAddress.get(address) ?? new Set();
    byAddress.set(address, own.add(socket));
    groups.set(socket, own);
    count += 1;
    const left = (): void => {
      if (!own.delete(socket)) return;
      count -= 1;
      if (own.size === 0 && byAddress.get(address) === own) byAddress.delete(address);
    };
    socket.once('close', left);
    if (count <= maxConnections) return;
    warn();
    const old = superfluous(socket, own);
    if (old !== undefined) {
      old.destroy();
      return;
    }
    left();
    const message = 'The server has as many connections as it may have. Try again later.';
    refuseConnection(socket, new ApiError('server_overloaded', message, { retryAfterMs: RETRY_AFTER_MS }));
  });
  listener.on('drop', warn);
  listener.on('request', ({ socket }, response) => {
    response.once('close', () => {
      const own = groups.get(socket);
      // To the end of the order.
      if (own?.delete(socket)) own.add(socket);
    });
  });
}
