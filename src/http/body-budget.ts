import { ApiError } from '../errors.ts';

/** Bodies are short-lived unless turns wait: soon enough to be of use, late enough to be no load. */
const RETRY_AFTER_MS = 5_000;
/** What one key may have of it, so that others are not kept out. */
const SHARE_OF_KEY = 3 / 4;

/** The bytes of all bodies that are in memory, in whatever form. */
export interface BodyBudget {
  /** Begins the account of one request. */
  readonly open: (keyName: string) => BodyAccount;
}

export interface BodyAccount {
  /** Counts bytes that are about to be read, or were. Throws ApiError 503 where there is no room for them. */
  readonly add: (bytes: number) => void;
  /** The body is no longer held. Called again it does nothing. */
  readonly close: () => void;
}

export function createBodyBudget(maxBytes: number): BodyBudget {
  const ofKeys = new Map<string, number>();
  let total = 0;
  return {
    open(keyName) {
      let own = 0;
      let isClosed = false;
      const change = (bytes: number): void => {
        own += bytes;
        total += bytes;
        const ofKey = (ofKeys.get(keyName) ?? 0) + bytes;
        if (ofKey === 0) ofKeys.delete(keyName);
        else ofKeys.set(keyName, ofKey);
      };
      return {
        add(bytes) {
          if (isClosed) return;
          const ofKey = ofKeys.get(keyName) ?? 0;
          if (total + bytes > maxBytes || ofKey + bytes > maxBytes * SHARE_OF_KEY) {
            const message = 'The server holds as many bytes of request bodies as it may. Try again later.';
            throw new ApiError('server_overloaded', message, { retryAfterMs: RETRY_AFTER_MS });
          }
          change(bytes);
        },
        close() {
          if (isClosed) return;
          isClosed = true;
          change(-own);
        },
      };
    },
  };
}
