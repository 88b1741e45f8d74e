import { isJsonObject, type JsonObject, withFields } from './json-object.ts';
import { canonicalMessages } from './message.ts';
import { withReasoningEffort } from './reasoning-effort.ts';
import { nestedFormat } from './response-format.ts';
import { withMessagesFromInput } from './responses-body.ts';
import { withoutNoLimits } from './token-limits.ts';
import { canonicalTool, toolsIn } from './tool.ts';
import { canonicalToolChoice } from './tool-choice.ts';

export interface CanonicalRequest {
  /** The very same object where nothing was to be changed. */
  readonly body: unknown;
  /** Parameters that were left out since nobody here can honour them, e.g. `tools[3]`. */
  readonly leftOut: readonly string[];
}

/**
 * A chat request in the shapes that real clients send, as the contract describes it. Whatever is wrong and no
 * known variant stays as it is, so that validation names it. Never throws; changes nothing in place.
 */
export function canonicalChatRequest(body: unknown): CanonicalRequest {
  if (!isJsonObject(body)) return { body, leftOut: [] };
  const leftOut: string[] = [];
  const steps = [
    withoutNoLimits,
    withReasoningEffort,
    withMessagesFromInput,
    withSystem,
    withMessages,
    (request: JsonObject) => withTools(request, leftOut),
    withChoices,
  ];
  return { body: steps.reduce((request, step) => step(request), body), leftOut };
}

/** Anthropic's system prompt stands beside the messages. */
function withSystem(body: JsonObject): JsonObject {
  const { system, messages } = body;
  if ((typeof system !== 'string' && !Array.isArray(system)) || !Array.isArray(messages)) return body;
  return withFields(body, {
    system: undefined,
    messages: [{ role: 'system', content: system }, ...messages],
  });
}

function withMessages(body: JsonObject): JsonObject {
  const { messages } = body;
  if (!Array.isArray(messages)) return body;
  const canonical = messages.flatMap(canonicalMessages);
  const isSame =
    canonical.length === messages.length && canonical.every((message, index) => message === messages[index]);
  return isSame ? body : { ...body, messages: canonical };
}

function withTools(body: JsonObject, leftOut: string[]): JsonObject {
  const { tools } = body;
  if (!Array.isArray(tools)) return body;
  const canonical = tools.flatMap((tool, index) => {
    const own = toolsIn(tool).map(canonicalTool);
    if (own.includes(undefined)) leftOut.push(`tools[${index}]`);
    return own.filter((item) => item !== undefined);
  });
  const isSame = canonical.length === tools.length && canonical.every((tool, index) => tool === tools[index]);
  return isSame ? body : { ...body, tools: canonical };
}

function withChoices(body: JsonObject): JsonObject {
  const choice = canonicalToolChoice(body.tool_choice);
  const format = nestedFormat(body.response_format);
  const stop = body.stop ?? body.stop_sequences ?? body.stop;
  const isSame = choice === body.tool_choice && format === body.response_format && stop === body.stop;
  if (isSame) return body;
  return withFields(body, { tool_choice: choice, response_format: format, stop, stop_sequences: undefined });
}
