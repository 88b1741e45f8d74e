import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { refuseConnection } from './refusal.ts';

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
    const requestId = refuseConnection(socket, apiErrorOf(error));
    log.debug({ requestId, address: socket.remoteAddress, code: error.code }, 'no HTTP request');
  };

  // Node would hang up without a word. The header says what else could have been asked of an origin server.
  server.on('connect', (_request, socket) => {
    const message = 'CONNECT is not allowed: this server is no proxy and opens no tunnels.';
    const headers = { allow: 'GET, HEAD, POST, DELETE, OPTIONS' };
    refuseConnection(socket as Socket, new ApiError('method_not_allowed', message, { headers }));
  });

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
