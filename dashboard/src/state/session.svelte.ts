import { ApiProblem, api, onSignedOut } from '../api/client.ts';

export type SessionState = 'unknown' | 'signed-in' | 'signed-out';

/** Whether the operator is signed in. The session itself is a cookie that no script can read. */
class SessionStore {
  state = $state<SessionState>('unknown');
  /** Why the operator has to sign in (again), if there is more to say. */
  notice = $state<string | undefined>();

  listen(): () => void {
    return onSignedOut(() => {
      if (this.state === 'signed-in') this.notice = 'The session has ended. Sign in again.';
      this.state = 'signed-out';
    });
  }

  async resume(): Promise<void> {
    try {
      await api.GET('/dashboard/api/session');
      this.state = 'signed-in';
    } catch (error) {
      if (error instanceof ApiProblem && error.status !== 401) this.notice = error.message;
      this.state = 'signed-out';
    }
  }

  /** Rejects with ApiProblem when the password is wrong or the next try has to wait. */
  async signIn(password: string): Promise<void> {
    await api.POST('/dashboard/api/session', { body: { password } });
    this.notice = undefined;
    this.state = 'signed-in';
  }

  async signOut(): Promise<void> {
    await api.DELETE('/dashboard/api/session');
    this.notice = undefined;
    this.state = 'signed-out';
  }
}

export const session = new SessionStore();
