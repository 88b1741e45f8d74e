/**
 * Checks .github: actionlint with shellcheck for what GitHub or the shell would refuse, zizmor for what an attacker would
 * use, and what neither knows: that every npm script exists, and that an action has one pin everywhere. The tools are
 * installed once, at pinned versions, in node_modules/.cache. That needs Go, and Python with its venv module.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { goProgram } from './go-program.mjs';
import { pythonEnvironment } from './python-environment.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOOLS = path.join(ROOT, 'node_modules/.cache/check-workflows');
const REQUIREMENTS = path.join(ROOT, 'scripts/workflows/requirements.txt');

/** A use of an action that is not a file of this repository: a full commit, and the version that it is. */
const USE = /^\s*(?:- )?uses: (?!\.\/)(\S+?)@(\S+)(?: +# (\S+))?$/gm;
const COMMIT = /^[0-9a-f]{40}$/;
const VERSION = /^v\d+\.\d+\.\d+$/;
const SCRIPT = /\bnpm (?:run (?:--silent )?([\w:-]+)|(test|start)\b)/g;

/** @returns whether the tool finds nothing. */
function passes(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit' });
  if (error) console.error(`${program}: ${error.message}`);
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

const actionlint = goProgram('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12');
const programs = path.dirname(pythonEnvironment(TOOLS, REQUIREMENTS, '--only-binary=:all:'));
const workflows = readdirSync(path.join(ROOT, '.github'), { recursive: true })
  .filter((name) => /^(workflows|actions)\/.*\.ya?ml$/.test(name))
  .map((name) => `.github/${name}`);
const findings = findingsOf(workflows);
for (const finding of findings) console.error(finding);
const results = [
  findings.length === 0,
  passes(actionlint, ['-shellcheck', path.join(programs, 'shellcheck'), '-pyflakes=']),
  passes(path.join(programs, 'zizmor'), [
    '--offline',
    '--strict-collection',
    '--no-progress',
    '--persona=pedantic',
    '.github',
  ]),
];
if (results.includes(false)) process.exit(1);
console.log(`${workflows.length} files: nothing was found`);
