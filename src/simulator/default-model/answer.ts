import type { Session } from '../session.ts';
import type { Step } from '../steps.ts';
import { promptValues } from './prompt-values.ts';
import { type ReadMessage, readMessage, type ToolResult } from './request.ts';
import { resultWords } from './result-words.ts';
import { argumentsFor, schemaInstance } from './schema-instance.ts';
import { simpleAnswer } from './small-talk.ts';
import { matchingTool } from './tool-match.ts';
import { wantedFormat } from './wanted-format.ts';
import { tailOf } from './words.ts';

const unhurriedMs = 12;

/** What the model can see of the conversation it answers in. */
export type Surroundings = Pick<Session, 'tools' | 'systemPrompt' | 'delayMs'>;

function words({ delayMs }: Surroundings, text: string): Step[] {
  return [{ kind: 'text', text, deltas: undefined, delayMs: delayMs ?? unhurriedMs }];
}

/** An answer in the format that is asked for: words, or a value of a schema that holds what the user spoke of. */
function inFormat(around: Surroundings, { prompt }: ReadMessage, plain: string): Step[] {
  const schema = wantedFormat(around.systemPrompt) ?? wantedFormat(prompt);
  if (schema === undefined) return words(around, plain);
  return words(around, JSON.stringify(schemaInstance(schema, promptValues(prompt))));
}

function unknown(prompt: string, images: readonly string[]): string {
  const seen =
    images.length === 0 ? '' : `Your message came with ${images.join(' and ')}, which I cannot see. `;
  return (
    `Hello! This is the built-in simulator speaking, not a Qoder model. ${seen}You said: “${tailOf(prompt)}” ` +
    'Set QODER_PERSONAL_ACCESS_TOKEN and restart to get real answers.'
  );
}

/**
 * What to answer without a script. No model: rules that call a tool when its work is asked for, fit a schema, count,
 * repeat and sum up, and else say who is speaking and how to get real answers.
 * @param images what each image of the message is, e.g. `an image (image/png, 1 kB)`.
 */
export function defaultAnswer(around: Surroundings, input: string, images: readonly string[] = []): Step[] {
  const message = readMessage(input);
  const { prompt, conversation, results } = message;
  if (results.length > 0) return inFormat(around, message, resultWords(results));
  const tool = matchingTool(around.tools, prompt, around.systemPrompt);
  if (tool !== undefined) {
    const call = {
      name: tool.exposedName,
      input: argumentsFor(tool.inputSchema, promptValues(prompt)),
      id: undefined,
    };
    return [{ kind: 'tools', calls: [call] }];
  }
  return inFormat(around, message, simpleAnswer(prompt, conversation) ?? unknown(prompt, images));
}

/** What to answer when tools that were called without a script, or as a script's last step, have answered. */
export function answerToTools(around: Surroundings, input: string, results: readonly ToolResult[]): Step[] {
  return inFormat(around, readMessage(input), resultWords(results));
}
