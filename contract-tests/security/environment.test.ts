import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/dashboard.ts';
import { type Gateway, LAUNCHER, SIMULATOR, startGateway, waitUntil } from '../support/gateway.ts';
import { childrenOf } from '../support/processes.ts';
import { createRecording, type Recording } from '../support/recording.ts';
import { scripted } from '../support/script.ts';

const SECRETS = {
  PROXY_API_KEY: `key "with" $(echo x) \`echo y\` \\z 'quotes'`,
  METRICS_KEY: 'metrics "key" of the $(environment) test',
  QODER_PERSONAL_ACCESS_TOKEN: 'pt-token-of-the-environment-test',
  QODER_API_KEY: 'pt-other-token-of-the-environment-test',
  DASHBOARD_PASSWORD: 'pässword of the\nenvironment $test',
  DASHBOARD_SECRET: 'secret-of-the-environment-test-0123456789',
};
const NAMES = Object.keys(SECRETS);
const ENV = { ...SECRETS, QODER_BACKEND: 'qodercli', QODER_CLI_PATH: SIMULATOR, SOMETHING_ELSE: 'stays' };

/** What any process of the same user reads of another. */
const seenOf = (pid: number, file: 'environ' | 'cmdline'): string =>
  execFileSync('cat', [`/proc/${pid}/${file}`], { encoding: 'utf8' });

function expectNoSecret(text: string, where: string): void {
  for (const [name, secret] of Object.entries(SECRETS))
    expect(text.includes(secret), `${name} in ${where}`).toBe(false);
}

const authorization = `Bearer ${SECRETS.PROXY_API_KEY}`;

describe('the server started by bin/qoder-gateway', () => {
  it('leaves no core dump, and no child of it does, whatever the shell allows', async () => {
    const guarded = await startGateway({
      env: { ...ENV, QODER_WARM_PROCESSES: '1' },
      // One that may not raise the limit tests with what it has.
      command: ['/bin/sh', '-c', 'ulimit -c unlimited 2>/dev/null; exec "$0"', LAUNCHER],
    });
    const limitOf = (pid: number) =>
      /^Max core file size\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.slice(1);
    expect(limitOf(guarded.pid)).toEqual(['0', '0']);
    const children = childrenOf(guarded.pid);
    expect(children.length).toBeGreaterThan(0);
    for (const { pid } of children) expect(limitOf(pid)).toEqual(['0', '0']);
    await guarded.stop();
  });

  let gateway: Gateway;
  let recording: Recording;
  beforeAll(async () => {
    recording = createRecording();
    gateway = await startGateway({
      env: { ...ENV, ...recording.env, QODER_CHILD_ENV: 'QODER_SIMULATOR_RECORD' },
      command: [LAUNCHER],
    });
  });
  afterAll(async () => {
    // The signal went to the process that was started, which is the server itself.
    await gateway.stop();
    recording.remove();
  });

  it('shows no secret to a process of the same user', () => {
    const environ = seenOf(gateway.pid, 'environ');
    expect(environ).toContain('SOMETHING_ELSE=stays');
    expectNoSecret(environ, 'its environment');
    for (const name of NAMES) expect(environ).not.toContain(`${name}=`);
    const command = seenOf(gateway.pid, 'cmdline');
    expect(command).toMatch(/^node\0.*dist\/src\/main\.js\0$/);
    expectNoSecret(command, 'its arguments');
  });

  it('has read them all the same, to the byte', async () => {
    expect((await fetch(`${gateway.url}/v1/models`, { headers: { authorization } })).status).toBe(200);
    const metrics = { authorization: `Bearer ${SECRETS.METRICS_KEY}` };
    expect((await fetch(`${gateway.url}/metrics`, { headers: metrics })).status).toBe(200);
    await signIn(gateway, SECRETS.DASHBOARD_PASSWORD);
    const [first] = recording.processes();
    expect(JSON.parse(String(first?.authPayload))).toMatchObject({
      accessToken: SECRETS.QODER_PERSONAL_ACCESS_TOKEN,
    });
  });

  it('leaves no file and no warning behind', () => {
    const descriptors = `/proc/${gateway.pid}/fd`;
    const targets = readdirSync(descriptors).map((one) => readlinkSync(path.join(descriptors, one)));
    expect(targets.filter((target) => target.includes('(deleted)'))).toEqual([]);
    expect(gateway.log().filter(({ msg }) => msg?.startsWith('secrets stand'))).toEqual([]);
    expectNoSecret(gateway.rawLog() + gateway.console(), 'what it prints');
  });

  it('starts a CLI that has none of them in its arguments, its environment or an inherited descriptor', () => {
    const processes = recording.processes();
    expect(processes.length).toBeGreaterThan(0);
    for (const { argv, env, pid } of processes) {
      expectNoSecret(JSON.stringify([argv, env]), 'a CLI');
      expect(Object.keys(env).filter((name) => NAMES.includes(name) || name === 'QODER_SECRETS_FD')).toEqual(
        [],
      );
      if (!existsSync(`/proc/${pid}`)) continue;
      expectNoSecret(seenOf(pid, 'environ') + seenOf(pid, 'cmdline'), 'a CLI');
    }
  });
});

