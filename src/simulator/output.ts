import type { Writable } from 'node:stream';
import type { JsonObject } from './json.ts';

export interface Output {
  /** Resolves when the stream can take more. */
  send(line: JsonObject): Promise<void>;
  write(data: string | Buffer): Promise<void>;
  flushed(): Promise<void>;
}

const ready = Promise.resolve();

export function createOutput(stream: Writable): Output {
  let draining: Promise<void> | undefined;

  function drained(): Promise<void> {
    draining ??= new Promise<void>((resolve) => {
      stream.once('drain', () => {
        draining = undefined;
        resolve();
      });
    });
    return draining;
  }

  const write = (data: string | Buffer) => (stream.write(data) ? ready : drained());
  return {
    write,
    send: (line) => write(`${JSON.stringify(line)}\n`),
    flushed: () => new Promise((resolve) => stream.write('', () => resolve())),
  };
}
