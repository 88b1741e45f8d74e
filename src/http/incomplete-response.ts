import type { ServerResponse } from 'node:http';

/**
 * Ends a response that is being ended without the chunk that says it is whole (RFC 9112, section 8), and the connection after
 * it. To be called when all data has been written. What was written reaches the client: the connection is closed behind it.
 */
export function leaveIncomplete(response: ServerResponse): void {
  const { socket } = response;
  // HTTP/1.0 knows no chunks: there the end of the connection is the end of every answer.
  response.chunkedEncoding = false;
  response.once('finish', () => socket?.destroySoon());
}
