import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a terminal client in an empty folder of its own. @returns what it printed, on both outputs. */
export async function runTerminal(file, args, environment, cwd = process.cwd()) {
  const child = spawn(file, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
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
