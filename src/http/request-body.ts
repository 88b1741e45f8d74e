import type { Readable } from 'node:stream';
import type { Request } from '@hapi/hapi';
import { ApiError } from '../errors.ts';
import type { BodyAccount, BodyBudget } from './body-budget.ts';

export interface RequestBodyOptions {
  /** Most bytes that may come, unpacked. */
  readonly maxBytes: number;
  readonly budget: BodyBudget;
  readonly keyName: string;
}

/**
 * Reads a body that hapi has not read, unpacked. It counts against the budget until the request is over: before it is
 * read where its length is known, else as it comes.
 * Throws ApiError: 413, 503, or 499 for a client that went away; hapi's 400 for what cannot be unpacked.
 */
export function readRequestBody(request: Request, options: RequestBodyOptions): Promise<Buffer> {
  const { req, res } = request.raw;
  const stream = request.payload as Readable;
  const account = options.budget.open(options.keyName);
  if (res.closed) account.close();
  else res.once('close', account.close);
  return new Promise<Buffer>((resolve, reject) => {
    const pieces: Buffer[] = [];
    const count = createCount(request, account, options.maxBytes);
    const stop = (error: unknown): void => {
      stream.off('data', take);
      // hapi has piped the request into what unpacks it. What still comes of the request is thrown away behind the answer.
      if (stream !== req) {
        req.unpipe(stream as never);
        stream.destroy();
      }
      pieces.length = 0;
      reject(error);
    };
    const take = (piece: Buffer): void => {
      try {
        count(piece.length);
        pieces.push(piece);
      } catch (error) {
        stop(error);
      }
    };
    // Whatever comes of it later, an error without a listener would end the server.
    stream.on('error', stop);
    req.once('close', () => {
      if (!req.complete) stop(new ApiError('client_closed_request', 'The client closed the connection.'));
    });
    try {
      count(0);
    } catch (error) {
      stop(error);
      return;
    }
    stream.once('end', () => resolve(Buffer.concat(pieces)));
    stream.on('data', take);
  });
}

/** Counts what has come. Called with 0 before anything has, it counts what is announced. */
function createCount(request: Request, account: BodyAccount, maxBytes: number): (bytes: number) => void {
  const { 'content-length': length, 'content-encoding': encoding } = request.raw.req.headers;
  // What is packed says nothing of its true length.
  const announced = length !== undefined && encoding === undefined ? Number(length) : 0;
  let come = 0;
  let counted = 0;
  return (bytes) => {
    come += bytes;
    if (come > maxBytes) {
      const message = `The request body is too large: more than ${maxBytes} bytes.`;
      throw new ApiError('request_too_large', message);
    }
    const wanted = Math.max(come, announced);
    if (wanted > counted) account.add(wanted - counted);
    counted = Math.max(counted, wanted);
  };
}
