import { isObject, objectOf } from './json.ts';
import type { OfferedTool } from './offered-tools.ts';
import type { Session } from './session.ts';
import { settingsOf } from './settings.ts';

/** Whether a rule such as `mcp__client__*` names the tool. */
function covers(rule: string, name: string): boolean {
  return rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : rule === name;
}

/** In the mode that asks nobody, a call runs only where a rule of the settings allows it. */
export function isAllowed(session: Session, tool: OfferedTool): boolean {
  if (session.scenario.deniesTools) return false;
  if (session.permissionMode !== 'dontAsk') return true;
  const { effective } = settingsOf(session);
  const { allow } = objectOf(isObject(effective) ? effective.permissions : undefined);
  const rules = [...session.args.allowedTools, ...(Array.isArray(allow) ? allow.map(String) : [])];
  return rules.some((rule) => covers(rule, tool.qualifiedName));
}
