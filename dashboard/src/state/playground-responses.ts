import type { ResponseRequest } from '../api/types.ts';
import { type Fields, fieldsOf } from './json-fields.ts';
import { type PlaygroundSettings, readExtra, readTools } from './playground-settings.ts';
import type { AnswerTurn, Turn, UserTurn } from './playground-turns.ts';

type Item = Exclude<ResponseRequest['input'], string>[number];

/**
 * The body to send in the words of the Responses API, which knows no stop sequences. The whole conversation goes
 * with it, so that nothing needs to be kept.
 */
export function responseBodyOf(
  settings: PlaygroundSettings,
  model: string,
  turns: readonly Turn[],
): ResponseRequest {
  const tools = (readTools(settings.tools).value ?? []).map(flatTool);
  const body: Record<string, unknown> = {
    model,
    input: turns.flatMap((turn) => (turn.kind === 'user' ? [userItem(turn)] : answerItems(turn))),
    store: false,
  };
  if (settings.system.trim() !== '') body['instructions'] = settings.system;
  if (settings.effort !== '') body['reasoning'] = { effort: settings.effort };
  if (settings.maxTokens !== null) body['max_output_tokens'] = settings.maxTokens;
  if (settings.format !== 'text') body['text'] = { format: { type: settings.format } };
  if (settings.temperature !== null) body['temperature'] = settings.temperature;
  if (tools.length > 0) body['tools'] = tools;
  if (settings.stream) body['stream'] = true;
  return Object.assign(body, readExtra(settings.extra).value) as unknown as ResponseRequest;
}

/** What chat has in an object named like the type stands beside the type here. */
function flatTool(tool: unknown): Fields {
  const { type, function: called, custom } = fieldsOf(tool) ?? {};
  const { format, ...rest } = fieldsOf(called ?? custom) ?? {};
  if (format === undefined) return { type, ...rest };
  const { grammar, ...own } = fieldsOf(format) ?? {};
  return { type, ...rest, format: { ...own, ...fieldsOf(grammar) } };
}

function userItem({ text, images }: UserTurn): Item {
  if (images.length === 0) return { type: 'message', role: 'user', content: text };
  const pictures = images.map((url) => ({ type: 'input_image' as const, image_url: url }));
  const said = text === '' ? [] : [{ type: 'input_text' as const, text }];
  return { type: 'message', role: 'user', content: [...said, ...pictures] };
}

function answerItems(turn: AnswerTurn): Item[] {
  const said: Item[] = turn.text === '' ? [] : [{ type: 'message', role: 'assistant', content: turn.text }];
  // Calls without results would be refused.
  if (!turn.resultsSent) return said;
  const calls = turn.calls.map(
    ({ type, id, name, input }): Item =>
      type === 'custom'
        ? { type: 'custom_tool_call', call_id: id, name, input }
        : { type: 'function_call', call_id: id, name, arguments: input },
  );
  const results = turn.calls.map(
    ({ type, id }): Item => ({
      type: type === 'custom' ? 'custom_tool_call_output' : 'function_call_output',
      call_id: id,
      output: turn.results[id] ?? '',
    }),
  );
  return [...said, ...calls, ...results];
}
