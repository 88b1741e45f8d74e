import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../.results/hostile', import.meta.url));

/** Keeps what failed, to be sent again. @returns the file's path. */
export function keepFailure(failure) {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${failure.family}-${failure.seed}-${failure.index}.json`);
  writeFileSync(file, `${JSON.stringify(failure, null, 2)}\n`);
  return path.relative(process.cwd(), file);
}

export const readFailure = (file) => JSON.parse(readFileSync(file, 'utf8'));
