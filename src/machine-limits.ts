import os from 'node:os';
import { softLimit } from './process-limits.ts';

/** What this process, and those that it starts, may take together, in bytes: the cgroup's limit or the machine's memory. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  const total = os.totalmem();
  return constrained > 0 && constrained < total ? constrained : total;
}

const MEGABYTE = 1024 * 1024;
/** What one connection may take while it is at its worst: what was read of it, what waits for it, the kernel's share. */
const CONNECTION_MEMORY = MEGABYTE / 2;
const MOST_CONNECTIONS = 16_384;
/** What the server itself opens. */
const OWN_DESCRIPTORS = 64;
/** Three pipes for each process, and the FIFO of its login. */
const DESCRIPTORS_PER_PROCESS = 4;

/**
 * How many clients may be connected so that neither descriptors nor memory run out.
 * @param processes that may be alive at once.
 */
export function maxConnections(
  processes: number,
  files: number | undefined = softLimit('Max open files'),
  memory = memoryLimit(),
): number {
  const byMemory = Math.floor(memory / CONNECTION_MEMORY);
  if (files === undefined) return Math.min(byMemory, MOST_CONNECTIONS);
  const reserve = Math.min(OWN_DESCRIPTORS + DESCRIPTORS_PER_PROCESS * processes, Math.ceil(files / 2));
  return Math.max(1, Math.min(files - reserve, byMemory, MOST_CONNECTIONS));
}

/** How often a body lies in memory at its worst: as bytes, as text, as values, as a turn, and as what is sent of it. */
const COPIES_OF_BODY = 6;
/** Of the memory, and of V8's heap: most is for processes, and for what waits to be collected. */
const [SHARE_OF_MEMORY, SHARE_OF_HEAP] = [1 / 8, 1 / 4];
/** A body of 20 MB must find room in the three quarters that are one key's. */
const LEAST_OF_BODIES = 32 * MEGABYTE;

/** What all bodies together may come to so that they do not fill the memory. */
export function maxBodiesBytes(memory: number, heap: number): number {
  const room = Math.min(memory * SHARE_OF_MEMORY, heap * SHARE_OF_HEAP);
  return Math.max(LEAST_OF_BODIES, Math.floor(room / COPIES_OF_BODY));
}
