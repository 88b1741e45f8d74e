import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBase } from './base.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Stands in files that must not get into an image, and in npm's settings, which must not stay there. */
export const CANARY = 'canary-6f1c2e0b-not-for-the-image';
/** What a working folder may hold besides the repository. */
const STRAY_FILES = [
  '.env',
  '.git/config',
  'bin/.env',
  'dist/src/stray.js',
  'generated/.env.local',
  'node_modules/stray/index.js',
  'secrets/qoder-token',
  'src/debug.log',
  'src/stray.test.ts',
];

/** The repository's files as they are in the working folder, and stray ones. */
function makeContext(folder) {
  const context = path.join(folder, 'context');
  rmSync(context, { recursive: true, force: true });
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(path.join(ROOT, name))))
    cpSync(path.join(ROOT, file), path.join(context, file));
  for (const file of STRAY_FILES) {
    mkdirSync(path.join(context, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(context, file), CANARY);
  }
  return context;
}

const npmSetting = (name) => {
  const { stdout } = spawnSync('npm', ['config', 'get', name], { cwd: '/', encoding: 'utf8' });
  return ['', 'null', 'undefined'].includes(stdout.trim()) ? undefined : stdout.trim();
};

/** How npm reaches the registry from this machine, for the build to do the same; with a token that nobody takes. */
function npmSettings(folder) {
  const files = ['globalconfig', 'userconfig'].map(npmSetting).filter((file) => file && existsSync(file));
  const authority = npmSetting('cafile') ?? process.env.NODE_EXTRA_CA_CERTS;
  const registry = npmSetting('registry');
  const lines = [
    ...files.map((file) => readFileSync(file, 'utf8')),
    `registry=${registry}`,
    ...(authority === undefined ? [] : [`cafile=${authority}`]),
    `//registry.invalid/:_authToken=${CANARY}`,
    '',
  ];
  const file = path.join(folder, 'npmrc');
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return [
    ...['--secret', `id=npmrc,src=${file}`],
    ...(authority === undefined ? [] : ['--volume', `${authority}:${authority}:ro`]),
  ];
}

/**
 * Builds the Dockerfile, on a base of our own making.
 * @returns the names of the image and of its first stage.
 */
export function buildImage(buildah, folder) {
  const dockerfile = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');
  const node = /^ARG NODE_IMAGE=\S+\/node:([\d.]+)-bookworm-slim$/m.exec(dockerfile)?.[1];
  if (node === undefined)
    throw new Error('the Dockerfile names no version of node as the default of NODE_IMAGE');
  const { packageManager } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const base = `localhost/stand-in-for-node:${node}`;
  if (!buildah('images', '--format', '{{.Name}}:{{.Tag}}').split('\n').includes(base))
    makeBase(buildah, folder, base, { node, npm: packageManager.split('@')[1] });

  const context = makeContext(folder);
  const settings = npmSettings(folder);
  const build = (image, ...more) => {
    // The health check is not part of OCI's own format.
    const options = ['--format', 'docker', '--layers', '--build-arg', `NODE_IMAGE=${base}`, '--tag', image];
    buildah('bud', '--quiet', ...options, ...settings, ...more, context);
    return image;
  };
  const image = build('localhost/qoder-gateway:test');
  // All of its layers are there already.
  return { node, image, stage: build('localhost/qoder-gateway:build', '--target', 'build') };
}
