import { type CliMessage, objectField, stringField } from './messages.ts';

/** The CLI refused one of our control requests. `code` is the CLI's own, e.g. `no_models_available`. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

/** Answers a request that the CLI makes of its host. A rejection becomes a control error. */
export type RequestHandler = (request: CliMessage) => Promise<CliMessage>;

export interface ControlChannel {
  /** Sets who answers a kind of request; a kind that nobody answers is refused, so that the CLI never waits for us. */
  readonly handle: (subtype: string, handler: RequestHandler) => void;
  /** Sends a control request. Resolves with its `response` object ({} when the CLI sends none). */
  readonly request: (subtype: string, fields?: CliMessage) => Promise<CliMessage>;
  /** Takes a `control_response`, `control_request` or `control_cancel_request`; false for any other message. */
  readonly accept: (message: CliMessage) => boolean;
  /** Rejects all that is pending: no answer can come any more. */
  readonly close: (error: unknown) => void;
}

interface Pending {
  readonly resolve: (response: CliMessage) => void;
  readonly reject: (error: unknown) => void;
}

/** Both directions of the control protocol over one NDJSON pipe. */
export function createControlChannel(send: (message: CliMessage) => void): ControlChannel {
  const handlers = new Map<string, RequestHandler>();
  const pending = new Map<string, Pending>();
  const cancelled = new Set<string>();
  const answering = new Set<string>();
  let closedBy: { readonly error: unknown } | undefined;
  let sequence = 0;

  const settle = (response: CliMessage): void => {
    const id = stringField(response, 'request_id') ?? '';
    const waiter = pending.get(id);
    if (waiter === undefined) return;
    pending.delete(id);
    if (response.subtype === 'success') waiter.resolve(objectField(response, 'response') ?? {});
    else {
      const text = stringField(response, 'error') ?? 'qodercli refused a control request';
      waiter.reject(new ControlError(text, stringField(response, 'code')));
    }
  };

  const answer = async (id: string, request: CliMessage): Promise<void> => {
    const subtype = stringField(request, 'subtype') ?? stringField(request, 'type') ?? '';
    const handler = handlers.get(subtype);
    let reply: CliMessage;
    try {
      if (handler === undefined) throw new Error(`Unsupported control request: ${subtype}`);
      reply = { subtype: 'success', request_id: id, response: await handler(request) };
    } catch (error) {
      reply = {
        subtype: 'error',
        request_id: id,
        error: error instanceof Error ? error.message : String(error),
      };
    }
    answering.delete(id);
    if (cancelled.delete(id) || closedBy !== undefined) return;
    send({ type: 'control_response', response: reply });
  };

  return {
    handle: (subtype, handler) => handlers.set(subtype, handler),
    request(subtype, fields = {}) {
      if (closedBy !== undefined) return Promise.reject(closedBy.error);
      sequence += 1;
      const id = `gateway-${sequence}`;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        send({ type: 'control_request', request_id: id, request: { type: subtype, subtype, ...fields } });
      });
    },
    accept(message) {
      switch (message.type) {
        case 'control_response':
          settle(objectField(message, 'response') ?? {});
          return true;
        case 'control_request': {
          const id = stringField(message, 'request_id') ?? '';
          answering.add(id);
          void answer(id, objectField(message, 'request') ?? {});
          return true;
        }
        case 'control_cancel_request': {
          const id = stringField(message, 'request_id') ?? '';
          if (answering.has(id)) cancelled.add(id);
          return true;
        }
        default:
          return false;
      }
    },
    close(error) {
      closedBy ??= { error };
      for (const waiter of pending.values()) waiter.reject(error);
      pending.clear();
    },
  };
}
