import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CANARY } from './build.mjs';

const PROGRAM = [
  'LICENSE',
  'bin',
  'compile-cache',
  'dist',
  'generated',
  'node_modules',
  'openapi.yaml',
  'package.json',
];
const DEVELOPERS = /\.(map|d\.[cm]?ts|tsbuildinfo|log)$|^dist\/.*\.test\.js$|(^|\/)\.(env.*|npmrc|git)$/;

/** @returns files that hold the canary. */
const withCanary = (...places) =>
  spawnSync('grep', ['--recursive', '--files-with-matches', '--text', '--fixed-strings', CANARY, ...places], {
    encoding: 'utf8',
  }).stdout;

export function strayFilesIn(root) {
  return withCanary(path.join(root, 'app'));
}

/** Layers are not compressed: what was written and removed again would be found, too. */
export function secretsIn({ config, layers }) {
  return withCanary(config, ...layers.map(({ file }) => file));
}

const names = (folder) =>
  readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@')
      ? readdirSync(path.join(folder, name)).map((own) => `${name}/${own}`)
      : [name];
  });

/** @returns what is in the image's folder that a running server does not need, or is not there that it needs. */
export function superfluousIn(root, project) {
  const app = path.join(root, 'app');
  const { packages } = JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
  const installed = names(path.join(app, 'node_modules'));
  const files = readdirSync(app, { recursive: true }).filter(
    (file) => !file.includes('node_modules/@qoder-ai/'),
  );
  return [
    ...readdirSync(app).filter((name) => !PROGRAM.includes(name)),
    ...files.filter((file) => DEVELOPERS.test(file)),
    ...installed.filter((name) => packages[`node_modules/${name}`]?.dev !== undefined),
    ...installed.filter((name) => packages[`node_modules/${name}`] === undefined),
    ...Object.keys(dependencies).filter((name) => !installed.includes(name)),
    ...['npm', 'npx', 'yarn'].filter((name) => existsSync(path.join(root, 'usr/local/bin', name))),
  ].join(' ');
}

/** @returns files that the server's user may change, and such that make who runs them somebody else. */
export function unsafeFilesIn(root, uid) {
  const writable = `( -uid ${uid} -o -gid ${uid} -o ( -perm -0002 ! -type l ! -perm -1000 ) )`;
  const unsafe = `-xdev ( ( -type f -perm /6000 ) -o ${writable} ) ( -type f -o -type d ) -print`;
  return spawnSync('find', [root, ...unsafe.split(' ')], { encoding: 'utf8' }).stdout;
}
