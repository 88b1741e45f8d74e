/**
 * Takes each defence of mutations.mjs out of a copy of the repository, one at a time, and runs the test that docs/security.md names for it: a
 * test that still passes proves nothing. `npm run build` comes first. `-- FILE` runs those whose test or file has FILE in its name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import { mutations } from './mutations.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const copy = mkdtempSync(path.join(tmpdir(), 'mutations-'));

function makeCopy() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  });
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    cpSync(path.join(ROOT, file), path.join(copy, file), { force: true });
  }
  cpSync(path.join(ROOT, 'dist'), path.join(copy, 'dist'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { cwd: copy, stdio: 'inherit' });
}

/** Puts a source into the copy, and what it compiles to into the copy's build. */
function write(file, source) {
  writeFileSync(path.join(copy, file), source);
  if (!file.endsWith('.ts')) return;
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: {
      module: typescript.ModuleKind.ESNext,
      target: typescript.ScriptTarget.ES2023,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  writeFileSync(path.join(copy, 'dist', file.replace(/\.ts$/, '.js')), outputText);
}

/** How the tests of this title went. */
function resultsOf(file, title) {
  const report = path.join(copy, 'report.json');
  rmSync(report, { force: true });
  const project = file.startsWith('contract-tests/') ? 'contract' : 'unit';
  const pattern = title
    .split(/%\w/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const args = [
    'run',
    '--project',
    project,
    file,
    '-t',
    pattern,
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  spawnSync(path.join(ROOT, 'node_modules/.bin/vitest'), args, { cwd: copy, timeout: 300_000 });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = tests.filter((test) => new RegExp(pattern).test(test.title) && test.status !== 'skipped');
  return {
    passed: named.filter(({ status }) => status === 'passed').length,
    failed: named.filter(({ status }) => status === 'failed').length,
  };
}

function judge({ test, file, take, instead }) {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  if (source.split(take).length !== 2) return `'${take}' is not once in ${file}`;
  const [testFile, title] = test.split(/: (.*)/s);
  const before = resultsOf(testFile, title);
  if (before.passed === 0 || before.failed > 0) return 'the test does not pass as things are';
  write(
    file,
    source.replace(take, () => instead),
  );
  try {
    const { passed, failed } = resultsOf(testFile, title);
    if (failed > 0) return undefined;
    return passed > 0 ? 'the test passes without the defence' : 'no test has this title, or it could not run';
  } catch (error) {
    return `the test could not run: ${error.message}`;
  } finally {
    write(file, source);
  }
}

const document = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8').replaceAll('`', '');
const wanted = mutations.filter(({ test, file }) => `${test} ${file}`.includes(process.argv[2] ?? ''));
let bad = 0;
try {
  makeCopy();
  for (const mutation of wanted) {
    const finding = document.includes(mutation.test) ? judge(mutation) : 'docs/security.md has no such row';
    if (finding !== undefined) bad += 1;
    console.log(finding === undefined ? 'fails, as it should' : `WRONG: ${finding}`);
    console.log(`    ${mutation.test}\n    without what ${mutation.file} has for it`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${wanted.length - bad} passed, ${bad} failed`);
process.exitCode = bad > 0 || wanted.length === 0 ? 1 : 0;
