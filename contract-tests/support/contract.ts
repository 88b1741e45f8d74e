import { appendFileSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { COVERAGE_FILE } from './coverage-file.ts';

interface Media {
  readonly schema?: object;
}
interface Header {
  readonly required?: boolean;
  readonly schema: object;
  readonly $ref?: string;
}
interface DeclaredResponse {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, Media>>;
}
interface DeclaredOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, DeclaredResponse>>;
}

const document = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
// Ajv reads the tags of a union from its members, and refuses a `mapping` of them.
const schemas = JSON.parse(JSON.stringify(document), (key, value) =>
  key === 'discriminator' ? { propertyName: value.propertyName } : value,
);
const ajv = new Ajv2020({ strict: false, discriminator: true, allErrors: true, coerceTypes: false });
// A header is text, and may stand for a number.
const headerAjv = new Ajv2020({ strict: false, coerceTypes: true });
for (const instance of [ajv, headerAjv]) {
  addFormats.default(instance);
  instance.addSchema(schemas, 'openapi');
}

const operations = new Map<string, DeclaredOperation>();
for (const path of Object.values(document.paths as Record<string, Record<string, DeclaredOperation>>)) {
  for (const operation of Object.values(path)) {
    if (operation.operationId !== undefined) operations.set(operation.operationId, operation);
  }
}

/** Every pair of operation and status that the contract declares. */
export function declaredPairs(): readonly string[] {
  return [...operations.values()].flatMap(({ operationId, responses }) =>
    Object.keys(responses).map((status) => `${operationId} ${status}`),
  );
}

const compiled = new Map<object, ValidateFunction>();

function validator(instance: Ajv2020, schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // References in the document are relative to it.
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
  const made = instance.compile(absolute);
  compiled.set(schema, made);
  return made;
}

function resolve<T extends { readonly $ref?: string }>(value: T): T {
  if (value.$ref === undefined) return value;
  const found = value.$ref
    .slice(2)
    .split('/')
    .reduce((node: Record<string, unknown>, key) => node[key] as Record<string, unknown>, document);
  return found as unknown as T;
}

function declared(operationId: string, status: number): DeclaredResponse {
  const operation = operations.get(operationId);
  if (operation === undefined) throw new Error(`openapi.yaml has no operation ${operationId}`);
  const response = operation.responses[String(status)];
  if (response === undefined)
    throw new Error(`${operationId} answered ${status}, which the contract does not declare`);
  return resolve(response);
}

function check(valid: boolean, validate: ValidateFunction, what: string, value: unknown): void {
  if (valid) return;
  throw new Error(
    `${what} breaks the contract: ${JSON.stringify(validate.errors)}\n${JSON.stringify(value)}`,
  );
}

function checkHead(operationId: string, response: Response): DeclaredResponse {
  const declaration = declared(operationId, response.status);
  for (const [name, reference] of Object.entries(declaration.headers ?? {})) {
    const header = resolve(reference);
    const value = response.headers.get(name);
    if (value === null) {
      if (header.required === true)
        throw new Error(`${operationId} ${response.status} lacks the header ${name}`);
      continue;
    }
    const validate = validator(headerAjv, header.schema);
    // Wrapped: coercion needs a parent.
    check(validate(value), validate, `header ${name}`, value);
  }
  appendFileSync(COVERAGE_FILE, `${operationId} ${response.status}\n`);
  return declaration;
}

/** Asserts that a response is one that the contract declares, and returns its JSON body. */
export async function conforming(operationId: string, response: Response | Promise<Response>) {
  const answer = await response;
  const declaration = checkHead(operationId, answer);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const media = declaration.content?.[type];
  if (media === undefined)
    throw new Error(`${operationId} ${answer.status} came as '${type}', which is not declared`);
  const text = await answer.text();
  if (type !== 'application/json') return text;
  const body = JSON.parse(text);
  if (media.schema !== undefined) {
    const validate = validator(ajv, media.schema);
    check(validate(body), validate, `${operationId} ${answer.status}`, body);
  }
  return body;
}

/** Asserts an error of the catalogue: status and code as given, the rest as declared. */
export async function conformingError(
  operationId: string,
  response: Response | Promise<Response>,
  expected: { readonly status: number; readonly code?: string | null; readonly param?: string | null },
) {
  const answer = await response;
  const { error } = await conforming(operationId, answer);
  expect({ status: answer.status, ...error }).toMatchObject(expected);
  return { ...error, headers: answer.headers };
}

/** The validator of one event of an operation's stream. */
export function checkStream(operationId: string, response: Response): (chunk: unknown) => void {
  const declaration = checkHead(operationId, response);
  const schema = declaration.content?.['text/event-stream']?.schema;
  if (schema === undefined) throw new Error(`${operationId} declares no stream`);
  const validate = validator(ajv, schema);
  return (chunk) => check(validate(chunk), validate, `a chunk of ${operationId}`, chunk);
}

/** Asserts an error in Anthropic's form: status and type as given, the rest as declared. */
export async function conformingAnthropicError(
  operationId: string,
  response: Response | Promise<Response>,
  expected: { readonly status: number; readonly type: string; readonly code?: string },
) {
  const answer = await response;
  const body = await conforming(operationId, answer);
  const { type, details } = body.error ?? {};
  expect({ status: answer.status, type, code: details?.error_code, body }).toMatchObject(expected);
  expect(body.request_id).toBe(answer.headers.get('request-id'));
  expect(body.request_id).toBe(answer.headers.get('x-request-id'));
  return { message: body.error.message as string, headers: answer.headers };
}
