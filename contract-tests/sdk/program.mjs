import { readFileSync } from 'node:fs';
import { runProgram } from '../support/program.mjs';

const EXAMPLE = /^There are models\.\nHello there\.\nHello there\.\n$/;

/** That a program succeeds. */
export async function succeeds(feature, file, args) {
  const { wrong } = await runProgram(file, args);
  return { feature, ok: wrong === undefined, detail: wrong };
}

/** What the checks of a client print, and that they come to their end. */
export async function* checksOf(file, args, env) {
  const { out, wrong } = await runProgram(file, args, env);
  for (const line of out.split('\n')) if (line.startsWith('{"feature"')) yield JSON.parse(line);
  yield { feature: 'the checks come to their end', ok: wrong === undefined, detail: wrong };
}

/** That the example of the documentation prints what it should. */
export async function exampleWorks(file, args, env) {
  const { out, wrong } = await runProgram(file, args, env);
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
