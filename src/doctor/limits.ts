import type { Config } from '../config.ts';
import type { Capacity } from '../config-capacity.ts';
import { memoryLimit } from '../machine-limits.ts';
import { softLimit } from '../process-limits.ts';
import type { CliWeight } from '../qodercli/choice/kind.ts';
import { error, type Finding, ok, warning } from './finding.ts';

const MEGABYTE = 1024 * 1024;
/** What the server itself takes. */
const SERVER_MEMORY = 200 * MEGABYTE;
/** What the server itself opens: files, listeners, pipes of its own. */
const OWN_DESCRIPTORS = 64;
/** Three pipes for each process, and the FIFO of its login. */
const DESCRIPTORS_PER_PROCESS = 4;

const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;

/**
 * @param weight of one process.
 * @param available what server and processes may take together, in bytes.
 */
export function checkMemory(
  { backend }: Pick<Config, 'backend'>,
  { maxProcesses }: Pick<Capacity, 'maxProcesses'>,
  { processMemory, bootMegabytes }: CliWeight,
  available = memoryLimit(),
): Finding {
  const limit = `${megabytes(available)} of memory may be used`;
  if (backend === 'simulator') return ok('memory', `${limit}; the simulator needs little.`);
  if (available < processMemory) {
    const detail = `${limit}; one qodercli takes ${bootMegabytes} MB while it boots.`;
    const enough = megabytes(processMemory + SERVER_MEMORY);
    return error('memory', detail, `Give the machine or container ${enough} or more.`);
  }
  const needed = maxProcesses * processMemory;
  if (needed <= available) return ok('memory', `${limit}, enough for ${maxProcesses} processes at once.`);
  const detail = `${limit}; QODER_MAX_PROCESSES=${maxProcesses} may take ${megabytes(needed)}, and the kernel would kill.`;
  const most = Math.floor(available / processMemory);
  return warning('memory', detail, `Leave QODER_MAX_PROCESSES out, set it to ${most}, or add memory.`);
}

/** @param limit descriptors that this process may open; undefined where the system does not tell. */
export function checkOpenFiles(
  { queueSize }: Pick<Config, 'queueSize'>,
  { maxConcurrency, maxProcesses }: Pick<Capacity, 'maxConcurrency' | 'maxProcesses'>,
  limit = softLimit('Max open files'),
): Finding {
  if (limit === undefined) return ok('open files', 'This system does not tell its limit.');
  const connections = maxConcurrency + queueSize;
  const needed = OWN_DESCRIPTORS + DESCRIPTORS_PER_PROCESS * maxProcesses + connections;
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
