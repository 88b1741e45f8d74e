import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './installed.mjs';

/** A repository of its own with the project's files as they are now, so that a release can be tried in it. */
function copyOfProject(folder) {
  const git = (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listing, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files.filter((name) => existsSync(path.join(ROOT, name)))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(ROOT, file), path.join(folder, file));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git(
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.invalid',
    'commit',
    '--quiet',
    '-m',
    'test: all',
  );
}

/** What the release workflow does before it builds anything. */
export function tryRelease(folder) {
  copyOfProject(folder);
  const read = (name) => readFileSync(path.join(folder, name), 'utf8');
  const npm = (...args) =>
    execFileSync('npm', ['run', '--silent', ...args], { cwd: folder, encoding: 'utf8' });
  const before = JSON.parse(read('package.json')).version;
  const news = 'What only this test has changed.';
  writeFileSync(
    path.join(folder, '.changeset/of-the-test.md'),
    `---\n"qoder-gateway": major\n---\n\n${news}\n`,
  );

  npm('release:version');

  const { version } = JSON.parse(read('package.json'));
  assert.equal(version, `${Number(before.split('.')[0]) + 1}.0.0`);
  const lock = JSON.parse(read('package-lock.json'));
  assert.deepEqual([lock.version, lock.packages[''].version], [version, version], 'package-lock.json');
  assert.equal(parse(read('openapi.yaml')).info.version, version, 'openapi.yaml');
  const overlay = 'deploy/kubernetes/overlays/example/kustomization.yaml';
  assert.equal(parse(read(overlay)).images[0].newTag, version, overlay);
  assert.deepEqual(
    readdirSync(path.join(folder, '.changeset')).filter((name) => name.endsWith('.md')),
    ['README.md'],
    'changesets that were used are gone',
  );
  assert.doesNotThrow(() => npm('check:format'), 'the release is formatted as the rest is');
  assert.doesNotThrow(() => npm('check:generated'), 'what is generated bears the new version');
  const notes = npm('release:notes');
  assert.match(notes, new RegExp(news), 'the notes hold the changeset');
  assert.doesNotMatch(notes, /^## /m, 'the notes are of one version');
  assert.throws(
    () => execFileSync('node', ['scripts/release-notes.mjs', '99.0.0'], { cwd: folder, stdio: 'pipe' }),
    /CHANGELOG\.md says nothing of version 99\.0\.0/,
  );
}
