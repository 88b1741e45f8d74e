// Builds the Dockerfile with buildah on a stand-in for its public base, runs the result with runc as compose.yaml says, and
// looks at what it does. No Docker is needed, but root and Linux are. Mounts are made in a namespace of their own, so that
// none is left. `--keep FOLDER` keeps base and layers there for the next run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = ['buildah', 'debootstrap', 'runc'];
const INSTALL = `apt-get install -qy --no-install-recommends ${PACKAGES.join(' ')}`;

const isMissing = (program) => spawnSync(program, ['--version']).error?.code === 'ENOENT';
const refuse = (message) => {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
};

if (process.getuid?.() !== 0) refuse('test:image must be run by root: it mounts, and makes containers.');
if (PACKAGES.some(isMissing)) {
  const { status } = spawnSync('sh', ['-c', `apt-get update -q && ${INSTALL}`], { stdio: ['ignore', 2, 2] });
  if (status !== 0) refuse(`test:image needs ${PACKAGES.join(', ')}. On Debian: ${INSTALL}`);
}

const kept = process.argv[2] === '--keep' ? path.resolve(process.argv[3]) : undefined;
// Not in /tmp, which may be memory: it is gigabytes.
const folder = kept ?? mkdtempSync('/var/tmp/image-test-');
mkdirSync(folder, { recursive: true });
const checks = fileURLToPath(new URL('./checks.mjs', import.meta.url));
const { status } = spawnSync('unshare', ['--mount', process.execPath, checks, folder], { stdio: 'inherit' });
if (kept === undefined) rmSync(folder, { recursive: true, force: true });
process.exit(status ?? 1);
