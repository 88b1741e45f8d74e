import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAUNCHER, SIMULATOR, startGateway } from './support/gateway.ts';

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
  readonly advice?: string;
}

const KEY = '0f9c2c6e-8b7d-4d0a-9a55-1f2e3d4c5b6a';
const TOKEN = 'pt-token-of-the-doctor-test';
let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'doctor-test-'));
});
afterAll(() => rmSync(temporary, { recursive: true }));

async function doctor(env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(LAUNCHER, ['doctor', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      TMPDIR: temporary,
      PORT: '0',
      PROXY_API_KEY: KEY,
      // This machine is not what is looked at: it may have little room.
      QODER_MAX_DISK_MB: '1',
      ...env,
    },
  });
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  // However it went, no process, no folder and no secret is left behind.
  expect(readdirSync(temporary)).toEqual([]);
  expect(out + errors).not.toContain(KEY);
  expect(out + errors).not.toContain(TOKEN);
  return { code, out, errors };
}

/** Those of `--json` that are not well. */
async function complaints(env: Readonly<Record<string, string>>) {
  const { code, out } = await doctor({ DASHBOARD_ENABLED: 'false', ...env }, '--json');
  const report: { readonly ok: boolean; readonly findings: readonly Finding[] } = JSON.parse(out);
  expect(code).toBe(report.ok ? 0 : 1);
  const bad = report.findings.filter(({ status }) => status !== 'ok');
  for (const { advice } of bad) expect(advice).toMatch(/\w/);
  return { code, bad, all: report.findings };
}

/** A qodercli with a login, played by the simulator, with a script for how it goes. */
const played = (script: object) => ({
  QODER_CLI_PATH: SIMULATOR,
  QODER_PERSONAL_ACCESS_TOKEN: TOKEN,
  QODER_CHILD_ENV: 'QODER_SIMULATOR_SCRIPT',
  QODER_SIMULATOR_SCRIPT: JSON.stringify(script),
});

