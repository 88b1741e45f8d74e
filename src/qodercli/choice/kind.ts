import { type FileHandle, open } from 'node:fs/promises';

const MEGABYTE = 1024 * 1024;

/**
 * What kind of program answers:
 *
 * - `native`: one executable file.
 * - `node`: the bundle of the npm package, run by node.
 * - `other`: something else that `QODER_CLI_PATH` names, such as a shell script around one of them.
 * - `simulator`: our own stand-in.
 */
export type CliKind = 'native' | 'node' | 'other' | 'simulator';

/** What one process takes. docs/performance.md has the run that measured it. */
export interface CliWeight {
  /** Memory to plan for, in bytes: its peak while it boots, and room for its answer. */
  readonly processMemory: number;
  /** Peak memory while it boots, in megabytes. */
  readonly bootMegabytes: number;
  /** User and system time of a boot, in seconds. */
  readonly bootCpuSeconds: number;
}

const NODE: CliWeight = {
  processMemory: 800 * MEGABYTE,
  bootMegabytes: 630,
  bootCpuSeconds: 4.5,
};

export const CLI_WEIGHTS: Readonly<Record<CliKind, CliWeight>> = {
  native: { processMemory: 400 * MEGABYTE, bootMegabytes: 260, bootCpuSeconds: 1.1 },
  node: NODE,
  // It may be the heavier of the two.
  other: NODE,
  // As heavy as what it stands in for: limits are the same in a trial as in production.
  simulator: NODE,
};

/** The first bytes of the executables of Linux and macOS: ELF, and Mach-O in both byte orders, plain and universal. */
const MAGIC_NUMBERS = new Set([
  '7f454c46',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe',
  'bebafeca',
]);

/** Whether a file is a program of the machine's own, not a script. Rejects where it cannot be read. */
export async function isNativeProgram(file: string): Promise<boolean> {
  const start = Buffer.alloc(4);
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    await handle.read(start, 0, start.length, 0);
  } finally {
    await handle?.close();
  }
  return MAGIC_NUMBERS.has(start.toString('hex'));
}
