import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { childEnvironment, launchArguments } = await import('../dist/src/qodercli/command.js');

/** Of a second, in /proc/PID/stat: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const ANSWER_LIMIT_MS = 180_000;

/** A real qodercli that is booted as the server boots it, with a login that is asked for only when it is needed. */
export class RealCli {
  #child;
  #rest = '';
  #waiting = new Map();

  /** @param executable `{file, args}`. @param workspace the driver's. */
  static async start(executable, workspace) {
    const folders = await workspace.createFolders();
    const login = path.join(folders.root, 'auth');
    writeFileSync(login, JSON.stringify({ type: 'serviceAccount', serviceAccountTokenProvider: 'host' }));
    return new RealCli(executable, workspace.settingsFile, folders, login);
  }

  constructor({ file, args }, settingsFile, folders, login) {
    this.folders = folders;
    const settings = { settingsFile, configDir: undefined, maxOutputTokens: '16k' };
    this.#child = spawn(file, [...args, ...launchArguments(settings, folders)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: folders.work,
      env: childEnvironment({ PATH: process.env.PATH }, [], folders, login),
    });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop();
      for (const line of lines) {
        const { response } = JSON.parse(line);
        this.#waiting.get(response?.request_id)?.();
      }
    });
  }

  /** Resolves with the milliseconds that the answer took. */
  async ask(subtype, fields = {}) {
    const id = randomUUID();
    const startedAt = performance.now();
    const answered = new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      this.#child.once('exit', (code) => reject(new Error(`qodercli exited with ${code}`)));
      setTimeout(() => reject(new Error(`no answer to ${subtype}`)), ANSWER_LIMIT_MS).unref();
    });
    const request = { type: subtype, subtype, ...fields };
    this.#child.stdin.write(`${JSON.stringify({ type: 'control_request', request_id: id, request })}\n`);
    await answered;
    return performance.now() - startedAt;
  }

  /** What it has taken so far: user and system time in seconds, resident memory now and at its peak in bytes. */
  cost() {
    const { pid } = this.#child;
    // The second field is the name in brackets, which may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      memory: kilobytes('VmRSS'),
      peak: kilobytes('VmHWM'),
    };
  }

  async stop() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
    await this.folders.remove();
  }
}
