import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 120_000;
const SHOWN = 2_000;

/** Runs a program to its end, or kills it. @returns what it printed, and what is wrong if anything is. */
export async function runProgram(file, args, env = {}) {
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
  const wrong =
    code === 0 ? undefined : `ended with ${signal ?? code}: ${(errors + out).trim().slice(-SHOWN)}`;
  return { out, wrong };
}
