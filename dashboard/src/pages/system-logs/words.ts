import type { LogLevel, SystemLogEntry } from '../../api/types.ts';

export const toneOf: Record<LogLevel, 'neutral' | 'info' | 'warn' | 'error'> = {
  trace: 'neutral',
  debug: 'neutral',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
};

/** What qodercli itself said is the news of such a line, not that it said something. */
export function stderrOf({ fields }: SystemLogEntry): string | undefined {
  return typeof fields['stderr'] === 'string' ? fields['stderr'] : undefined;
}

/** The fields in one line; a value that is no plain one is JSON. */
export function fieldsOf(entry: SystemLogEntry): string {
  const told = stderrOf(entry) !== undefined;
  return Object.entries(entry.fields)
    .filter(([name]) => !(told && name === 'stderr'))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