describe('bin/qoder-gateway', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-launcher-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const shells = ['sh', 'bash', 'dash', 'busybox'].filter((shell) =>
    (process.env.PATH ?? '').split(':').some((one) => existsSync(path.join(one, shell))),
  );

  it.each(shells)('works with %s', async (shell) => {
    const command =
      shell === 'busybox' ? (['busybox', 'sh', LAUNCHER] as const) : ([shell, LAUNCHER] as const);
    const gateway = await startGateway({ env: ENV, ready: false, command: [...command] });
    expectNoSecret(seenOf(gateway.pid, 'environ'), 'the environment');
    expect((await fetch(`${gateway.url}/v1/models`, { headers: { authorization } })).status).toBe(200);
    await gateway.stop();
  });

  it('works through a link, as npm makes them, from any folder, with secrets of 60 kB', async () => {
    const link = path.join(folder, 'linked');
    symlinkSync(LAUNCHER, link);
    symlinkSync('linked', path.join(folder, 'twice'));
    const key = 'k'.repeat(8_000);
    const token = 't'.repeat(50_000);
    const gateway = await startGateway({
      env: { ...ENV, PROXY_API_KEY: key, QODER_PERSONAL_ACCESS_TOKEN: token },
      ready: false,
      command: [path.join(folder, 'twice')],
    });
    expect((await gateway.fetch('/v1/models')).status).toBe(200);
    expect(seenOf(gateway.pid, 'environ')).not.toMatch(/kkkk|tttt/);
    await gateway.stop();
  });

  it('hands over what is set and nothing else: a key is made up where none is', async () => {
    const gateway = await startGateway({
      env: { PROXY_API_KEY: '', DASHBOARD_PASSWORD: '' },
      ready: false,
      command: [LAUNCHER],
    });
    await waitUntil(() => gateway.console().includes('A password was made up'), 'the made up password');
    expect(gateway.console()).toMatch(/ {2}sk-qoder-[\w-]{32}\n/);
    await gateway.stop();
  });

  it('leaves secrets in files alone', async () => {
    const file = path.join(folder, 'key');
    writeFileSync(file, 'key-from-a-file\n');
    const gateway = await startGateway({
      env: { PROXY_API_KEY: '', PROXY_API_KEY_FILE: file },
      ready: false,
      command: [LAUNCHER],
    });
    const headers = { authorization: 'Bearer key-from-a-file' };
    expect((await fetch(`${gateway.url}/v1/models`, { headers })).status).toBe(200);
    await gateway.stop();
  });

  it('ends as the server does, and names no secret when it is set up wrongly', async () => {
    const message = await startGateway({
      env: { ...ENV, DASHBOARD_SECRET: 'short-one', PORT: 'x' },
      ready: false,
      command: [LAUNCHER],
    }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toContain('exited with 78');
    expect(message).toContain('DASHBOARD_SECRET');
    expect(message).not.toContain('short-one');
    expectNoSecret(message, 'the complaint');
  });
});

describe('the server started by node alone', () => {
  it('works as well, and says which variables others can read', async () => {
    const gateway = await startGateway({ env: ENV, ready: false });
    const line = await gateway.logged(({ msg }) => msg?.startsWith('secrets stand') === true);
    expect(line).toMatchObject({ level: 40, variables: NAMES });
    expectNoSecret(gateway.rawLog(), 'the log');
    const response = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(scripted([{ text: 'x' }])),
    });
    expect(response.status).toBe(200);
    await gateway.stop();
  });

  it('takes no descriptor that is not a pipe of ours', async () => {
    for (const descriptor of ['0', '1', '12', '-1', 'x', '8']) {
      const started = startGateway({ env: { QODER_SECRETS_FD: descriptor }, ready: false });
      await expect(started).rejects.toThrow(/exited with 78: .*\n.*QODER_SECRETS_FD/);
    }
  });

  it('reads its environment in one place', () => {
    const root = new URL('../../src/', import.meta.url);
    const readers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('simulator/') && !file.endsWith('.test.ts'))
      .filter((file) => /process\.env\b/.test(readFileSync(new URL(file, root), 'utf8')));
    // Each program hands it to config.ts, and nobody else.
    expect(readers.sort()).toEqual(['doctor/main.ts', 'main.ts', 'verify/main.ts']);
  });
});
