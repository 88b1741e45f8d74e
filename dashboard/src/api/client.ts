import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '../../../generated/openapi.ts';
import type { ErrorResponse } from './types.ts';

/** What the server, or the network, refused, in words for the operator. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string | null;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, code: string | null, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What to tell the operator of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const UNREACHABLE = 'The server cannot be reached. Is it running?';

const signedOutListeners = new Set<() => void>();

/** Called when the server says that the session is over. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Reads an error of the contract; anything else (a proxy's page) is told by its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorResponse> | undefined;
  const message = body?.error?.message ?? `The server answered ${response.status}.`;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const problem = new ApiProblem(
    response.status,
    message,
    body?.error?.code ?? null,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
  if (problem.code === 'not_signed_in') for (const listener of signedOutListeners) listener();
  return problem;
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError: ({ error }) =>
    error instanceof DOMException && error.name === 'AbortError'
      ? error
      : new ApiProblem(0, UNREACHABLE, null),
};

const client = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  // Looked up at each call: tests replace it.
  fetch: (request) => fetch(request),
});
client.use(throwProblems);

/** The contract's operations, typed. Each rejects with ApiProblem, so that `data` of an answer is there. */
export const api = client;

/** The body of an answer that `api` gave: it is there, since a failure has thrown. */
export function dataOf<T>(answer: { readonly data?: T }): T {
  return answer.data as T;
}
