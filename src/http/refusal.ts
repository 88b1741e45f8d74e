import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiError } from '../errors.ts';
import { openAiErrorBody } from './error-formats.ts';
import { newRequestId } from './request-id.ts';

/** How long a client may still read after it was refused. */
const LINGER_MS = 1_000;

/**
 * Answers on a connection without a request that could be dispatched, in the form of every other error, and closes it.
 * @returns the answer's request id.
 */
export function refuseConnection(socket: Socket, error: ApiError): string {
  const requestId = newRequestId();
  const body = JSON.stringify(openAiErrorBody(error, (text) => text));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? 'Error'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    ...Object.entries(error.headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  // Nobody else may listen: node has let go of what asked for a tunnel.
  socket.on('error', () => socket.destroy());
  // What still comes is thrown away: closing on unread bytes would take the answer back.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  return requestId;
}
