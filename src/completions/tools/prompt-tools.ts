import type { ToolDefinition } from '../../qodercli/turn.ts';
import type { ToolCall } from '../conversation.ts';

/** How a model that is not offered tools natively is told of them. The reader in call-reader.ts is its counterpart. */
export function toolInstructions(tools: readonly ToolDefinition[]): string {
  const list = tools.map(({ name, description, inputSchema }) =>
    JSON.stringify({ name, ...(description === undefined ? {} : { description }), parameters: inputSchema }),
  );
  return [
    'You can call these tools, one JSON object per line:',
    ...list,
    '',
    'To call tools, end your answer with this block and write nothing after it. Give one object per call:',
    '```tool_calls',
    '[{"name": "TOOL", "arguments": {"PARAMETER": "VALUE"}}]',
    '```',
    'The results come with the next message. Never make up a result. When no tool is needed, answer without the block.',
  ].join('\n');
}

/** Results as the next user message: one line of JSON each, so that none can pass for another. */
export function toolResultsText(calls: readonly ToolCall[], results: ReadonlyMap<string, string>): string {
  const lines = calls.map(({ id, name }) =>
    JSON.stringify({ tool_call_id: id, name, result: results.get(id) }),
  );
  return ['The results of your tool calls, one JSON object per line:', ...lines].join('\n');
}
