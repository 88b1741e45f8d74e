import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COVERAGE_FILE } from './coverage-file.ts';

/** Begins each run with an empty record. */
export default function setup(): void {
  mkdirSync(path.dirname(COVERAGE_FILE), { recursive: true });
  writeFileSync(COVERAGE_FILE, '');
}
