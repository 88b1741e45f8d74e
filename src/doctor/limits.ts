import type { Config } from '../config.ts';
import { PROCESS_MEMORY } from '../config-schema.ts';
import { memoryLimit } from '../machine-limits.ts';
import { softLimit } from '../process-limits.ts';
import { error, type Finding, ok, warning } from './finding.ts';

const MEGABYTE = 1024 * 1024;
/** What the server itself opens: files, listeners, pipes of its own. */
const OWN_DESCRIPTORS = 64;
/** Three pipes for each process, and the FIFO of its login. */
const DESCRIPTORS_PER_PROCESS = 4;

const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;

/** @param available what server and processes may take together, in bytes. */
export function checkMemory(config: Config, available = memoryLimit()): Finding {
  const limit = `${megabytes(available)} of memory may be used`;
  if (config.backend === 'simulator') return ok('memory', `${limit}; the simulator needs little.`);
  if (available < PROCESS_MEMORY) {
    const detail = `${limit}; one qodercli takes 630 MB while it boots.`;
    return error('memory', detail, 'Give the machine or container 1 GB or more.');
  }
  const needed = config.maxProcesses * PROCESS_MEMORY;
  if (needed <= available)
    return ok('memory', `${limit}, enough for ${config.maxProcesses} processes at once.`);
  const detail = `${limit}; QODER_MAX_PROCESSES=${config.maxProcesses} may take ${megabytes(needed)}, and the kernel would kill.`;
  const most = Math.floor(available / PROCESS_MEMORY);
  return warning('memory', detail, `Leave QODER_MAX_PROCESSES out, set it to ${most}, or add memory.`);
}

/** @param limit descriptors that this process may open; undefined where the system does not tell. */
export function checkOpenFiles(config: Config, limit = softLimit('Max open files')): Finding {
  if (limit === undefined) return ok('open files', 'This system does not tell its limit.');
  const connections = config.maxConcurrency + config.queueSize;
  const needed = OWN_DESCRIPTORS + DESCRIPTORS_PER_PROCESS * config.maxProcesses + connections;
  const detail = `${limit} files and connections may be open at once; ${needed} are needed at full load.`;
  if (limit >= needed) return ok('open files', detail);
  return warning('open files', detail, `Raise the limit (ulimit -n, LimitNOFILE=) to ${2 * needed} or more.`);
}

/** @param limit bytes that a core dump of this process may have; undefined where the system does not tell. */
export function checkCoreDumps(limit = softLimit('Max core file size')): Finding {
  const check = 'core dumps';
  if (limit === undefined) return ok(check, 'This system does not tell its limit.');
  if (limit === 0) return ok(check, 'None are written.');
  const detail = 'A server that is aborted may leave a core dump, with its secrets and prompts.';
  return warning(check, detail, 'Start bin/qoder-gateway, or set the limit to 0 (ulimit -c, LimitCORE=).');
}
