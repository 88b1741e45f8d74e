import type { ToolAnswer } from './bridge.ts';
import { isObject, type JsonObject, objectOf } from './json.ts';
import type { OfferedTool } from './offered-tools.ts';
import type { Session } from './session.ts';
import { settingsOf } from './settings.ts';
import type { ToolUse } from './speech.ts';
import type { Turn } from './turn.ts';

type Permission = { readonly input: unknown } | { readonly denial: NonNullable<ToolAnswer['denial']> };

/** Whether a rule such as `mcp__client__*` names the tool. */
function covers(rule: string, name: string): boolean {
  return rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : rule === name;
}

function hasRule(session: Session, tool: OfferedTool): boolean {
  const { effective } = settingsOf(session);
  const { allow } = objectOf(isObject(effective) ? effective.permissions : undefined);
  const rules = [...session.args.allowedTools, ...(Array.isArray(allow) ? allow.map(String) : [])];
  return rules.some((rule) => covers(rule, tool.qualifiedName));
}

async function askHost({ host, signal }: Turn, tool: OfferedTool, use: ToolUse): Promise<Permission> {
  const question: JsonObject = {
    subtype: 'can_use_tool',
    tool_name: tool.qualifiedName,
    input: use.input,
    tool_use_id: use.id,
    permission_suggestions: [],
  };
  const answer = await host.request(question, signal);
  if (answer.behavior !== 'allow') return { denial: 'user-rejected' };
  return { input: isObject(answer.updatedInput) ? answer.updatedInput : use.input };
}

/** Whether a call may run, and with what input: a rule says so, or the host where it wants to be asked. */
export async function permissionFor(turn: Turn, tool: OfferedTool, use: ToolUse): Promise<Permission> {
  const { session } = turn;
  if (session.scenario.deniesTools) return { denial: 'permission-rule' };
  if (session.permissionMode === 'bypassPermissions' || hasRule(session, tool)) return { input: use.input };
  if (session.permissionMode === 'dontAsk') return { denial: 'permission-rule' };
  return session.args.asksHost ? askHost(turn, tool, use) : { input: use.input };
}
