import type { Request } from '@hapi/hapi';
import { ApiError } from '../errors.ts';

export interface TurnSignal {
  /** Made when it is first asked for: what asks no model has no use for it. */
  readonly signal: AbortSignal;
}

/** The requests that run, each with the one signal that ends all it started. */
export interface TurnSignals {
  /**
   * A signal that is aborted with an ApiError when the client goes away or the server cuts what still runs.
   * hapi's `disconnect` event never fires once a body was read (hapijs/hapi#4315): the raw response's does.
   */
  readonly create: (request: Request) => TurnSignal;
  /** Resolves as soon as no request runs. */
  readonly idle: () => Promise<void>;
  readonly abortAll: (reason: ApiError) => void;
}

class Cut implements TurnSignal {
  #controller: AbortController | undefined;
  #reason: ApiError | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  abort(reason: ApiError): void {
    this.#reason ??= reason;
    this.#controller?.abort(reason);
  }
}

export function createTurnSignals(): TurnSignals {
  const running = new Set<Cut>();
  let onIdle: (() => void)[] = [];
  const tellIdle = (): void => {
    for (const tell of onIdle) tell();
    onIdle = [];
  };
  return {
    create(request) {
      const cut = new Cut();
      running.add(cut);
      const { res } = request.raw;
      const closed = (): void => {
        running.delete(cut);
        if (running.size === 0) tellIdle();
        if (!res.writableFinished) {
          cut.abort(new ApiError('client_closed_request', 'The client closed the connection.'));
        }
      };
      if (res.closed) closed();
      else res.once('close', closed);
      return cut;
    },
    idle: () =>
      new Promise((resolve) => {
        if (running.size === 0) resolve();
        else onIdle.push(resolve);
      }),
    abortAll(reason) {
      for (const cut of running) cut.abort(reason);
    },
  };
}
