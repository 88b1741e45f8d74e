import { readFileSync } from 'node:fs';

/**
 * A limit of this process in the words of Linux, such as `Max open files`; infinite for `unlimited`, undefined where
 * the system does not tell.
 */
export function softLimit(name: string, file = '/proc/self/limits'): number | undefined {
  let limits: string;
  try {
    limits = readFileSync(file, 'utf8');
  } catch {
    // Linux alone has the file.
    return undefined;
  }
  const line = limits.split('\n').find((candidate) => candidate.startsWith(`${name}  `)) ?? '';
  const [value] = line.slice(name.length).trim().split(/\s+/);
  if (value === 'unlimited') return Number.POSITIVE_INFINITY;
  return value === undefined || value === '' ? undefined : Number(value);
}
