import { objectOf } from '../json.ts';
import type { OfferedTool } from '../offered-tools.ts';
import type { Session } from '../session.ts';
import type { Step, ToolCall } from '../steps.ts';
import type { Image } from '../user-message.ts';
import { pictureWords } from './picture.ts';
import { promptValues } from './prompt-values.ts';
import { type ReadMessage, readMessage, type ToolResult } from './request.ts';
import { resultWords } from './result-words.ts';
import { argumentsFor, schemaInstance } from './schema-instance.ts';
import { simpleAnswer } from './small-talk.ts';
import { matchingTool } from './tool-match.ts';
import { wantedFormat } from './wanted-format.ts';
import { tailOf } from './words.ts';

const unhurriedMs = 12;
const CHARACTERS_PER_TOKEN = 4;
/** More calls at once would not be what anybody meant. */
const MOST_CALLS = 5;

/** What the model can see of the conversation it answers in. */
export type Surroundings = Pick<Session, 'tools' | 'systemPrompt' | 'delayMs' | 'history'> & {
  readonly args: Pick<Session['args'], 'maxOutputTokens'>;
};

/** As much of a text as the limit of an answer allows. */
function words({ delayMs, args }: Surroundings, text: string): Step[] {
  const most = (args.maxOutputTokens ?? Infinity) * CHARACTERS_PER_TOKEN;
  const step: Step = {
    kind: 'text',
    text: text.slice(0, most),
    deltas: undefined,
    delayMs: delayMs ?? unhurriedMs,
  };
  return text.length > most ? [step, { kind: 'stop', reason: 'max_tokens' }] : [step];
}

/** An answer in the format that is asked for: words, or a value of a schema that holds what the user spoke of. */
function inFormat(around: Surroundings, { prompt }: ReadMessage, plain: string): Step[] {
  const schema = wantedFormat(around.systemPrompt) ?? wantedFormat(prompt);
  if (schema === undefined) return words(around, plain);
  return words(around, JSON.stringify(schemaInstance(schema, promptValues(prompt))));
}

function unknown(prompt: string, images: readonly Image[]): string {
  const seen =
    images.length === 0 ? '' : `With your message came ${images.map(pictureWords).join(' and ')}. `;
  return (
    `Hello! This is the built-in simulator speaking, not a Qoder model. ${seen}You said: “${tailOf(prompt)}” ` +
    'Set QODER_PERSONAL_ACCESS_TOKEN and restart to get real answers.'
  );
}

/** A call with what the prompt says; one more for each further value that stands beside the first: "in Paris and Rome". */
function callsOf({ exposedName, inputSchema }: OfferedTool, prompt: string): ToolCall[] {
  const values = promptValues(prompt);
  const calls: ToolCall[] = [{ name: exposedName, input: argumentsFor(inputSchema, values), id: undefined }];
  const required = objectOf(inputSchema).required;
  const needed = Array.isArray(required) ? required.length : 0;
  while (needed > 0 && calls.length < MOST_CALLS && values.isListed()) {
    const before = values.taken();
    const input = argumentsFor(inputSchema, values);
    if (values.taken() - before < needed) break;
    calls.push({ name: exposedName, input, id: undefined });
  }
  return calls;
}

/**
 * What to answer without a script. No model: rules that call a tool when its work is asked for, fit a schema, count,
 * repeat and sum up, and else say who is speaking and how to get real answers.
 */
export function defaultAnswer(around: Surroundings, input: string, images: readonly Image[] = []): Step[] {
  const message = readMessage(input);
  const { prompt, results } = message;
  if (results.length > 0) return inFormat(around, message, resultWords(results));
  const tool = matchingTool(around.tools, prompt, around.systemPrompt);
  if (tool !== undefined) return [{ kind: 'tools', calls: callsOf(tool, prompt) }];
  return inFormat(around, message, simpleAnswer(around, message) ?? unknown(prompt, images));
}

/** What to answer when tools that were called without a script, or as a script's last step, have answered. */
export function answerToTools(around: Surroundings, input: string, results: readonly ToolResult[]): Step[] {
  return inFormat(around, readMessage(input), resultWords(results));
}
