import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const SUITE = 'bookworm';

const run = (file, args, cwd) =>
  execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/** The mirror that this machine's own packages come from. */
function debianMirror() {
  const wanted = ['Created-By: Packages', `Codename: ${SUITE}`, 'Component: main'];
  const found = run('apt-get', ['indextargets', '--format', '$(REPO_URI)', ...wanted], '/').split('\n')[0];
  return found === '' ? [] : [found];
}

/**
 * Makes an image that has what the public base has: Debian, node and npm, each where it is there. The node is the one
 * that the registry has under the name of this platform.
 */
export function makeBase(buildah, folder, image, { node, npm }) {
  const root = path.join(folder, 'base');
  const packages = path.join(folder, 'base-packages');
  for (const stale of [root, packages]) rmSync(stale, { recursive: true, force: true });
  run('debootstrap', ['--variant=minbase', SUITE, root, ...debianMirror()], folder);
  for (const ballast of ['doc', 'info', 'locale', 'man'])
    rmSync(path.join(root, 'usr/share', ballast), { recursive: true, force: true });
  rmSync(path.join(root, 'var/cache/apt'), { recursive: true, force: true });

  mkdirSync(packages);
  const platform = `node-linux-${process.arch}`;
  const wanted = [`${platform}@${node}`, `npm@${npm}`];
  run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', packages, ...wanted],
    packages,
  );
  const local = path.join(root, 'usr/local');
  cpSync(path.join(packages, 'node_modules', platform, 'bin/node'), path.join(local, 'bin/node'));
  chmodSync(path.join(local, 'bin/node'), 0o755);
  cpSync(path.join(packages, 'node_modules/npm'), path.join(local, 'lib/node_modules/npm'), {
    recursive: true,
  });
  for (const program of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${program}-cli.js`, path.join(local, 'bin', program));

  const container = buildah('from', 'scratch');
  buildah('copy', '--quiet', container, root, '/');
  buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container);
  buildah('commit', '--quiet', '--rm', container, image);
  for (const spent of [root, packages]) rmSync(spent, { recursive: true, force: true });
}
