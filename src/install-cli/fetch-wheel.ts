import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BUNDLED_CLI, InstallError, PACKAGE, PACKAGE_VERSION, type Wheel } from './wheels.ts';

const DOWNLOAD_LIMIT_MS = 15 * 60_000;
const UNPACK_LIMIT_MS = 5 * 60_000;
const MAX_SAID = 4_096;
/** Node has no reader of zip files, and Python is there anyway. Writes the one member, whatever else the wheel holds. */
const UNPACK = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as member, open(sys.argv[3], 'xb') as target:
    shutil.copyfileobj(member, target, 1 << 20)
`;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Downloads the pinned wheel into a folder with pip, which has the operator's settings: mirror, proxy, certificates.
 * @returns the file, whose SHA-256 is the wanted one. Throws InstallError.
 */
export async function fetchWheel(wheel: Wheel, folder: string, environment: Environment): Promise<string> {
  const pip = await runPython(['-m', 'pip', '--version'], environment, 60_000);
  if (pip.code === 'ENOENT') {
    throw new InstallError(
      'python3 was not found. Install Python 3 with pip (Debian: apt-get install python3-pip).',
    );
  }
  if (pip.code !== 0) {
    throw new InstallError('python3 has no pip. Install it (Debian: apt-get install python3-pip).');
  }
  const requirements = path.join(folder, 'requirements.txt');
  await writeFile(requirements, `${PACKAGE}==${PACKAGE_VERSION} --hash=sha256:${wheel.sha256}\n`);
  const target = path.join(folder, 'wheel');
  const { code, said } = await runPython(
    [
      ...['-m', 'pip', 'download', '--disable-pip-version-check', '--no-input', '--no-cache-dir'],
      ...['--no-deps', '--only-binary=:all:', '--require-hashes', '--requirement', requirements],
      // The wheel is for any Python; an old one that only downloads it must not be refused.
      ...['--python-version', '3.11', '--platform', wheel.platform, '--dest', target],
    ],
    environment,
    DOWNLOAD_LIMIT_MS,
  );
  if (code !== 0) throw new InstallError(`${reasonOf(said)}\npip said:\n${indented(said)}`);
  const files = (await readdir(target)).filter((name) => name.endsWith('.whl'));
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new InstallError(`pip left ${files.length} wheels, not one.`);
  // Not by pip alone: whatever pip is, what is run later is what was meant.
  const found = await sha256Of(path.join(target, file));
  if (found !== wheel.sha256) {
    throw new InstallError(`${file} has SHA-256 ${found}, not ${wheel.sha256}. Nothing was installed.`);
  }
  return path.join(target, file);
}

/** Unpacks the CLI of a wheel to a file that must not be there yet. Throws InstallError. */
export async function unpackCli(wheel: string, target: string, environment: Environment): Promise<void> {
  const { code, said } = await runPython(
    ['-c', UNPACK, wheel, BUNDLED_CLI, target],
    environment,
    UNPACK_LIMIT_MS,
  );
  if (code === 0) return;
  throw new InstallError(
    `${reasonOf(said, 'The wheel could not be unpacked.')}\npython3 said:\n${indented(said)}`,
  );
}

const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /DO NOT MATCH THE HASHES|hash mismatch/i,
    'What pip downloaded has another SHA-256 than the pinned one. Nothing was installed.',
  ],
  [/No space left on device|ENOSPC|Disk quota exceeded/i, 'There is no room left on the disk.'],
  [/Permission denied|EACCES|Read-only file system/i, 'A folder cannot be written to.'],
  [
    /No matching distribution|Could not find a version/i,
    `The package index has no ${PACKAGE} ${PACKAGE_VERSION} for this platform, or could not be reached.`,
  ],
  [
    /ConnectionError|Max retries|timed? ?out|Name or service not known|Temporary failure in name resolution|ProxyError|SSLError/i,
    'The package index could not be reached: look at the network, the proxy (HTTPS_PROXY) and the settings of pip.',
  ],
];

function reasonOf(said: string, otherwise = 'pip could not download the wheel.'): string {
  return REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? otherwise;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @returns the exit code, or that of the error that kept it from starting; and the end of what it said on stderr. */
function runPython(
  args: readonly string[],
  environment: Environment,
  limitMs: number,
): Promise<{ readonly code: number | string | null; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn('python3', [...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...environment },
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MAX_SAID);
    });
    child.stderr.on('error', () => undefined);
    child.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      resolve({ code: code ?? message, said }),
    );
    child.once('close', (code) => resolve({ code, said: code === null ? `${said}\ntimed out` : said }));
  });
}

const indented = (text: string): string => text.trim().replace(/^/gm, '  ');
