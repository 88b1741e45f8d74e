import type { Request } from '@hapi/hapi';
import { ApiError } from '../errors.ts';

/** The requests that run, each with the one signal that ends all it started. */
export interface TurnSignals {
  /**
   * A signal that is aborted with an ApiError when the client goes away or the server cuts what still runs.
   * hapi's `disconnect` event never fires once a body was read (hapijs/hapi#4315): the raw response's does.
   */
  readonly create: (request: Request) => AbortSignal;
  /** Resolves as soon as no request runs. */
  readonly idle: () => Promise<void>;
  readonly abortAll: (reason: ApiError) => void;
}

export function createTurnSignals(): TurnSignals {
  const running = new Set<AbortController>();
  let onIdle: (() => void)[] = [];
  const tellIdle = (): void => {
    for (const tell of onIdle) tell();
    onIdle = [];
  };
  return {
    create(request) {
      const controller = new AbortController();
      running.add(controller);
      const { res } = request.raw;
      const closed = (): void => {
        running.delete(controller);
        if (running.size === 0) tellIdle();
        if (!res.writableFinished) {
          controller.abort(new ApiError('client_closed_request', 'The client closed the connection.'));
        }
      };
      if (res.closed) closed();
      else res.once('close', closed);
      return controller.signal;
    },
    idle: () =>
      new Promise((resolve) => {
        if (running.size === 0) resolve();
        else onIdle.push(resolve);
      }),
    abortAll(reason) {
      for (const controller of running) controller.abort(reason);
    },
  };
}
