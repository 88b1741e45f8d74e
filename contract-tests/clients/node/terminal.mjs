import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a terminal client in this folder. @returns what it printed, on both outputs. */
export async function runTerminal(file, args, environment, input = '') {
  const child = spawn(file, args, { stdio: 'pipe', env: { ...process.env, ...environment } });
  child.stdin.end(input);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return { code, output };
}
