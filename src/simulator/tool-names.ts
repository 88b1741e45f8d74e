import { createHash } from 'node:crypto';
import type { JsonObject } from './json.ts';

function safe(name: string): string {
  if (/[^\x20-\x7e]/.test(name)) {
    return `u_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  }
  return name.replaceAll(/[^\w-]/g, '_');
}

/** The name of a bridged tool unless the host renames it; undefined drops the tool. */
export function qualifiedName(server: string, tool: string): string | undefined {
  return tool === '' ? undefined : `mcp__${safe(server)}__${safe(tool)}`;
}

/** The name the model sees under an override; undefined when the override is one that the program refuses. */
export function overriddenName(override: JsonObject): string | undefined {
  const name = override.exposedName;
  if (override.alwaysLoad !== true || typeof name !== 'string') return undefined;
  return /^[\w-]{1,64}$/.test(name) ? name : undefined;
}
