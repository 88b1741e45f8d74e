import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { SIMULATOR, startGateway } from './support/gateway.ts';
import { scrape } from './support/metrics.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cli-choice-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const BODY = { model: 'auto', messages: [{ role: 'user', content: 'Hello' }] };

describe('which qodercli runs', () => {
  it('is said on the console, in the log, in readiness and in the metrics', async () => {
    const login = { QODER_PERSONAL_ACCESS_TOKEN: 'pt-of-the-choice-test' };
    const gateway = await startGateway({
      env: { ...login, QODER_BACKEND: 'qodercli', QODER_CLI_PATH: SIMULATOR },
    });
    const { cli } = await conforming('getReadiness', gateway.fetch('/readyz'));
    expect(cli).toMatchObject({
      kind: 'node',
      source: 'cli_path',
      reason: expect.stringContaining('QODER_CLI_PATH'),
    });
    expect(cli.cost).toMatch(/4\.5 s of CPU and 630 MB/);
    expect(cli.reason).not.toContain('/');
    expect(gateway.console()).toContain(`${cli.reason} ${cli.cost}`);
    await gateway.logged(({ msg, kind, command }) => {
      return msg === 'chose the qodercli' && kind === 'node' && String(command).endsWith(SIMULATOR);
    });
    const metrics = await scrape(gateway);
    expect(metrics.sum('qoder_cli_info', 'kind="node"')).toBe(1);
    expect(metrics.sum('qoder_cli_info', 'source="cli_path"')).toBe(1);
    await gateway.stop();
  });

  it('is the pinned one beside a native one of an untested version, with a warning', async () => {
    // A native program that tells a version: node itself.
    symlinkSync(process.execPath, path.join(folder, 'qodercli'));
    const gateway = await startGateway({
      ready: false,
      env: {
        QODER_BACKEND: 'qodercli',
        QODER_WARM_PROCESSES: '0',
        PATH: `${folder}:${process.env.PATH}`,
        HOME: folder,
      },
    });
    const { cli } = await conforming('getReadiness', gateway.fetch('/readyz'));
    expect(cli).toMatchObject({ kind: 'node', source: 'dependency', version: '1.1.52' });
    const problem = `version ${process.version.slice(1)} is not one that was tested`;
    await gateway.logged(
      (line) => line['problem'] === problem && line['file'] === path.join(folder, 'qodercli'),
    );
    await gateway.stop();
  });
});

describe('a qodercli that is too old', () => {
  it('is told by its version and the least one, in the error, the log and the readiness', async () => {
    const old = path.join(folder, 'old');
    // As 1.0.12 does: its usage on standard output, and exit code 1.
    writeFileSync(
      old,
      '#!/bin/sh\n[ "$*" = --version ] && { echo 1.0.12; exit; }\necho "Usage: qodercli"\nexit 1\n',
    );
    chmodSync(old, 0o755);
    const env = { QODER_BACKEND: 'qodercli', QODER_CLI_PATH: old };
    const gateway = await startGateway({ ready: false, env });
    const message = 'qodercli 1.0.12 is too old: 1.1.52 is the least version that this server works with.';
    const failed = { status: 502, code: 'qodercli_failed' };
    const error = await conformingError(
      'createChatCompletion',
      gateway.post('/v1/chat/completions', BODY),
      failed,
    );
    expect(error.message).toContain(message);
    await gateway.logged(({ msg, reason }) => msg === 'qodercli did not boot' && reason === message);
    const readiness = await gateway.fetch('/readyz');
    expect(readiness.status).toBe(503);
    expect(JSON.stringify(await readiness.json())).toContain(message);
    await gateway.stop();
  });
});

describe('a boot that takes longer than QODER_BOOT_TIMEOUT_MS', () => {
  it('says so with the name of the variable', async () => {
    const slow = path.join(folder, 'slow');
    writeFileSync(slow, '#!/bin/sh\n[ "$*" = --version ] && { echo 1.1.52; exit; }\nexec sleep 600\n');
    chmodSync(slow, 0o755);
    const env = { QODER_BACKEND: 'qodercli', QODER_CLI_PATH: slow, QODER_BOOT_TIMEOUT_MS: '1000' };
    const gateway = await startGateway({ ready: false, env });
    const failed = { status: 504, code: 'timeout' };
    const error = await conformingError(
      'createChatCompletion',
      gateway.post('/v1/chat/completions', BODY),
      failed,
    );
    expect(error.message).toContain('within 1000 ms (QODER_BOOT_TIMEOUT_MS)');
    await gateway.stop();
  });
});
