import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const KEY = 'package-test-key';
const START_TIMEOUT_MS = 60_000;

/** The variables that a newcomer's shell has; none that configures the server. */
const bareEnv = (home) => ({ PATH: process.env.PATH, HOME: home, npm_config_update_notifier: 'false' });

/** Packs the built project as a release does. @returns the tarball and the paths in it. */
export function pack(folder) {
  const printed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files, size }] = JSON.parse(printed);
  return { tarball: path.join(folder, filename), files: files.map((file) => file.path), size };
}

export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'qoder-gateway-package-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Installs the tarball in an empty folder, as a newcomer would. npm's own settings are the user's. */
export function install(tarball, folder) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...flags, tarball], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Runs one of the package's programs to its end. */
export async function run(folder, args, env = {}) {
  const child = spawn('npx', ['--no-install', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnv(folder), ...env },
    timeout: START_TIMEOUT_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}

/** Starts `npx qoder-gateway` with no login, and so with the simulator. */
export async function start(folder) {
  const child = spawn('npx', ['--no-install', 'qoder-gateway'], {
    cwd: folder,
    // npx does not hand every signal on: the group of the server and of what started it is ended as one.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnv(folder), HOST: '127.0.0.1', PORT: '0', PROXY_API_KEY: KEY },
  });
  const closed = once(child, 'close');
  let output = '';
  const port = new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`the server ${reason}:\n${output}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS, 'did not start');
    closed.then(() => fail('ended'));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const found = /"port":(\d+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await closed;
  };
  try {
    return { url: `http://127.0.0.1:${await port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
