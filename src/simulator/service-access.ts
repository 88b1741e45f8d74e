import { tokenRequest } from './control-messages.ts';
import { type Host, HostError } from './host.ts';
import type { Session } from './session.ts';

export type Access =
  | { readonly kind: 'granted' }
  /** The host declined to give a token. */
  | { readonly kind: 'declined'; readonly message: string }
  /** The host gave something that is no token. */
  | { readonly kind: 'malformed'; readonly message: string };

/** Make sure that there is a token, asking the host for one only now that it is needed. */
export async function serviceAccess(session: Session, host: Host): Promise<Access> {
  if (session.authenticated || session.login.kind !== 'host') return { kind: 'granted' };
  try {
    const answer = await host.request(tokenRequest(session.login.request, session.id));
    const isServiceAccount = session.login.request === 'fetch_service_account_token';
    if (typeof answer.token !== 'string' || answer.token === '') {
      return { kind: 'malformed', message: 'The host returned no token' };
    }
    if (isServiceAccount && !answer.token.startsWith('sat-')) {
      return { kind: 'malformed', message: 'Service Account token must use the sat- prefix' };
    }
  } catch (error) {
    if (error instanceof HostError) return { kind: 'declined', message: error.message };
    throw error;
  }
  session.authenticated = true;
  return { kind: 'granted' };
}
