import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Whether images can be laid over each other here, which spares copies of all of it for each layer. */
function overlays(folder) {
  const probe = mkdtempSync(path.join(folder, 'overlay-'));
  for (const name of ['lower', 'upper', 'work', 'merged']) mkdirSync(path.join(probe, name));
  const at = (name) => path.join(probe, name);
  const options = `lowerdir=${at('lower')},upperdir=${at('upper')},workdir=${at('work')}`;
  const mounted = spawnSync('mount', ['-t', 'overlay', 'overlay', '-o', options, at('merged')]).status === 0;
  if (mounted) spawnSync('umount', [at('merged')]);
  rmSync(probe, { recursive: true, force: true });
  return mounted;
}

/** @returns what runs buildah, with its images in a folder of ours; the output of a run without its last line break. */
export function buildahIn(folder) {
  const storage = ['--root', path.join(folder, 'images'), '--runroot', path.join(folder, 'state')];
  const driver = ['--storage-driver', overlays(folder) ? 'overlay' : 'vfs'];
  return (...args) =>
    execFileSync('buildah', [...storage, ...driver, ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      // Its progress is of interest to somebody who waits.
      stdio: ['ignore', 'pipe', 'inherit'],
      // Without a runtime of its own: it works in containers as well.
      env: { ...process.env, BUILDAH_ISOLATION: 'chroot' },
    }).trim();
}

/** What Docker would read from an image: user, entrypoint, environment, health check, labels. */
export function configurationOf(buildah, image) {
  return JSON.parse(buildah('inspect', '--type', 'image', image)).Docker.config;
}

/** @returns the layers of an image as files, each with what made it. They are not compressed. */
export function layersOf(buildah, image, folder) {
  const target = path.join(folder, 'layers');
  rmSync(target, { recursive: true, force: true });
  buildah('push', '--quiet', '--format', 'v2s2', '--disable-compression', image, `dir:${target}`);
  const file = (digest) => path.join(target, digest.replace('sha256:', ''));
  const { config, layers } = JSON.parse(readFileSync(path.join(target, 'manifest.json'), 'utf8'));
  const { history } = JSON.parse(readFileSync(file(config.digest), 'utf8'));
  const made = history.filter(({ empty_layer: isEmpty }) => !isEmpty);
  return {
    config: file(config.digest),
    layers: layers.map(({ digest, size }, index) => ({
      file: file(digest),
      size,
      // The history tells checksums of what was copied; what it was called stands before them.
      command: made[index].created_by.replace('/bin/sh -c ', '').replace('#(nop) ', ''),
    })),
  };
}
