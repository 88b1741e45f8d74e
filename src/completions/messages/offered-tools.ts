import { isJsonObject, type JsonObject } from '../variants/json-object.ts';
import { clientToolOf } from './client-tools.ts';

/** A search among deferred tools that Anthropic's servers run. */
const SERVED_SEARCH = /^tool_search_tool_/;

interface Entry {
  readonly tool: unknown;
  isLoaded: boolean;
}

/** The tools of a request, as its messages defer, load, define and withdraw them. */
export interface OfferedTools {
  /** A result or a message names a tool to be loaded. @returns whether there is one. */
  readonly load: (name: string) => boolean;
  readonly withdraw: (name: string) => void;
  /** @returns its name; undefined for what only Anthropic's own servers could run. */
  readonly define: (tool: JsonObject) => string | undefined;
  /** Those that the model may call now, in order. */
  readonly current: () => readonly unknown[];
}

/**
 * @param tools of the request. What is no tool stays, for validation to name.
 * @param onServed is told the index of a tool that only Anthropic's own servers could run; it is left out.
 */
export function offeredToolsOf(tools: readonly unknown[], onServed: (index: number) => void): OfferedTools {
  // Nobody else could search: deferred tools would be out of reach.
  const loadsAll = tools.some((tool) => isJsonObject(tool) && SERVED_SEARCH.test(String(tool.type)));
  const entries: Entry[] = [];
  const byName = new Map<string, Entry[]>();

  const add = (tool: unknown, isLoaded: boolean): void => {
    const entry = { tool, isLoaded };
    entries.push(entry);
    if (!isJsonObject(tool) || typeof tool.name !== 'string') return;
    const namesakes = byName.get(tool.name);
    // Validation names the second of a name.
    if (namesakes === undefined) byName.set(tool.name, [entry]);
    else namesakes.push(entry);
  };

  /** @returns whether there is a tool of that name. */
  const turn = (name: string, isLoaded: boolean): boolean => {
    const found = byName.get(name) ?? [];
    for (const entry of found) entry.isLoaded = isLoaded;
    return found.length > 0;
  };

  for (const [index, tool] of tools.entries()) {
    const own = isJsonObject(tool) ? ownTool(tool) : tool;
    if (own === undefined) onServed(index);
    else add(own, loadsAll || !(isJsonObject(own) && own.defer_loading === true));
  }

  return {
    load: (name) => turn(name, true),
    withdraw: (name) => {
      turn(name, false);
    },
    define(tool) {
      const own = ownTool(tool);
      if (own === undefined || typeof own.name !== 'string') return undefined;
      turn(own.name, false);
      byName.delete(own.name);
      add(own, true);
      return own.name;
    },
    current: () => entries.filter(({ isLoaded }) => isLoaded).map(({ tool }) => tool),
  };
}

/** A tool that clients run; with a version in its type it may be known to the vendor's servers alone. */
function ownTool(tool: JsonObject): JsonObject | undefined {
  const { type } = tool;
  if (typeof type !== 'string' || type === 'custom' || type === 'function') return tool;
  return clientToolOf(tool);
}
