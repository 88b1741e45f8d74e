import { readFile, unlink } from 'node:fs/promises';
import { isObject } from './json.ts';

/** How the model service would be reached, and which request asks the host for a token. */
export type Login =
  | { readonly kind: 'access-token' }
  | { readonly kind: 'service-account-key' }
  | { readonly kind: 'logged-in' }
  | { readonly kind: 'host'; readonly request: 'fetch_service_account_token' | 'fetch_job_token' }
  | { readonly kind: 'not-logged-in' }
  | { readonly kind: 'refused'; readonly terminalReason: string; readonly message: string };

export interface Authentication {
  readonly login: Login;
  /** The payload as it was read, for the recorder. */
  readonly payload: string | undefined;
}

function refused(terminalReason: string, message: string): Login {
  return { kind: 'refused', terminalReason, message };
}

const shortestKey = 20;

/** Judge an authentication payload the way the SDK mode does. */
export function loginFrom(text: string, loggedIn: boolean): Login {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused('auth_payload_invalid', `Failed to read SDK auth payload: ${reason}`);
  }
  if (!isObject(payload)) return refused('auth_payload_invalid', 'Unknown auth payload type: undefined');
  switch (payload.type) {
    case 'accessToken':
      return typeof payload.accessToken === 'string' && payload.accessToken !== ''
        ? { kind: 'access-token' }
        : refused('auth_payload_invalid', 'accessToken payload missing or empty accessToken field');
    case 'serviceAccount':
      if (payload.serviceAccountTokenProvider === 'host') {
        return { kind: 'host', request: 'fetch_service_account_token' };
      }
      return typeof payload.serviceAccountKey === 'string' && payload.serviceAccountKey.length >= shortestKey
        ? { kind: 'service-account-key' }
        : refused('service_account_key_invalid', 'The Service Account key is invalid. Create a new key.');
    case 'jobToken':
      return { kind: 'host', request: 'fetch_job_token' };
    case 'qodercli':
      return loggedIn
        ? { kind: 'logged-in' }
        : refused('auth_required', 'No qodercli login found. Please sign in with qodercli first.');
    default:
      return refused('auth_payload_invalid', `Unknown auth payload type: ${String(payload.type)}`);
  }
}

/** Read the one-shot payload of the SDK mode, or fall back to the token in the environment outside of it. */
export async function authenticate(env: NodeJS.ProcessEnv, loggedIn: boolean): Promise<Authentication> {
  if (!env.QODER_AGENT_SDK_ENTRYPOINT) {
    if (env.QODER_PERSONAL_ACCESS_TOKEN) return { login: { kind: 'access-token' }, payload: undefined };
    return { login: { kind: loggedIn ? 'logged-in' : 'not-logged-in' }, payload: undefined };
  }
  const file = env.QODER_SDK_AUTH_PAYLOAD_FILE;
  if (!file) {
    const login = refused('auth_payload_missing', 'SDK mode requires QODER_SDK_AUTH_PAYLOAD_FILE');
    return { login, payload: undefined };
  }
  let payload: string;
  try {
    payload = await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const login = refused('auth_payload_invalid', `Failed to read SDK auth payload: ${reason}`);
    return { login, payload: undefined };
  }
  // The real program goes on as well when the file cannot be removed.
  await unlink(file).catch(() => undefined);
  return { login: loginFrom(payload, loggedIn), payload };
}
