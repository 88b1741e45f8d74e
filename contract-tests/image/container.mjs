import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT_MS = 60_000;

/** The mounts that Docker gives a container; what of them can be written to is memory. */
const SYSTEM_MOUNTS = [
  ['/proc', 'proc', []],
  ['/dev', 'tmpfs', ['nosuid', 'mode=755', 'size=65536k']],
  ['/dev/pts', 'devpts', ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620']],
  ['/dev/shm', 'tmpfs', ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k']],
  ['/sys', 'sysfs', ['nosuid', 'noexec', 'nodev', 'ro']],
  ['/sys/fs/cgroup', 'cgroup', ['nosuid', 'noexec', 'nodev', 'ro']],
];
/** Of those that Docker gives. */
const CAPABILITIES = ['CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_FOWNER', 'CAP_KILL', 'CAP_SETGID', 'CAP_SETUID'];
const NAMESPACES = ['pid', 'mount', 'ipc', 'uts', 'network'];

const LIST_PROCESSES = readFileSync(new URL('./list-processes.mjs', import.meta.url), 'utf8');

const environmentOf = (config, environment) => {
  const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [...config.Env.filter((entry) => !(entry.split('=')[0] in environment)), ...given];
};

function runtimeConfiguration({ root, config, runtime, environment, secrets, user, args }) {
  const [uid, gid = uid] = (user ?? config.User).split(':').map(Number);
  const capabilities = runtime.hasCapabilities ? CAPABILITIES : [];
  const mount = ([destination, type, options]) => ({ destination, type, source: type, options });
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid },
      args: [...config.Entrypoint, ...args],
      env: environmentOf(config, environment),
      cwd: config.WorkingDir,
      // A process that is not root has none, but may get those of the bounding set.
      capabilities: { bounding: capabilities },
      noNewPrivileges: runtime.hasNoNewPrivileges,
    },
    root: { path: root, readonly: runtime.isReadOnly },
    mounts: [
      ...SYSTEM_MOUNTS.map(mount),
      ...runtime.tmpfs.map(({ destination, options }) => mount([destination, 'tmpfs', options])),
      ...Object.entries(secrets).map(([name, source]) => ({
        destination: `/run/secrets/${name}`,
        type: 'bind',
        source,
        options: ['bind', 'ro'],
      })),
    ],
    linux: { namespaces: NAMESPACES.map((type) => ({ type })), resources: runtime.resources },
  };
}

/**
 * Runs an image as Docker would. It has no network but its own loopback.
 * @param user in place of the image's own.
 * @param secrets files, by the name that they get in the container.
 */
export async function startContainer({ folder, name, ...options }) {
  const bundle = path.join(folder, name);
  mkdirSync(bundle, { recursive: true });
  const configuration = runtimeConfiguration({ args: [], secrets: {}, environment: {}, ...options });
  writeFileSync(path.join(bundle, 'config.json'), JSON.stringify(configuration));
  const id = `${name}-${process.pid}`;
  const runc = ['--root', path.join(folder, 'runc')];
  const child = spawn('runc', [...runc, 'run', '--bundle', bundle, id], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const exited = once(child, 'close').then(([code]) => code);
  const state = () => JSON.parse(execFileSync('runc', [...runc, 'state', id], { encoding: 'utf8' }));

  /** Runs a program inside, as the container's user and with its environment, as `docker exec` does. */
  const exec = (command, { input, environment = {} } = {}) =>
    new Promise((resolve) => {
      const given = Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
      const started = execFile('runc', [...runc, 'exec', ...given, id, ...command], (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
      started.stdin.end(input);
    });

  return {
    output: () => output,
    exited,
    exec,
    /** Waits for a line of its log. */
    async logged(text) {
      const isOver = Symbol('over');
      const deadline = Date.now() + START_TIMEOUT_MS;
      while (!output.includes(text)) {
        const ended = await Promise.race([exited, delay(20, isOver)]);
        if (ended !== isOver || Date.now() > deadline)
          throw new Error(`the container did not say "${text}" but:\n${output}`);
      }
    },
    /** Its processes, zombies included, as each of them can see the others. */
    async processes() {
      const { code, stdout, stderr } = await exec(['node', '--input-type=module', '-'], {
        input: LIST_PROCESSES,
      });
      if (code !== 0) throw new Error(`the processes could not be listed: ${stderr}`);
      return JSON.parse(stdout);
    },
    /** A request from outside of it: by a process of this machine, in the container's network. */
    async request(target, { body, key } = {}) {
      const program = `
        const [url, key, body] = process.argv.slice(1);
        const headers = { authorization: 'Bearer ' + key, 'content-type': 'application/json' };
        const response = await fetch(url, body === '' ? { headers } : { method: 'POST', headers, body });
        console.log(JSON.stringify({ status: response.status, text: await response.text() }));`;
      const args = [
        `http://127.0.0.1:3000${target}`,
        key ?? '',
        body === undefined ? '' : JSON.stringify(body),
      ];
      const network = `--net=/proc/${state().pid}/ns/net`;
      const node = [process.execPath, '--input-type=module', '--eval', program, '--', ...args];
      return JSON.parse(execFileSync('nsenter', [network, ...node], { encoding: 'utf8' }));
    },
    /** @returns exit code, how long it took, and what is left of its processes. */
    async stop() {
      const namespace = readlinkSync(`/proc/${state().pid}/ns/pid`);
      const startedAt = performance.now();
      execFileSync('runc', [...runc, 'kill', id, 'TERM']);
      const code = await exited;
      return { code, ms: Math.round(performance.now() - startedAt), left: processesIn(namespace) };
    },
    /** Whatever state it is in. */
    async remove() {
      execFileSync('runc', [...runc, 'delete', '--force', id]);
      await exited;
    },
  };
}

/** The processes of a process namespace that are alive. */
function processesIn(namespace) {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/ns/pid`) === namespace;
    } catch (error) {
      // It ended while it was looked at, or is the machine's own, which not even root may look at everywhere.
      if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return false;
      throw error;
    }
  });
}
