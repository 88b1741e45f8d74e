import { oneLineJson } from '../json/one-line.ts';

/** One event of a stream, as OpenAI frames it. */
export function dataFrame(payload: object): string {
  return `data: ${oneLineJson(payload)}\n\n`;
}

/** A named event, as the Responses API and Anthropic frame them: the payload's `type` is its name. */
export function eventFrame(payload: { readonly type: string }): string {
  return `event: ${payload.type}\n${dataFrame(payload)}`;
}

/** The last frame of a stream that is whole. */
export const DONE_FRAME = 'data: [DONE]\n\n';
