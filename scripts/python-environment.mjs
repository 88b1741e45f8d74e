import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A virtual environment in `folder` that holds what a requirements file pins; made anew when that file has changed.
 * @param more arguments of pip. @returns the interpreter.
 */
export function pythonEnvironment(folder, requirements, ...more) {
  const python = path.join(folder, 'venv/bin/python');
  const stamp = path.join(folder, 'installed.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (file, ...args) => execFileSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('python3', '-m', 'venv', path.join(folder, 'venv'));
  run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements, ...more);
  writeFileSync(stamp, wanted);
  return python;
}
