import { randomUUID } from 'node:crypto';
import { cancelRequest, request } from './control-messages.ts';
import { isObject, type JsonObject, objectOf } from './json.ts';
import type { Output } from './output.ts';

/** The host declined one of our requests, or can no longer answer it. */
export class HostError extends Error {}

interface Pending {
  resolve(response: JsonObject): void;
  reject(error: HostError): void;
}

/** Requests that the program makes of whoever started it. */
export interface Host {
  request(body: JsonObject, signal?: AbortSignal): Promise<JsonObject>;
  /** Give a control_response to whoever waits for it; unknown ids are ignored. */
  settle(response: unknown): void;
  /** The host closed our input: no answer can come any more. */
  leave(): void;
}

export function createHost(output: Output): Host {
  const pending = new Map<string, Pending>();
  let gone = false;

  return {
    request(body, signal) {
      if (gone) return Promise.reject(new HostError('input closed'));
      const id = randomUUID();
      return new Promise((resolve, reject) => {
        const cancel = () => {
          pending.delete(id);
          void output.send(cancelRequest(id));
          reject(new HostError('cancelled'));
        };
        const settled = <T>(next: (value: T) => void) => {
          return (value: T) => {
            pending.delete(id);
            signal?.removeEventListener('abort', cancel);
            next(value);
          };
        };
        pending.set(id, { resolve: settled(resolve), reject: settled(reject) });
        signal?.addEventListener('abort', cancel, { once: true });
        void output.send(request(id, body));
      });
    },
    settle(response) {
      if (!isObject(response) || typeof response.request_id !== 'string') return;
      const waiting = pending.get(response.request_id);
      if (response.subtype === 'error') waiting?.reject(new HostError(String(response.error)));
      else waiting?.resolve(objectOf(response.response));
    },
    leave() {
      gone = true;
      for (const waiting of [...pending.values()]) waiting.reject(new HostError('input closed'));
    },
  };
}
