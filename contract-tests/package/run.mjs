// Packs the built project as a release does, installs the tarball in an empty folder, and uses it there as a newcomer would,
// with the simulator. Then tries what a release does to the versions, in a copy of the project.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTally } from '../support/tally.mjs';
import { install, KEY, pack, ROOT, run, start, temporaryFolder } from './installed.mjs';
import { tryRelease } from './release.mjs';

const LARGEST_TARBALL = 2_000_000;
const ALLOWED = /^(bin|dist|generated)\/|^(package\.json|openapi\.yaml|README\.md|CHANGELOG\.md|LICENSE)$/;
const UNWANTED = /\.test\.|\.map$|\.tsbuildinfo$|^dist\/.*(?<!\.d)\.ts$|(^|\/)\./;
const NEEDED = [
  'bin/qoder-gateway',
  'openapi.yaml',
  'generated/openapi.json',
  'generated/openapi.ts',
  'LICENSE',
  'README.md',
];
const BUILT = ['src/main.js', 'src/doctor/main.js', 'dashboard/index.html', 'reference/index.html'];

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const packed = temporaryFolder();
const empty = temporaryFolder();
const copy = temporaryFolder();
let archive;
let gateway;

const get = (address, headers = {}) => fetch(`${gateway.url}${address}`, { headers });

async function chat(headers) {
  const body = JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Hello' }] });
  return fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

const checks = {
  'the tarball holds what a user needs, and nothing else': () => {
    archive = pack(packed.folder);
    const missing = [...NEEDED, ...BUILT.map((name) => `dist/${name}`)].filter(
      (name) => !archive.files.includes(name),
    );
    assert.deepEqual(missing, []);
    assert.deepEqual(
      archive.files.filter((name) => !ALLOWED.test(name) || UNWANTED.test(name)),
      [],
    );
    assert.ok(archive.size < LARGEST_TARBALL, `${archive.size} bytes`);
  },
  'it installs in an empty folder, with the qodercli that is pinned': () => {
    install(archive.tarball, empty.folder);
    const cli = path.join(empty.folder, 'node_modules/@qoder-ai/qodercli/package.json');
    assert.equal(JSON.parse(readFileSync(cli, 'utf8')).version, manifest.dependencies['@qoder-ai/qodercli']);
  },
  'its doctor finds nothing that stands in the way': async () => {
    const { code, output } = await run(empty.folder, ['qoder-gateway', 'doctor', '--json'], { PORT: '0' });
    const { ok, findings } = JSON.parse(output);
    assert.deepEqual([code, ok], [0, true], output);
    assert.equal(findings.find(({ check }) => check === 'qodercli').status, 'ok');
  },
  'its simulator is a program of its own': async () => {
    const { code, output } = await run(empty.folder, ['qodercli-simulator', '--version']);
    assert.equal(code, 0, output);
    assert.match(output, /^\d+\.\d+\.\d+\n$/);
  },
  'a wrong command is told how to use it': async () => {
    const { code, output } = await run(empty.folder, ['qoder-gateway', 'nonsense']);
    assert.equal(code, 64, output);
    assert.match(output, /usage: qoder-gateway/);
  },
  'npx qoder-gateway starts, and is alive': async () => {
    gateway = await start(empty.folder);
    assert.equal((await get('/healthz')).status, 200);
  },
  'it answers a request with the simulator': async () => {
    const answer = await chat({ authorization: `Bearer ${KEY}` });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('x-qoder-backend'), 'simulator');
    const { choices } = await answer.json();
    assert.equal(choices[0].finish_reason, 'stop');
    assert.ok(choices[0].message.content.length > 0);
  },
  'it asks for a key': async () => {
    assert.equal((await chat({})).status, 401);
  },
  'it serves the contract of its own version': async () => {
    const contract = await (await get('/openapi.json')).json();
    assert.equal(contract.info.version, manifest.version);
  },
  'it serves the dashboard and the reference, with all that their pages name': async () => {
    for (const page of ['/dashboard/', '/docs/']) {
      const answer = await get(page);
      assert.equal(answer.status, 200, page);
      const names = [...(await answer.text()).matchAll(/(?:src|href)="([^"#]+\.(?:js|css|svg))"/g)];
      assert.ok(names.length >= 2, `${page} names its files`);
      for (const [, name] of names) {
        const { pathname } = new URL(name, `${gateway.url}${page}`);
        assert.equal((await get(pathname)).status, 200, pathname);
      }
    }
  },
  'it stops when it is told to': async () => {
    const { url } = gateway;
    await gateway.stop();
    gateway = undefined;
    await assert.rejects(fetch(`${url}/healthz`));
  },
  'a release writes one version everywhere, and has notes': () => tryRelease(copy.folder),
};

const tally = createTally();
try {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      tally.note(name);
    } catch (error) {
      tally.note(name, error.stack);
    }
  }
} finally {
  await gateway?.stop();
  for (const { remove } of [packed, empty, copy]) remove();
}
tally.end();