describe('the doctor', () => {
  it('finds nothing to complain of where all is well', async () => {
    const { code, bad, all } = await complaints(played({}));
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect(all.map(({ check }) => check)).toEqual([
      'node',
      'configuration',
      'api keys',
      'dashboard',
      'port',
      'cli',
      'memory',
      'open files',
      'core dumps',
      'temporary folder',
      'qodercli',
      'login',
      'models',
    ]);
    expect(all.at(-3)?.detail).toMatch(/^qodercli 1\.\d+\.\d+ booted in \d+ ms and answered/);
    expect(all.at(-1)?.detail).toMatch(/^17 models: auto, .*Qwen3.8-Max \(qmodel_38max\).*; 1 disabled\.$/);
  });

  it('says the same to people, with what to do', async () => {
    const { code, out } = await doctor({ QODER_CLI_PATH: '/nowhere/qodercli' });
    expect(code).toBe(1);
    expect(out).toMatch(/^ERROR +qodercli +qodercli was not found\.\n +-> .*QODER_CLI_PATH/m);
    expect(out).toMatch(/^WARNING +dashboard +DASHBOARD_PASSWORD is not set/m);
    expect(out).toMatch(/\nErrors: 1\. Warnings: 1\.\n$/);
  });

  it('warns of a server that nobody has set up, which works all the same', async () => {
    const { code, bad } = await complaints({ PROXY_API_KEY: '', DASHBOARD_ENABLED: 'true' });
    expect(bad.map(({ check, status }) => `${check}: ${status}`)).toEqual([
      'api keys: warning',
      'dashboard: warning',
      'backend: warning',
    ]);
    expect(code).toBe(0);
  });

  it('names every mistake of the configuration', async () => {
    const { code, bad } = await complaints({
      PORT: '70000',
      STRICT_PARAMS: 'maybe',
      PROXY_API_KEY: 'a=x,b=y',
    });
    expect(bad.map(({ detail }) => detail.split(' ')[0]).sort()).toEqual([
      'PORT',
      'PROXY_API_KEY',
      'STRICT_PARAMS',
    ]);
    expect(code).toBe(1);
  });

  it('sees a variable that is misspelt', async () => {
    const { bad } = await complaints({ ...played({}), QODER_MAX_CONCURENCY: '3' });
    expect(bad).toMatchObject([
      { status: 'warning', detail: expect.stringContaining('QODER_MAX_CONCURENCY') },
    ]);
  });

  it.each([
    ['short', 'configuration', 'error', '8 characters'],
    ['aaaaaaaaaaaaaaaaaaaa', 'api keys', 'warning', 'different characters'],
    ['my-password-of-today', 'api keys', 'warning', 'guessers'],
  ])('does not take the key %s for a good one', async (key, check, status, why) => {
    const { out } = await doctor({ ...played({}), PROXY_API_KEY: key, DASHBOARD_ENABLED: 'false' }, '--json');
    const { findings }: { readonly findings: readonly Finding[] } = JSON.parse(out);
    expect(findings.find((finding) => finding.check === check)).toMatchObject({
      status,
      detail: expect.stringContaining(why),
    });
    expect(out).not.toContain(key);
  });

  it('tells who reads the metrics, where that is not plain', async () => {
    const several = { ...played({}), PROXY_API_KEY: `alice=${KEY},bob=bobs-own-long-key-31` };
    expect((await complaints(several)).bad).toMatchObject([
      { check: 'metrics', status: 'warning', advice: expect.stringContaining('METRICS_KEY') },
    ]);
    const short = await complaints({ ...several, METRICS_KEY: 'nine-char' });
    expect(short.bad).toMatchObject([{ check: 'metrics', detail: expect.stringContaining('fewer than 16') }]);
    expect((await complaints({ ...several, METRICS_KEY: 'wZ3-kq8-Lm2-pX7-c' })).bad).toEqual([]);
    expect((await complaints({ ...several, METRICS_PORT: '0' })).bad).toEqual([]);
  });

  it('sees a port that somebody else has taken', async () => {
    const other = net.createServer((socket) => socket.end('no HTTP')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    const { code, bad } = await complaints({ ...played({}), HOST: '127.0.0.1', PORT: String(port) });
    expect(bad).toMatchObject([{ check: 'port', detail: expect.stringContaining('EADDRINUSE') }]);
    expect(code).toBe(1);
    other.close();
  });

  it('is content with a port that the server itself has taken', async () => {
    const gateway = await startGateway({ ready: false });
    const { bad } = await complaints({ ...played({}), HOST: '127.0.0.1', PORT: new URL(gateway.url).port });
    expect(bad).toEqual([]);
    await gateway.stop();
  });

  it('sees an address that this machine does not have', async () => {
    const { bad } = await complaints({ ...played({}), HOST: '192.0.2.1', PORT: '3999' });
    expect(bad).toMatchObject([{ check: 'port', advice: expect.stringContaining('HOST') }]);
  });

  it.each([
    ['cannot reach Qoder', 'login', { network: 'none' }],
    ['refuses the login', 'login', { boot: { exit: 41, terminalReason: 'auth_required', errors: [TOKEN] } }],
    ['refuses to be bound', 'login', { initialize: { error: { message: `not logged in: ${TOKEN}` } } }],
    ['dies', 'qodercli', { boot: { exit: 1, stderr: `boom ${TOKEN}` } }],
    ['speaks another protocol', 'qodercli', { protocol: '2.0' }],
  ])('tells what is wrong with a qodercli that %s', async (_, check, script) => {
    const { code, bad } = await complaints(played(script));
    expect(bad).toMatchObject([{ check, status: 'error' }]);
    expect(code).toBe(1);
  });

  it('sees a temporary folder that cannot be written to', async () => {
    const { bad } = await complaints({ ...played({}), TMPDIR: '/nowhere' });
    expect(bad[0]).toMatchObject({ check: 'temporary folder', status: 'error' });
  });

  it('is told by its launcher apart from the server', async () => {
    const help = await doctor({}, '--help');
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--json') });
    expect(await doctor({}, '--unknown')).toMatchObject({ code: 64 });
    const unknown = spawn(LAUNCHER, ['docter'], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect(await text(unknown.stderr)).toContain('qoder-gateway doctor');
    expect(unknown.exitCode ?? (await once(unknown, 'exit'))[0]).toBe(64);
  });
});
