import type { RequestOutcome } from './request-tally.ts';

/** What stands for the status when the client went away before the end. */
export const CLIENT_CLOSED_REQUEST = 499;

/** What a request came to: of a stream that failed after its head, the error's status is the real one. */
export function realStatus(sent: number, refusal: { readonly status: number } | undefined): number {
  return sent === CLIENT_CLOSED_REQUEST ? sent : (refusal?.status ?? sent);
}

/** @param status as `realStatus` gives it. */
export function outcomeOf(status: number): RequestOutcome {
  if (status === CLIENT_CLOSED_REQUEST) return 'cancelled';
  if (status < 400) return 'succeeded';
  return status < 500 ? 'clientError' : 'serverError';
}
