import cookieScheme from '@hapi/cookie';
import type { Plugin } from '@hapi/hapi';

export interface SessionAuthenticationOptions {
  /** Signs and encrypts the cookie; 32 characters or more. */
  readonly secret: string;
  /** The browser is to send the cookie over TLS alone. */
  readonly isSecure: boolean;
  /** How long the browser keeps the cookie, in milliseconds. */
  readonly lifeMs: number;
  readonly isOpen: (sessionId: string) => boolean;
}

const COOKIE_NAME = 'qoder_dashboard';

declare module '@hapi/hapi' {
  interface UserCredentials {
    /** Id of the dashboard's session. */
    sessionId?: string;
  }
}

/**
 * The strategy `session`: the cookie holds nothing but the id of a session that lives in this process, so that
 * signing out ends it whoever has a copy of the cookie.
 */
export const sessionAuthentication: Plugin<SessionAuthenticationOptions> = {
  name: 'session-authentication',
  async register(server, { secret, isSecure, lifeMs, isOpen }) {
    await server.register(cookieScheme);
    server.auth.strategy('session', 'cookie', {
      cookie: {
        name: COOKIE_NAME,
        password: secret,
        isSecure,
        isHttpOnly: true,
        isSameSite: 'Strict',
        path: '/dashboard',
        ttl: lifeMs,
        ignoreErrors: true,
      },
      validate: async (_request: unknown, cookie: { readonly id?: unknown }) => {
        const { id } = cookie;
        if (typeof id !== 'string' || !isOpen(id)) return { isValid: false };
        return { isValid: true, credentials: { user: { keyName: 'dashboard', sessionId: id } } };
      },
    });
  },
};
