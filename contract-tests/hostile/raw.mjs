import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { checkRefusal, operations } from './contract.mjs';
import { HOSTILE_ADDRESS, signed } from './exchange.mjs';

const MOST_KEPT = 2_000_000;

/** A connection that does what no client library does. */
export class RawConnection {
  /** The beginning of what the server sent. */
  received = '';
  bytes = 0;
  /** Why it ended, once it has. */
  ended;
  #socket;

  /** @param isReading whether it reads from the beginning. */
  constructor(port, isReading = true) {
    this.#socket = net.connect({
      host: '127.0.0.1',
      port,
      localAddress: HOSTILE_ADDRESS,
      allowHalfOpen: true,
    });
    this.#socket.on('error', ({ code }) => {
      this.ended ??= code;
    });
    this.#socket.on('end', () => {
      this.ended ??= 'end';
    });
    this.#socket.on('close', () => {
      this.ended ??= 'close';
    });
    if (isReading) this.read();
  }

  read() {
    this.#socket.on('data', (piece) => {
      this.bytes += piece.length;
      if (this.received.length < MOST_KEPT) this.received += piece.toString('latin1');
    });
  }

  /** Nobody waits for it: the server may have gone. */
  write(data) {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(data);
  }

  half() {
    if (!this.#socket.destroyed) this.#socket.end();
  }

  reset() {
    this.#socket.resetAndDestroy();
  }

  close() {
    this.#socket.destroy();
  }

  /** @returns whether it ended within a time. */
  async endsWithin(milliseconds) {
    for (const until = Date.now() + milliseconds; this.ended === undefined; await delay(25)) {
      if (Date.now() > until) return false;
    }
    return true;
  }

  /** @returns whether something came, or it ended. */
  async hears(milliseconds) {
    for (
      const until = Date.now() + milliseconds;
      this.bytes === 0 && this.ended === undefined;
      await delay(10)
    ) {
      if (Date.now() > until) return false;
    }
    return true;
  }

  /** What is wrong with the first answer, if anything is: none is well, since the server may cut. */
  wrongAnswer() {
    const [, status, head, text] =
      /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)/.exec(this.received) ?? [];
    if (status === undefined)
      return this.received === '' ? undefined : `not HTTP: ${JSON.stringify(this.received.slice(0, 100))}`;
    if (Number(status) < 400) return undefined;
    const headers = Object.fromEntries(
      head.split('\r\n').map((line) => [line.split(':')[0].toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    );
    const body = text.slice(0, Number(headers['content-length'] ?? text.length));
    if (body === '') return undefined;
    const isAnthropic = body.startsWith('{"type":"error"');
    return checkRefusal(
      { status: Number(status), headers, text: Buffer.from(body, 'latin1').toString() },
      isAnthropic,
    );
  }
}

export function head(operationId, more = {}) {
  const { method, path } = operations.get(operationId);
  const headers = { host: 'localhost', ...signed(operationId), ...more };
  return `${method} ${path} HTTP/1.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
}

/** A body with a length that is not its own. Too much is awaited until the client says that it ends. */
export async function lengthExchange(port, operationId, length, body) {
  const connection = new RawConnection(port);
  connection.write(head(operationId, { 'content-length': length }) + body);
  await Promise.race([connection.hears(5_000), delay(1_500)]);
  connection.half();
  const isOver = await connection.endsWithin(20_000);
  connection.close();
  const wrong = isOver ? connection.wrongAnswer() : 'a connection whose client has ended stays open for 20 s';
  return { problem: wrong && `${operationId}: ${wrong}` };
}
