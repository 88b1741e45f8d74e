import { randomUUID } from 'node:crypto';
import { callTool, type ToolAnswer } from './bridge.ts';
import { HostError } from './host.ts';
import { toolResultLine } from './model-messages.ts';
import type { OfferedTool } from './offered-tools.ts';
import { permissionFor } from './permissions.ts';
import { permissionDeniedLine } from './session-messages.ts';
import type { ToolUse } from './speech.ts';
import type { ToolCall } from './steps.ts';
import type { Turn } from './turn.ts';

async function answer(turn: Turn, tool: ToolUse): Promise<ToolAnswer> {
  const offered = turn.session.tools.find((one) => one.exposedName === tool.name);
  const server = turn.session.servers.find((one) => one.name === offered?.server);
  if (!offered || !server) return { text: `Error: No such tool available: ${tool.name}`, isError: true };
  try {
    const permission = await permissionFor(turn, offered, tool);
    if ('denial' in permission) return await denied(turn, tool, offered, permission.denial);
    return await callTool(turn.host, server, offered, permission.input, turn.signal);
  } catch (error) {
    turn.signal.throwIfAborted();
    if (error instanceof HostError) return { text: `Error: ${error.message}`, isError: true };
    throw error;
  }
}

async function denied(
  turn: Turn,
  tool: ToolUse,
  { qualifiedName }: OfferedTool,
  denial: NonNullable<ToolAnswer['denial']>,
): Promise<ToolAnswer> {
  turn.denials.push({ tool_name: qualifiedName, tool_use_id: tool.id, tool_input: tool.input });
  if (denial === 'permission-rule') {
    await turn.output.send(permissionDeniedLine(turn.session, qualifiedName, tool.id));
  }
  return { text: `Permission to use ${qualifiedName} has been denied.`, isError: true, denial };
}

/** The model asks for tools, all at once; the host runs those that it offered. */
export async function toolRound(turn: Turn, calls: readonly ToolCall[]): Promise<ToolAnswer[]> {
  const tools = calls.map((call) => ({
    ...call,
    id: call.id ?? `call_${randomUUID().replaceAll('-', '')}`,
  }));
  for (const tool of tools) await turn.speech.useTool(tool);
  await turn.speech.close(turn.stopReason ?? 'tool_use');
  turn.stopReason = undefined;
  turn.rounds += 1;
  const answers = await Promise.all(tools.map((tool) => answer(turn, tool)));
  for (const [index, tool] of tools.entries()) {
    const given = answers[index];
    if (given) await turn.output.send(toolResultLine(turn.session, tool.id, given));
  }
  return answers;
}
