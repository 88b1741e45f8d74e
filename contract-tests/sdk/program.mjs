import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 120_000;
const EXAMPLE = /^There are models\.\nHello there\.\nHello there\.\n$/;

/** Runs a program to its end. @returns what it printed, and what is wrong if anything is. */
async function run(file, args, env = {}) {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', ...env },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const [out, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return {
    out,
    wrong: code === 0 ? undefined : `ended with ${signal ?? code}: ${(errors + out).slice(-2_000)}`,
  };
}

/** That a program succeeds. */
export async function succeeds(feature, file, args) {
  const { wrong } = await run(file, args);
  return { feature, ok: wrong === undefined, detail: wrong };
}

/** What the checks of a client print, and that they come to their end. */
export async function* checksOf(file, args, env) {
  const { out, wrong } = await run(file, args, env);
  for (const line of out.split('\n')) if (line.startsWith('{"feature"')) yield JSON.parse(line);
  yield { feature: 'the checks come to their end', ok: wrong === undefined, detail: wrong };
}

/** That the example of the documentation prints what it should. */
export async function exampleWorks(file, args, env) {
  const { out, wrong } = await run(file, args, env);
  const ok = wrong === undefined && EXAMPLE.test(out);
  return { feature: 'the example of docs/sdks.md', ok, detail: wrong ?? `it printed ${out}` };
}

/** The example of a page in a language. */
export function exampleIn(page, language) {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  const [, source] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(text) ?? [];
  if (source === undefined) throw new Error(`${page} has no example in ${language}`);
  return source;
}
