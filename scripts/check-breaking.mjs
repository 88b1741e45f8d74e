/**
 * Compares openapi.yaml with that of the last release, and fails on a change that breaks clients. An argument names
 * another document to compare with: a file, or anything that git knows (`main`, `v1.2.0`). `--self-test` shows that
 * the comparison finds what it should, and nothing else. Needs Go, which builds oasdiff once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { goProgram } from './go-program.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONTRACT = path.join(ROOT, 'openapi.yaml');
/** Built when it is needed, which it is not before the first release. */
const oasdiff = () => goProgram('github.com/oasdiff/oasdiff', 'v1.37.0');
const folder = mkdtempSync(path.join(tmpdir(), 'breaking-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const run = (file, args, options = {}) => spawnSync(file, args, { cwd: ROOT, encoding: 'utf8', ...options });

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** @returns whether nothing in `revision` breaks clients of `base`, and what was found. */
function compare(base, revision) {
  const { status, stdout, stderr, error } = run(oasdiff(), [
    'breaking',
    '--fail-on',
    'ERR',
    '--color',
    'never',
    base,
    revision,
  ]);
  // 1 is for a breaking change; the rest says that nothing was compared.
  if (error !== undefined || status === null || status > 1) fail(`oasdiff failed: ${error ?? stderr}`);
  return { compatible: status === 0, found: stdout.trim() };
}

function written(name, text) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The contract as git has it at `ref`. */
function contractAt(ref) {
  const { status, stdout, stderr } = run('git', ['show', `${ref}:openapi.yaml`], { maxBuffer: 1 << 26 });
  if (status !== 0)
    fail(`There is neither a file '${ref}' nor an openapi.yaml of it in git: ${stderr.trim()}`);
  return written('base.yaml', stdout);
}

function lastRelease() {
  const { status, stdout } = run('git', ['describe', '--tags', '--match', 'v*', '--abbrev=0']);
  return status === 0 ? stdout.trim() : undefined;
}

function check(name = lastRelease()) {
  if (name === undefined) {
    console.log('There is no release yet (no git tag v*), so nothing to compare openapi.yaml with.');
    return;
  }
  const { compatible, found } = compare(existsSync(name) ? path.resolve(name) : contractAt(name), CONTRACT);
  if (found !== '') console.log(found);
  if (!compatible) fail(`openapi.yaml breaks clients of ${name}.`);
  console.log(`openapi.yaml breaks no client of ${name}.`);
}

/** Changes of the contract, and whether clients can live with them. */
const CHANGES = [
  ['an operation is removed', false, ({ paths }) => delete paths['/v1/models/{model}']],
  [
    'a parameter becomes required',
    false,
    ({ components: { schemas } }) => schemas.CreateChatCompletionRequest.required.push('user'),
  ],
  [
    'a field of an answer goes away',
    false,
    ({ components: { schemas } }) => {
      delete schemas.CompletionUsage.properties.total_tokens;
      schemas.CompletionUsage.required = ['prompt_tokens', 'completion_tokens'];
    },
  ],
  [
    'a request gets an optional field',
    true,
    ({ components: { schemas } }) => {
      schemas.CreateChatCompletionRequest.properties.added = { type: 'string' };
    },
  ],
  [
    'an answer gets an optional field',
    true,
    ({ components: { schemas } }) => {
      schemas.CompletionUsage.properties.added = { type: 'string' };
    },
  ],
];

function selfTest() {
  const failed = CHANGES.filter(([name, expected, change], index) => {
    const document = parse(readFileSync(CONTRACT, 'utf8'));
    change(document);
    const { compatible, found } = compare(CONTRACT, written(`${index}.json`, JSON.stringify(document)));
    const ok = compatible === expected;
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}: ${compatible ? 'compatible' : 'breaking'}`);
    if (!ok && found !== '') console.log(found);
    return !ok;
  });
  console.log(`${CHANGES.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

const [argument] = process.argv.slice(2);
if (argument === '--self-test') selfTest();
else check(argument);
