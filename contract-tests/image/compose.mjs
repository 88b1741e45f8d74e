import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What this reads of a service, and what is of no importance to how it runs. A new line is to be read here as well. */
const READ = ['cap_drop', 'cpus', 'environment', 'healthcheck', 'mem_limit', 'memswap_limit', 'pids_limit'];
const READ_TOO = ['read_only', 'secrets', 'security_opt', 'stop_grace_period', 'tmpfs'];
/** Set by bin/qoder-gateway as well, which the image starts. */
const ULIMITS = ['ulimits'];
const UNREAD = ['build', 'image', 'ports', 'restart'];

const UNITS = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const bytes = (text) => Number.parseInt(text, 10) * UNITS[text.at(-1)];

/** The gateway of compose.yaml, in the words of a container runtime. */
export function composeService(file) {
  const { gateway: service } = parse(readFileSync(file, 'utf8')).services;
  const unknown = Object.keys(service).filter(
    (key) => ![...READ, ...READ_TOO, ...ULIMITS, ...UNREAD].includes(key),
  );
  if (unknown.length > 0)
    throw new Error(`compose.yaml says more than this test reads: ${unknown.join(', ')}`);
  return {
    environment: service.environment,
    secrets: service.secrets,
    probe: service.healthcheck.test,
    graceMs: Number.parseInt(service.stop_grace_period, 10) * 1_000,
    runtime: {
      isReadOnly: service.read_only === true,
      hasNoNewPrivileges: service.security_opt.includes('no-new-privileges:true'),
      // All or none: the runtime is given no list of them.
      hasCapabilities: service.cap_drop.join() !== 'ALL',
      tmpfs: service.tmpfs.map((mount) => {
        const [destination, options = ''] = mount.split(':');
        // What Docker adds by itself, unless it is told otherwise.
        const added = ['noexec', 'nosuid', 'nodev'].filter(
          (option) => !options.split(',').includes(option.slice(2)),
        );
        return { destination, options: [...added, ...options.split(',')] };
      }),
      resources: {
        memory: { limit: bytes(service.mem_limit), swap: bytes(service.memswap_limit) },
        cpu: { quota: service.cpus * 100_000, period: 100_000 },
        pids: { limit: service.pids_limit },
      },
    },
  };
}
