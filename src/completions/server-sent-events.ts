/** One event of a stream, as OpenAI frames it. */
export function dataFrame(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

/** The last frame of a stream that is whole. */
export const DONE_FRAME = 'data: [DONE]\n\n';
