import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createMessageEnds } from './message-ends.ts';

/** After an early answer: how long a client may send nothing, and how long it may go on sending, in milliseconds. */
const LINGER_SILENCE_MS = 5_000;
const LINGER_MS = 30_000;

export interface ConnectionGateOptions {
  /** How long a client may take nothing of an answer that waits for it, in milliseconds, before it counts as gone. */
  readonly stallMs: number;
}

export interface ConnectionGates {
  /** Whether no request of the connection is being answered. */
  readonly isIdle: (socket: Socket) => boolean;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

interface Gate {
  readonly enter: (request: IncomingMessage, response: ServerResponse, dispatch: () => void) => void;
  readonly isIdle: () => boolean;
  /** Throws away what still comes. */
  readonly discard: () => void;
  /** Leaves the connection to somebody else, with what was read of it. */
  readonly release: () => void;
}

/**
 * Answers the requests of each connection one after the other: the next is not even parsed before the answer to the
 * last has gone out. Left alone, node parses and dispatches all that one read holds (thousands of pipelined requests in
 * 64 kB) and keeps every answer that nobody reads. To be called when the listeners for requests are in place.
 */
export function gateConnections(listener: Server, { stallMs }: ConnectionGateOptions): ConnectionGates {
  const gates = new WeakMap<Socket, Gate>();
  listener.on('connection', (socket: Socket) => gates.set(socket, createGate(socket, stallMs)));
  for (const event of ['request', 'checkContinue'] as const) {
    const handlers = listener.listeners(event) as RequestListener[];
    listener.removeAllListeners(event);
    listener.on(event, (request: IncomingMessage, response: ServerResponse) => {
      const dispatch = (): void => {
        for (const handle of handlers) handle.call(listener, request, response);
      };
      const gate = gates.get(request.socket);
      if (gate === undefined) dispatch();
      else gate.enter(request, response, dispatch);
    });
  }
  listener.prependListener('clientError', (_error, socket) => gates.get(socket as Socket)?.discard());
  const release = (_request: IncomingMessage, socket: unknown): void =>
    gates.get(socket as Socket)?.release();
  listener.prependListener('connect', release);
  // A listener of our own would make node take every upgrade for wanted.
  listener.on('newListener', (event, added) => {
    if (event !== 'upgrade' || added === release || listener.listeners('upgrade').includes(release)) return;
    listener.on('upgrade', release);
  });
  return { isIdle: (socket) => gates.get(socket)?.isIdle() ?? true };
}

function createGate(socket: Socket, stallMs: number): Gate {
  const ends = createMessageEnds();
  /** The request that is being answered. */
  let current: IncomingMessage | undefined;
  /** The last that was parsed: its body may still be coming. */
  let latest: IncomingMessage | undefined;
  /** Parsed in one piece with the one before. */
  const waiting: (() => void)[] = [];
  /** Read, but not parsed. */
  let unparsed: Buffer | undefined;
  /** We have stopped the reading, rather than node. */
  let isHeld = false;
  let isDiscarding = false;

  // Node's own, which feeds its parser. Any listener for data takes the connection out of the parser's hands.
  const [feed] = socket.listeners('data') as ((bytes: Buffer) => void)[];
  if (feed === undefined) throw new Error('a connection came without a parser');

  const isBusy = (): boolean => waiting.length > 0 || current?.complete === true;

  const parse = (): void => {
    while (unparsed !== undefined) {
      if (isDiscarding || socket.destroyed) {
        unparsed = undefined;
        return;
      }
      // By node, for a body that nobody takes, or for an answer: it goes on with 'resume'.
      if (socket.isPaused()) return;
      if (isBusy()) {
        isHeld = true;
        socket.pause();
        return;
      }
      const bytes = unparsed;
      const end = ends.next(bytes);
      unparsed = end < bytes.length ? bytes.subarray(end) : undefined;
      feed(bytes.subarray(0, end));
    }
  };
  const read = (bytes: Buffer): void => {
    if (isDiscarding) return;
    unparsed = unparsed === undefined ? bytes : Buffer.concat([unparsed, bytes]);
    parse();
  };
  const resumed = (): void => {
    isHeld = false;
    parse();
  };
  socket.on('data', read);
  socket.removeListener('data', feed);
  socket.on('resume', resumed);

  const answered = (): void => {
    current = undefined;
    // Nothing can be answered on a connection that is closed, or that the last answer closes.
    if (!socket.writable) waiting.length = 0;
    const next = waiting.shift();
    if (next !== undefined) next();
    else if (isHeld) socket.resume();
  };

  const gate: Gate = {
    enter(request, response, dispatch) {
      latest = request;
      ends.began(request);
      const start = (): void => {
        current = request;
        hangUpWhenStalled(response, stallMs);
        response.once('close', answered);
        dispatch();
      };
      if (current === undefined) start();
      else waiting.push(start);
    },
    isIdle: () => current === undefined,
    discard() {
      isDiscarding = true;
      unparsed = undefined;
    },
    release() {
      socket.removeListener('data', read);
      socket.removeListener('resume', resumed);
      if (unparsed !== undefined) socket.unshift(unparsed);
    },
  };

  // Node closes with this after a last answer. Closing on bytes that nobody has read resets the connection, and the
  // client loses the answer: a refusal that came before its body was read, say.
  const destroySoon = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    const isAllRead = (latest === undefined || latest.complete) && unparsed === undefined && !isHeld;
    if (isAllRead) return destroySoon();
    gate.discard();
    socket.setTimeout(LINGER_SILENCE_MS);
    const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    socket.once('close', () => clearTimeout(timer));
    socket.end();
    socket.resume();
  };
  return gate;
}

/**
 * Hangs up on a client that stays connected but does not read: it would keep its turn, the process of that and the
 * answer for ever. An answer that is still being made has nothing that waits.
 */
function hangUpWhenStalled(response: ServerResponse, stallMs: number): void {
  response.setTimeout(stallMs, () => {
    if (response.writableLength > 0) response.destroy(new Error('The client reads nothing.'));
  });
}
