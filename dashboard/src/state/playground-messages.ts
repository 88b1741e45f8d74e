import type { MessageRequest } from '../api/types.ts';
import { type PlaygroundSettings, readExtra, readTools, stopList } from './playground-settings.ts';
import type { AnswerTurn, Turn, UserTurn } from './playground-turns.ts';

/** Anthropic's API demands a limit where the panel has none. */
const MAX_TOKENS = 32_000;

type Param = MessageRequest['messages'][number];
type UserContent = Exclude<Extract<Param, { role: 'user' }>['content'], string>;

/**
 * The body to send in Anthropic's dialect. What it has no word for is left out: the response format, tools that
 * take free text. Reasoning is shown to those alone who ask for it, so it is asked for.
 */
export function messageBodyOf(
  settings: PlaygroundSettings,
  model: string,
  turns: readonly Turn[],
): MessageRequest {
  const stop = stopList(settings.stop);
  const tools = (readTools(settings.tools).value ?? []).flatMap(toolOf);
  const body: Record<string, unknown> = {
    model,
    max_tokens: settings.maxTokens ?? MAX_TOKENS,
    messages: turns.flatMap((turn) => (turn.kind === 'user' ? [userParam(turn)] : answerParams(turn))),
    thinking: { type: settings.effort === 'none' ? 'disabled' : 'adaptive' },
  };
  if (settings.system.trim() !== '') body['system'] = settings.system;
  if (settings.effort !== '' && settings.effort !== 'none')
    body['output_config'] = { effort: settings.effort };
  if (stop.length > 0) body['stop_sequences'] = stop;
  if (settings.temperature !== null) body['temperature'] = settings.temperature;
  if (tools.length > 0) body['tools'] = tools;
  if (settings.stream) body['stream'] = true;
  return Object.assign(body, readExtra(settings.extra).value) as unknown as MessageRequest;
}

function toolOf(tool: unknown): object[] {
  const { function: called } = tool as { function?: Record<string, unknown> };
  if (called === undefined) return [];
  const { name, description, parameters } = called;
  return [
    {
      name,
      ...(description == null ? {} : { description }),
      input_schema: parameters ?? { type: 'object', properties: {} },
    },
  ];
}

function userParam({ text, images }: UserTurn): Param {
  if (images.length === 0) return { role: 'user', content: text };
  const pictures: UserContent = images.map((url) => ({ type: 'image', source: sourceOf(url) }));
  return { role: 'user', content: text === '' ? pictures : [{ type: 'text', text }, ...pictures] };
}

function sourceOf(url: string) {
  const [, media = '', data = ''] = /^data:([^;]+);base64,(.*)$/.exec(url) ?? [];
  return media === '' ? { type: 'url' as const, url } : { type: 'base64' as const, media_type: media, data };
}

function answerParams(turn: AnswerTurn): Param[] {
  const said = turn.text === '' ? [] : [{ type: 'text' as const, text: turn.text }];
  // Calls without results would be refused.
  if (turn.calls.length === 0 || !turn.resultsSent) {
    return said.length === 0 ? [] : [{ role: 'assistant', content: said }];
  }
  const uses = turn.calls.map(({ id, name, input }) => ({
    type: 'tool_use' as const,
    id,
    name,
    input: objectIn(input),
  }));
  const results = turn.calls.map(({ id }) => ({
    type: 'tool_result' as const,
    tool_use_id: id,
    content: turn.results[id] ?? '',
  }));
  return [
    { role: 'assistant', content: [...said, ...uses] },
    { role: 'user', content: results },
  ];
}

/** A call's input; free text, and what is no object, is wrapped in one. */
function objectIn(input: string): Record<string, unknown> {
  try {
    const value = JSON.parse(input === '' ? '{}' : input) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Free text.
  }
  return { input };
}
