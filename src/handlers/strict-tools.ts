import type { ArgumentChecks } from '../completions/tools/strict-calls.ts';
import type { ToolRequest } from '../completions/tools/tool-request.ts';
import { ApiError } from '../errors.ts';
import { readJson } from '../json/parse-json.ts';
import type { Schemas, Verdict } from '../schemas/schemas.ts';
import { compileSchema } from './format-check.ts';

/** OpenAI allows 128 tools in all. */
const MOST_STRICT = 500;

/**
 * Checks for the calls of tools that were offered as strict; empty without such tools.
 * @throws ApiError as `compileSchema` does, and 400 for too many strict tools.
 */
export async function argumentChecksOf(
  schemas: Schemas,
  { tools, strict }: ToolRequest,
  owner: string,
  signal: AbortSignal,
): Promise<ArgumentChecks> {
  const offered = tools.flatMap(({ name, inputSchema }) => {
    const param = strict.get(name);
    return param === undefined ? [] : [{ name, inputSchema, param }];
  });
  if (offered.length > MOST_STRICT) {
    throw new ApiError('invalid_request', `At most ${MOST_STRICT} tools may be strict.`, { param: 'tools' });
  }
  const checks = new Map<string, (json: string) => Promise<Verdict>>();
  // One after the other: a request does not fill the queue of schemas by itself.
  for (const { name, inputSchema, param } of offered) {
    signal.throwIfAborted();
    const compiled = await compileSchema(schemas, inputSchema, { param, owner });
    checks.set(name, async (json) =>
      readJson(json) === undefined
        ? { type: 'violates', violation: 'they are not valid JSON' }
        : compiled.check(json, signal),
    );
  }
  return checks;
}
