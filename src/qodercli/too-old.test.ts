import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QoderFailure } from './failure.ts';
import { createBootFailureExplainer } from './too-old.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'too-old-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A CLI that tells this version, and notes each time that it is asked. */
function telling(version: string): string {
  const file = path.join(folder, 'qodercli');
  writeFileSync(file, `#!/bin/sh\necho asked >> ${folder}/asked\necho '${version}'\n`);
  chmodSync(file, 0o755);
  return file;
}

const failed = new QoderFailure('unavailable', 'qodercli exited with code 1 before it finished.', {
  cause: { code: 1 },
});
const explain = (file: string, failure = failed, version?: string) =>
  createBootFailureExplainer(
    { file, args: [], ...(version === undefined ? {} : { version }) },
    process.env,
  )(failure);

describe('a boot that failed', () => {
  it.each(['1.0.12', '0.2.5', '1.1.51'])(
    'of version %s is told by name and least version',
    async (version) => {
      expect((await explain(telling(version))).message).toBe(
        `qodercli ${version} is too old: 1.1.52 is the least version that this server works with.`,
      );
    },
  );

  it.each(['1.1.52', '1.1.76', '1.2.0', '2.0.0', 'Usage: qodercli', ''])(
    'of version %j keeps its own reason',
    async (version) => {
      expect(await explain(telling(version))).toBe(failed);
    },
  );

  it('asks once, and only where the version may be the reason', async () => {
    const file = telling('1.0.12');
    const explainer = createBootFailureExplainer({ file, args: [] }, process.env);
    const noLogin = new QoderFailure('not_logged_in', 'no');
    const noNetwork = new QoderFailure('login_unreachable', 'no');
    const notFound = new QoderFailure('unavailable', 'no', { cause: { error: new Error('ENOENT') } });
    expect(await explainer(noLogin)).toBe(noLogin);
    expect(await explainer(noNetwork)).toBe(noNetwork);
    expect(await explainer(notFound)).toBe(notFound);
    expect(await explain(file, failed, '1.1.76')).toBe(failed);
    expect(() => readFileSync(path.join(folder, 'asked'))).toThrow('ENOENT');
    await explainer(failed);
    await explainer(failed);
    expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toBe('asked\n');
  });
});
