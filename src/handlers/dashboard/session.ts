import type { Deletion, Session } from '../../contract/operations.ts';
import type { PasswordCheck } from '../../dashboard/password-check.ts';
import type { Sessions } from '../../dashboard/sessions.ts';
import { ApiError } from '../../errors.ts';
import type { Log } from '../../observability/log.ts';
import type { Handler } from '../handler.ts';

function sessionBody(expiresAtMs: number): Session {
  return { object: 'session', expires_at: Math.floor(expiresAtMs / 1_000) };
}

export function createSessionHandler(
  sessions: Sessions,
  passwordCheck: PasswordCheck,
  log: Log,
): Handler<'createSession'> {
  return async ({ body, remoteAddress }) => {
    await passwordCheck.verify(body.password, remoteAddress);
    const { id, expiresAtMs } = sessions.open();
    log.info({ address: remoteAddress }, 'signed in to the dashboard');
    return { status: 200, session: id, body: sessionBody(expiresAtMs) };
  };
}

export function retrieveSessionHandler(sessions: Sessions): Handler<'retrieveSession'> {
  return async ({ sessionId }) => {
    const expiresAtMs = sessionId === undefined ? undefined : sessions.expiryOf(sessionId);
    if (expiresAtMs === undefined) throw new ApiError('not_signed_in', 'Sign in to the dashboard first.');
    return { status: 200, body: sessionBody(expiresAtMs) };
  };
}

export function deleteSessionHandler(sessions: Sessions, log: Log): Handler<'deleteSession'> {
  return async ({ sessionId = '', remoteAddress }) => {
    const deleted = sessions.close(sessionId) ? 1 : 0;
    log.info({ address: remoteAddress }, 'signed out of the dashboard');
    return { status: 200, session: null, body: { deleted } satisfies Deletion };
  };
}
