import { chmod, link, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PROGRAM } from '../qodercli/choice/candidates.ts';
import { probeVersion } from '../qodercli/choice/probe-version.ts';
import { fetchWheel, unpackCli } from './fetch-wheel.ts';
import { CLI_VERSION, InstallError, type Wheel } from './wheels.ts';

export interface InstallOptions {
  readonly wheel: Wheel;
  /** Where `qodercli` is to be; made if it is not there. */
  readonly folder: string;
  /** Replaces another file of that name. */
  readonly force: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

/**
 * Installs the native CLI: downloads, checks, unpacks, runs it for its version, and only then puts it in its place.
 * @returns the file. Throws InstallError, and leaves nothing behind then.
 */
export async function installCli(options: InstallOptions): Promise<string> {
  const { folder, environment, say } = options;
  const target = path.join(folder, PROGRAM);
  if (await exists(target)) {
    if (await isWanted(target, environment)) {
      say(`qodercli ${CLI_VERSION} is installed already.`);
      return target;
    }
    if (!options.force) {
      throw new InstallError(
        `${target} is there, and is not qodercli ${CLI_VERSION}. --force replaces it; --to DIR installs elsewhere.`,
      );
    }
  }
  let scratch: string | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    // Beside its target: on the same file system, so that it gets its name in one step.
    scratch = await mkdtemp(path.join(folder, '.install-cli-'));
    say('Downloading with pip (70 to 80 MB) ...');
    const wheel = await fetchWheel(options.wheel, scratch, environment);
    const unpacked = path.join(scratch, PROGRAM);
    await unpackCli(wheel, unpacked, environment);
    await chmod(unpacked, 0o755);
    const probed = await probeVersion({ file: unpacked, args: [] }, environment);
    if (!('version' in probed))
      throw new InstallError(`What was unpacked does not work here: ${probed.problem}.`);
    if (probed.version !== CLI_VERSION) {
      throw new InstallError(`What was unpacked is qodercli ${probed.version}, not ${CLI_VERSION}.`);
    }
    await place(unpacked, target, options.force);
    return target;
  } catch (error) {
    throw error instanceof InstallError ? error : new InstallError(reasonOf(error, folder));
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}

/** Whether a file is there, even a link to nothing. */
async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT' && code !== 'ENOTDIR',
  );
}

async function isWanted(file: string, environment: InstallOptions['environment']): Promise<boolean> {
  const probed = await probeVersion({ file, args: [] }, environment);
  return 'version' in probed && probed.version === CLI_VERSION;
}

/** Without `force` it takes no place that somebody else has taken meanwhile. */
async function place(file: string, target: string, force: boolean): Promise<void> {
  if (force) await rename(file, target);
  else await link(file, target);
}

function reasonOf(error: unknown, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `There is no room left for ${folder}; 350 MB are needed.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${folder} cannot be written to (${code}).`;
  if (code === 'EEXIST' || code === 'ENOTDIR') return `${folder} or its qodercli is in the way (${code}).`;
  return `It could not be installed: ${message}.`;
}
