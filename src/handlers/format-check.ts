import type { AnswerCheck } from '../completions/answer-check.ts';
import { checkPlainFormat, createFormatCheck, type FormatRequest } from '../completions/response-format.ts';
import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { CompiledSchema, Schemas } from '../schemas/schemas.ts';
import { QueueFull } from '../threads/fair-queue.ts';

/**
 * Compiles a client's schema, before anything is asked of a model.
 * @param param where the request has it.
 * @throws ApiError 400 naming `param` for a schema that cannot be used, 429 when too many are being compiled.
 */
export async function compileSchema(
  schemas: Schemas,
  schema: object,
  { param, owner }: { readonly param: string; readonly owner: string },
): Promise<CompiledSchema> {
  const compiled = await schemas.compile(schema, owner).catch((error: unknown) => {
    if (!(error instanceof QueueFull)) throw error;
    const message = 'Too many schemas are being compiled. Try again later.';
    throw new ApiError('server_busy', message, { retryAfterMs: 5_000, cause: error });
  });
  if (compiled.type === 'compiled') return compiled;
  throw new ApiError(
    'invalid_request',
    `Invalid schema for ${param.split('.')[0]}: ${excerptOf(compiled.reason, 300)}.`,
    { param, code: 'invalid_json_schema' },
  );
}

/**
 * What checks the answers of a request that asks for a format; made anew for each try.
 * @throws ApiError as `compileSchema` does.
 */
export async function formatCheckOf(
  schemas: Schemas,
  format: FormatRequest,
  {
    stop,
    owner,
    signal,
  }: { readonly stop: readonly string[]; readonly owner: string; readonly signal: AbortSignal },
): Promise<() => AnswerCheck> {
  const { schema, lenient, param } = format;
  const options = { lenient, stop };
  if (schema === undefined)
    return () => createFormatCheck(({ value }) => checkPlainFormat(value, format), options);
  const compiled = await compileSchema(schemas, schema, { param, owner });
  return () =>
    createFormatCheck(async ({ text }) => {
      const verdict = await compiled.check(text, signal);
      if (verdict.type !== 'violates') return verdict;
      return { ...verdict, violation: `It does not conform to the schema: ${verdict.violation}.` };
    }, options);
}
