import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authenticate, loginFrom } from './authentication.ts';

const token = '{"type":"accessToken","accessToken":"t"}';

describe('loginFrom', () => {
  it.each([
    [token, 'access-token'],
    ['{"type":"serviceAccount","serviceAccountTokenProvider":"host"}', 'host'],
    ['{"type":"jobToken","jobTokenProvider":"host"}', 'host'],
    ['{"type":"serviceAccount","serviceAccountKey":"a-key-of-sufficient-length"}', 'service-account-key'],
  ])('accepts %s', (payload, kind) => {
    expect(loginFrom(payload, false).kind).toBe(kind);
  });

  it.each([
    ['{"type":"accessToken","accessToken":""}', 'auth_payload_invalid'],
    ['{"type":"odd"}', 'auth_payload_invalid'],
    ['nonsense', 'auth_payload_invalid'],
    ['7', 'auth_payload_invalid'],
    ['{"type":"serviceAccount","serviceAccountKey":"short"}', 'service_account_key_invalid'],
    ['{"type":"qodercli"}', 'auth_required'],
  ])('refuses %s', (payload, terminalReason) => {
    expect(loginFrom(payload, false)).toMatchObject({ kind: 'refused', terminalReason });
  });

  it('uses the login of the program where there is one', () => {
    expect(loginFrom('{"type":"qodercli"}', true).kind).toBe('logged-in');
  });
});

describe('authenticate', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authentication-'));
    file = join(folder, 'payload');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sdk = () => ({ QODER_AGENT_SDK_ENTRYPOINT: 'test', QODER_SDK_AUTH_PAYLOAD_FILE: file });

  it('reads the payload once and removes it', async () => {
    writeFileSync(file, token);
    expect(await authenticate(sdk(), false)).toEqual({ login: { kind: 'access-token' }, payload: token });
    expect(existsSync(file)).toBe(false);
    expect((await authenticate(sdk(), false)).login).toMatchObject({
      terminalReason: 'auth_payload_invalid',
    });
  });

  it('reads a named pipe', async () => {
    execFileSync('mkfifo', [file]);
    const [{ payload }] = await Promise.all([authenticate(sdk(), false), writeFile(file, token)]);
    expect(payload).toBe(token);
    expect(existsSync(file)).toBe(false);
  });

  it('ignores the token of the environment in SDK mode and the payload outside of it', async () => {
    const env = { QODER_AGENT_SDK_ENTRYPOINT: 'test', QODER_PERSONAL_ACCESS_TOKEN: 't' };
    expect((await authenticate(env, false)).login).toMatchObject({ terminalReason: 'auth_payload_missing' });
    writeFileSync(file, token);
    const plain = { QODER_SDK_AUTH_PAYLOAD_FILE: file };
    expect((await authenticate(plain, false)).login.kind).toBe('not-logged-in');
    expect(existsSync(file)).toBe(true);
    const { login } = await authenticate({ QODER_PERSONAL_ACCESS_TOKEN: 't' }, false);
    expect(login.kind).toBe('access-token');
  });
});
