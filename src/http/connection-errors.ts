import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { openAiErrorBody } from './error-formats.ts';
import { newRequestId } from './request-id.ts';

/** How long a client may still read after it was refused. */
const LINGER_MS = 1_000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

type ParseError = Error & { readonly code?: string };
type Listener = (error: ParseError, socket: Socket) => void;

function apiErrorOf({ code }: ParseError): ApiError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ApiError('headers_too_large', 'The headers of the request are too large.');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new ApiError('request_timeout', 'The headers of the request did not arrive in time.');
  }
  return new ApiError('invalid_request', 'The request could not be read: it is not well-formed HTTP/1.1.');
}

/**
 * Answers what is no HTTP at all in the words of every other error; hapi would send a bare status line. A body
 * that breaks off within a request that has been dispatched is left to hapi, which answers through our routes.
 */
export function answerBrokenConnections(server: Server, log: Log): void {
  const hapis = server.listeners('clientError') as Listener[];
  const running = new WeakMap<Socket, { readonly req: IncomingMessage; readonly res: ServerResponse }>();
  server.prependListener('request', (req, res) => {
    running.set(req.socket, { req, res });
    res.once('close', () => {
      if (running.get(req.socket)?.res === res) running.delete(req.socket);
    });
  });
  // An expectation that nobody knows is no reason to refuse; node would answer a bare 417.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res));

  const refuse = (error: ParseError, socket: Socket): void => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const shown = apiErrorOf(error);
    const requestId = newRequestId();
    log.debug({ requestId, address: socket.remoteAddress, code: error.code }, 'no HTTP request');
    const body = JSON.stringify(openAiErrorBody(shown, (text) => text));
    const head = [
      `HTTP/1.1 ${shown.status} ${REASONS[shown.status] ?? 'Error'}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      ...Object.entries(shown.headers).map(([name, value]) => `${name}: ${value}`),
      'connection: close',
    ];
    // What still comes is thrown away: closing on unread bytes would take the answer back.
    socket.resume();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };

  server.removeAllListeners('clientError');
  server.on('clientError', (error: ParseError, socket: Socket) => {
    const request = running.get(socket);
    if (request === undefined) refuse(error, socket);
    // What is broken came behind a whole request, which is answered first.
    else if (request.req.complete || request.res.headersSent) {
      request.res.once('close', () => refuse(error, socket));
    } else for (const listener of hapis) listener(error, socket);
  });
}
