import { isObject, type JsonObject, objectOf } from './json.ts';
import { overriddenName, qualifiedName } from './tool-names.ts';

export interface OfferedTool {
  readonly server: string;
  /** The server's own name for it, used in tools/call. */
  readonly name: string;
  readonly qualifiedName: string;
  readonly exposedName: string;
  readonly description: string;
  readonly inputSchema: unknown;
}

/** The name for the model: the host's override if there is one, undefined if that is not acceptable. */
function exposedName(qualified: string | undefined, override: unknown): string | undefined {
  const renames = isObject(override) && 'exposedName' in override;
  return renames ? overriddenName(override) : qualified;
}

/** Turn a sound tools/list result into the tools on offer. Those with unusable names are left out silently. */
export function offeredTools(
  server: string,
  listed: readonly unknown[],
  overrides: JsonObject,
): OfferedTool[] {
  const candidates = listed.map(objectOf).flatMap(({ name, description, inputSchema }): OfferedTool[] => {
    const qualified = qualifiedName(server, String(name));
    const exposed = exposedName(qualified, overrides[String(name)]);
    if (qualified === undefined || exposed === undefined) return [];
    const shown = typeof description === 'string' ? description : '';
    const names = { server, name: String(name), qualifiedName: qualified, exposedName: exposed };
    return [{ ...names, description: shown, inputSchema }];
  });
  const unique = [...new Map(candidates.map((tool) => [tool.name, tool])).values()];
  const renamedTo = unique
    .filter((tool) => tool.exposedName !== tool.qualifiedName)
    .map((tool) => tool.exposedName);
  const clashing = new Set(renamedTo.filter((name, index) => renamedTo.indexOf(name) !== index));
  const sound = unique.filter((tool) => !clashing.has(tool.exposedName));
  return [...new Map(sound.map((tool) => [tool.exposedName, tool])).values()];
}
