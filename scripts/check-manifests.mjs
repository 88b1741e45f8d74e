/**
 * Checks deploy/kubernetes: renders the example overlay as kubectl would, holds each document against Kubernetes' own schema, strictly,
 * and the whole against the server that it starts. Needs Go and Python 3. `npm run build` comes first.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../dist/src/config.js';
import { configSchema } from '../dist/src/config-schema.js';
import { SECRET_NAMES } from '../dist/src/config-secrets.js';
import { CLI_WEIGHTS } from '../dist/src/qodercli/choice/kind.js';
import { environmentOf, inconsistencies, manifestsOf } from './manifests/consistency.mjs';
import { pythonEnvironment } from './python-environment.mjs';
import { scrapedMetrics } from './scrape.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOOLS = path.join(ROOT, 'scripts/manifests');
/** The oldest that has all that is used, and the newest. */
const KUBERNETES_VERSIONS = ['1.30.0', '1.37.0'];
/** Those that are no part of Kubernetes; scripts/manifests/main.go reads them. */
const OTHERS = new Set(['ServiceMonitor']);

function run(file, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', ...options });
  if (error?.code === 'ENOENT')
    throw new Error(`${file} is missing: install it, e.g. from your system's packages.`);
  if (status !== 0) throw new Error(`${path.basename(file)} ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

/** As a reader of deploy/kubernetes/README.md would: with secrets of his own beside the overlay. */
function render(folder) {
  cpSync(path.join(ROOT, 'deploy/kubernetes'), folder, { recursive: true });
  const overlay = path.join(folder, 'overlays/example');
  const { secretGenerator } = parse(readFileSync(path.join(overlay, 'kustomization.yaml'), 'utf8'));
  for (const file of secretGenerator.flatMap(({ files }) => files)) {
    mkdirSync(path.dirname(path.join(overlay, file)), { recursive: true });
    writeFileSync(path.join(overlay, file), 'a-made-up-secret\n');
  }
  return run('go', ['run', '.', overlay], { cwd: TOOLS });
}

function checkSchemas(file, count) {
  const environment = path.join(ROOT, 'node_modules/.cache/manifests');
  const python = pythonEnvironment(environment, path.join(TOOLS, 'requirements.txt'));
  const program = path.join(path.dirname(python), 'kubernetes-validate');
  for (const version of KUBERNETES_VERSIONS) {
    const { status, stdout, stderr } = spawnSync(program, ['--strict', '-k', version, file], {
      encoding: 'utf8',
    });
    const said = `${stdout}${stderr}`;
    const unknown = [...said.matchAll(/find schema for kind (\w+)/g)].map(([, kind]) => kind);
    const passed = said.match(/passed for resource/g)?.length ?? 0;
    if (status !== 0 || unknown.some((kind) => !OTHERS.has(kind)) || passed + unknown.length !== count)
      throw new Error(`Kubernetes ${version} does not take the manifests:\n${said}`);
    console.log(`Kubernetes ${version}: ${passed} documents, all as its schema has them`);
  }
}

/** The server's configuration with the variables of the container; its secrets are where the test has them. */
function configOf(environment, folder) {
  const files = Object.keys(environment).filter((name) => name.endsWith('_FILE'));
  const secrets = files.map((name) => {
    const secret = path.join(folder, name);
    writeFileSync(secret, `a-made-up-secret-for-${name}\n`);
    return [name, secret];
  });
  return readConfig({ ...environment, ...Object.fromEntries(secrets) });
}

const folder = mkdtempSync(path.join(tmpdir(), 'check-manifests-'));
try {
  const text = render(path.join(folder, 'kubernetes'));
  const file = path.join(folder, 'rendered.yaml');
  writeFileSync(file, text);
  const documents = parseAllDocuments(text).map((document) => document.toJS());
  checkSchemas(file, documents.length);

  const manifests = manifestsOf(documents);
  const adapter = parse(
    readFileSync(path.join(ROOT, 'deploy/kubernetes/monitoring/prometheus-adapter.yaml'), 'utf8'),
  );
  const findings = inconsistencies(manifests, adapter, {
    config: configOf(environmentOf(manifests), folder),
    processMemory: CLI_WEIGHTS.node.processMemory,
    variables: new Set([...Object.keys(configSchema), ...SECRET_NAMES.map((name) => `${name}_FILE`)]),
    paths: new Set(Object.keys(parse(readFileSync(path.join(ROOT, 'openapi.yaml'), 'utf8')).paths)),
    metrics: await scrapedMetrics(),
    version: JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version,
  });
  if (findings.length > 0) throw new Error(findings.join('\n'));
  console.log(`${documents.length} documents agree with each other and with the server`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
