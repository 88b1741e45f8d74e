import { connect } from 'node:net';

/** What a socket got back for some bytes. */
export interface RawAnswer {
  readonly text: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many answers came on the connection. */
  readonly answers: number;
  /** Whether the server hung up, rather than the patience of the test having ended. */
  readonly closed: boolean;
}

export function readAnswer(text: string, closed: boolean): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...fields] = head.split('\r\n');
  return {
    text,
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(
      fields.map((field) => {
        const at = field.indexOf(':');
        return [field.slice(0, at).toLowerCase(), field.slice(at + 1).trim()];
      }),
    ),
    body: rest.join('\r\n\r\n'),
    answers: [...text.matchAll(/^HTTP\/1\.1 \d{3} /gm)].length,
    closed,
  };
}

/** Sends bytes as they are, and reads until the server hangs up or nothing more can be expected. */
export function exchange(url: string, bytes: string | Buffer, patienceMs = 3_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(readAnswer(text, closed));
    };
    const timer = setTimeout(() => finish(false), patienceMs);
    socket.setEncoding('latin1').on('data', (piece) => {
      text += piece;
    });
    // A reset after the answer is an end, too.
    socket.on('error', () => finish(true));
    socket.on('close', () => finish(true));
    socket.write(bytes);
  });
}
