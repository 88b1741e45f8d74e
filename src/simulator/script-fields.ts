import { isObject, type JsonObject } from './json.ts';

/** A script that says something the simulator does not understand; the message is meant for the test's author. */
export class ScriptError extends Error {}

function wanted(where: string, what: string, value: unknown): ScriptError {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
  return new ScriptError(`${where}: expected ${what}, got ${shown}`);
}

export function text(where: string, value: unknown): string {
  if (typeof value !== 'string') throw wanted(where, 'a string', value);
  return value;
}

export function number(where: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wanted(where, 'a number', value);
  return value;
}

export function object(where: string, value: unknown): JsonObject {
  if (!isObject(value)) throw wanted(where, 'an object', value);
  return value;
}

export function list(where: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wanted(where, 'an array', value);
  return value;
}

export function boolean(where: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wanted(where, 'true or false', value);
  return value;
}

export function oneOf<T extends string>(where: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined) throw wanted(where, `one of ${allowed.join(', ')}`, value);
  return found;
}

export function optional<T>(
  read: (where: string, value: unknown) => T,
  where: string,
  value: unknown,
): T | undefined {
  return value === undefined ? undefined : read(where, value);
}

/** A misspelt key would otherwise be a step that silently does less than its author thinks. */
export function onlyKeys(where: string, value: JsonObject, allowed: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw new ScriptError(`${where}: unknown key "${unknown}" (known: ${allowed.join(', ')})`);
  }
}
