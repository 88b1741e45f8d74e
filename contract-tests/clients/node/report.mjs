import assert from 'node:assert/strict';

export const KEY = process.env.GATEWAY_KEY;
export const URL = process.env.GATEWAY_URL;
export const BASE_URL = `${URL}/v1`;
export const isPrompt = process.env.GATEWAY_TOOL_MODE === 'prompt';

/** User text that makes the simulator do these steps. */
export const simulate = (...steps) => `<simulate>${JSON.stringify(steps)}</simulate>`;

/** Steps that make the model call tools, in the way of the mode that is tested. */
export function calls(...list) {
  if (!isPrompt) return [{ tools: list }];
  const text = JSON.stringify(list.map(({ name, input }) => ({ name, arguments: input })));
  return [{ text: `\n\`\`\`tool_calls\n${text}\n\`\`\`` }];
}

/**
 * What a tool says back. Behind a native call the script of the first message goes on; in prompt mode each
 * request begins anew, and the gateway under test is told what to say where nothing is scripted.
 */
export const AFTER_TOOLS = 'It is done.';
export const after = isPrompt ? [] : [{ text: AFTER_TOOLS }];

/** Runs a feature and prints one line of JSON about it; `run` returns what was seen. */
export async function feature(name, run) {
  try {
    console.log(JSON.stringify({ feature: name, ok: true, detail: await run() }));
  } catch (error) {
    const detail = String(error?.message ?? error)
      .split('\n')[0]
      .slice(0, 200);
    console.log(JSON.stringify({ feature: name, ok: false, detail }));
  }
}

export { assert };
