import { ApiError } from '../../errors.ts';
import { jsonLimitProblem } from '../../json/parse-json.ts';

/**
 * The arguments of a call in a history, as they came. They need not be JSON, but what parses them must be able to.
 * @throws ApiError 400 naming `param` for arguments that are nested too deep or hold too many values.
 */
export function checkedArguments(text: string, param: string): string {
  const problem = jsonLimitProblem(text);
  if (problem !== undefined)
    throw new ApiError('invalid_request', `Invalid '${param}': ${problem}.`, { param });
  return text;
}
