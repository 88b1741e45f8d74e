import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LAUNCHER } from './support/gateway.ts';

// With a python3 that plays pip: what the real one does, the run of the conformance tests with the native CLI shows.

let root: string;
let folder: string;
let to: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'install-cli-test-'));
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
  to = path.join(folder, 'bin');
});

/** A python3 whose pip does what the lines say; `$dest` is where wheels go. It notes how it was called. */
function python(lines: string): void {
  const file = path.join(folder, 'python3');
  writeFileSync(
    file,
    `#!/bin/sh
echo "$*" >> ${folder}/calls
case "$*" in
  *--version) exit 0 ;;
esac
for dest; do :; done
${lines}
`,
  );
  chmodSync(file, 0o755);
}

async function install(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(LAUNCHER, ['install-cli', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Node is found where it is, python3 nowhere but in the folder.
    env: {
      PATH: `${folder}:${path.join(root, 'node')}:/usr/bin:/bin`,
      HOME: path.join(folder, 'home'),
      ...env,
    },
  });
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, out, errors };
}
beforeAll(() => {
  mkdirSync(path.join(root, 'node'));
  symlinkSync(process.execPath, path.join(root, 'node', 'node'));
});

const calls = (): string => {
  const file = path.join(folder, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const accepted = () => ['--accept-terms', '--to', to];

describe('install-cli', () => {
  it('downloads nothing unless the terms are accepted', async () => {
    python('exit 1');
    const { code, out, errors } = await install(['--to', to]);
    expect(code).toBe(1);
    expect(out).toContain('https://qoder.com/product-service');
    expect(errors).toContain('--accept-terms');
    expect(calls()).toBe('');
    expect(existsSync(to)).toBe(false);
  });

  it('asks pip for one wheel, pinned by version and hash, and takes no other', async () => {
    // A pip that does not look at hashes.
    python('mkdir -p "$dest" && echo fake > "$dest/qoder_agent_sdk-1.0.16-py3-none-any.whl"');
    const { code, errors } = await install(accepted());
    expect(code).toBe(1);
    expect(errors).toMatch(/has SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}\. Nothing was installed\./);
    const [, download = ''] = calls().trim().split('\n');
    for (const option of ['--require-hashes', '--no-deps', '--only-binary=:all:', '--platform']) {
      expect(download).toContain(option);
    }
    // Nothing is unpacked, and nothing left behind.
    expect(calls().trim().split('\n')).toHaveLength(2);
    expect(readdirSync(to)).toEqual([]);
  });

  it.each([
    ['another hash', 'THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE', /another SHA-256/],
    [
      'a full disk',
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
      /no room left on the disk/,
    ],
    [
      'no such version',
      'ERROR: No matching distribution found for qoder-agent-sdk==1.0.16',
      /has no qoder-agent-sdk 1\.0\.16/,
    ],
    ['no network', "NewConnectionError('Temporary failure in name resolution')", /could not be reached/],
    ['something else', 'boom', /could not download the wheel/],
  ])('says what is wrong where pip meets %s', async (_name, said, reason) => {
    python(`cat >&2 <<'SAID'\n${said}\nSAID\nexit 1`);
    const { code, errors } = await install(accepted());
    expect(code).toBe(1);
    expect(errors).toMatch(reason);
    expect(errors).toContain(said);
    expect(readdirSync(to)).toEqual([]);
  });

  it('says that pip is missing', async () => {
    const file = path.join(folder, 'python3');
    writeFileSync(file, "#!/bin/sh\necho 'No module named pip' >&2\nexit 1\n");
    chmodSync(file, 0o755);
    const { code, errors } = await install(accepted());
    expect(code).toBe(1);
    expect(errors).toContain('python3 has no pip');
  });

  it('does not replace what is there', async () => {
    python('exit 1');
    mkdirSync(to);
    const target = path.join(to, 'qodercli');
    writeFileSync(target, 'mine');
    const { code, errors } = await install(accepted());
    expect(code).toBe(1);
    expect(errors).toContain('--force');
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(calls()).toBe('');
  });

  it('says that a folder cannot be made', async () => {
    python('exit 1');
    writeFileSync(to, 'a file');
    const { code, errors } = await install(accepted());
    expect(code).toBe(1);
    expect(errors).toMatch(/in the way \(E(EXIST|NOTDIR)\)/);
  });

  it('has nothing to do where the version is installed already', async () => {
    python('exit 1');
    mkdirSync(to);
    const target = path.join(to, 'qodercli');
    writeFileSync(target, '#!/bin/sh\necho 1.1.76\n');
    chmodSync(target, 0o755);
    const { code, out } = await install(accepted());
    expect(code).toBe(0);
    expect(out).toContain('is installed already');
    expect(out).toContain(`QODER_CLI_PATH=${target}`);
    expect(calls()).toBe('');
  });

  it('installs where the server looks, unless it is told otherwise', async () => {
    python('exit 1');
    const standard = path.join(folder, 'home/.local/share/qoder-gateway/bin');
    mkdirSync(standard, { recursive: true });
    writeFileSync(path.join(standard, 'qodercli'), '#!/bin/sh\necho 1.1.76\n');
    chmodSync(path.join(standard, 'qodercli'), 0o755);
    const { code, out } = await install(['--accept-terms']);
    expect(code).toBe(0);
    expect(out).toContain('takes it by itself');
  });

  it.each([[['--unknown']], [['--to']], [['--to', '--force']], [['/some/where']]])(
    'knows no arguments %j',
    async (args) => {
      expect(await install(args)).toMatchObject({ code: 64, out: expect.stringContaining('--accept-terms') });
    },
  );
});
