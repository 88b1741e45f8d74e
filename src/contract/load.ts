import type { Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Document, type Operation as DocumentOperation, OpenAPIBackend } from 'openapi-backend';
import { withoutMappings } from './discriminator.ts';
import type { OpenApiDocument, OperationId } from './operations.ts';
import { toViolation, type Violation } from './violation.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'TRACE';

export interface Operation {
  readonly id: OperationId;
  readonly method: Method;
  /** The path template, for instance `/v1/models/{model}`. */
  readonly path: string;
  /** Whom it answers: holders of an API key, holders of the metrics key, operators signed in to the dashboard, or anybody. */
  readonly access: 'key' | 'metrics' | 'session' | 'public';
  /** Part of the dashboard, and absent without it. */
  readonly dashboard: boolean;
  readonly maxBodyBytes: number | undefined;
  readonly hasBody: boolean;
  /** The form of its errors. */
  readonly errorFormat: ErrorFormat;
}

/** Whose errors an operation answers with: its `x-error-format`. `client`: those of the API that the client speaks. */
export type ErrorFormat = 'openai' | 'anthropic' | 'client';

export type RequestQuery = Readonly<Record<string, string | string[]>>;

export interface RequestParts {
  /** Path parameters, decoded. */
  readonly params?: Readonly<Record<string, string>>;
  /** As `readQuery` gives it. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** The parsed JSON body. */
  readonly body?: unknown;
}

export interface Contract {
  /** The document as written, references included. Not to be changed. */
  readonly document: OpenApiDocument;
  readonly operations: readonly Operation[];
  /** The query as the operation declares it: numbers are numbers, what is not declared is left out. */
  readQuery(id: OperationId, query: RequestQuery): Readonly<Record<string, unknown>>;
  /** Says what is wrong with a request, or `undefined`. Never throws on a request's contents. */
  validateRequest(id: OperationId, request: RequestParts): Violation | undefined;
  /**
   * Compiles what no request has needed yet, with room for other work before each operation: it takes longer than
   * everything else that a start does. Rejects when a schema of the document is wrong.
   */
  compile(): Promise<void>;
}

/** The Ajv settings of requests; tests of responses use the same. */
export const ajvOptions: Options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  strictTuples: false,
  discriminator: true,
  // With all errors, a body of 20,000 bad messages would make 60,000 error objects.
  allErrors: false,
  // Errors carry the value and the schema at fault, from which violations are worded.
  verbose: true,
  logger: false,
};

/**
 * Makes a contract of openapi.yaml, parsed. Rejects when the document cannot serve as one; its schemas are compiled
 * when they are needed, or by `compile`.
 */
export async function loadContract(document: OpenApiDocument): Promise<Contract> {
  const backend = new OpenAPIBackend({
    // A copy, because references are resolved in place.
    definition: withoutMappings(document) as Document,
    // Without it, the document would be checked against the schema of OpenAPI 3.0 and refused.
    quick: true,
    strict: true,
    // The schemas are checked before a release. At each start it would cost more than to compile them: the library
    // makes an Ajv for each operation, and each would first compile the schema of schemas.
    ajvOpts: { ...ajvOptions, validateSchema: false },
    customizeAjv: (_draft07, options) => withFormats(new Ajv2020(options)),
  });
  await backend.init();

  const entries = backend.getOperations().map((source) => ({
    source,
    operation: describe(source),
    queryTypes: queryTypes(source),
  }));
  const byId = new Map(entries.map((entry) => [entry.operation.id, entry]));

  return {
    document,
    operations: entries.map((entry) => entry.operation),
    readQuery(id, query) {
      const declared = byId.get(id)?.queryTypes ?? new Map<string, unknown>();
      return Object.fromEntries(
        Object.entries(query).flatMap(([name, value]) => {
          if (!declared.has(name)) return [];
          const isNumber = declared.get(name) === 'integer' && /^-?\d{1,15}$/.test(String(value));
          return [[name, isNumber ? Number(value) : value]];
        }),
      );
    },
    async compile() {
      for (const { operation } of entries) {
        await new Promise((resolve) => setImmediate(resolve));
        backend.validator.getRequestValidatorsForOperation(operation.id);
      }
    },
    validateRequest(id, { params = {}, query = {}, body }) {
      const entry = byId.get(id);
      if (entry === undefined) throw new Error(`openapi.yaml has no operation ${id}`);
      const { source, operation } = entry;
      // The schemas would word it as a fault of what they call the request's body, which is no parameter.
      if (operation.hasBody && !isObject(body)) return notAnObject;

      // Not the library's `validateRequest`: it takes the URL and the query apart again, which hapi has done.
      const parts = { path: params, query, header: {}, ...(operation.hasBody ? { requestBody: body } : {}) };
      const validators = backend.validator.getRequestValidatorsForOperation(id) ?? [];
      const errors = validators.flatMap((validate) => (validate(parts) ? [] : (validate.errors ?? [])));
      return errors.length > 0 ? toViolation(errors, bodySchema(source)) : undefined;
    },
  };
}

const notAnObject: Violation = {
  param: null,
  code: null,
  message: "The request's body must be a JSON object.",
};

function describe(source: DocumentOperation): Operation {
  const { operationId, method, path } = source;
  if (operationId === undefined) throw new Error(`openapi.yaml: ${method} ${path} has no operationId`);
  const maxBodyBytes: unknown = Reflect.get(source, 'x-max-body-bytes');
  return {
    // generated/openapi.ts comes from the same document.
    id: operationId as OperationId,
    method: method.toUpperCase() as Method,
    path,
    access: accessOf(source),
    dashboard: source.tags?.includes('Dashboard') === true,
    maxBodyBytes: typeof maxBodyBytes === 'number' ? maxBodyBytes : undefined,
    hasBody: source.requestBody !== undefined,
    errorFormat: errorFormatOf(Reflect.get(source, 'x-error-format')),
  };
}

function errorFormatOf(format: unknown): ErrorFormat {
  if (format === undefined) return 'openai';
  if (format !== 'anthropic' && format !== 'client')
    throw new Error(`openapi.yaml: there is no x-error-format ${String(format)}`);
  return format;
}

function accessOf({ security }: DocumentOperation): Operation['access'] {
  if (security?.length === 0) return 'public';
  const asksFor = (name: string): boolean => security?.some((scheme) => name in scheme) === true;
  if (asksFor('dashboardSession')) return 'session';
  return asksFor('metricsKey') ? 'metrics' : 'key';
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  addFormats.default(ajv);
  return ajv;
}

/** The declared query parameters, each with the type of its schema. */
function queryTypes(source: DocumentOperation): ReadonlyMap<string, unknown> {
  const parameters = (source.parameters ?? []) as readonly { in?: string; name: string; schema?: object }[];
  return new Map(
    parameters.flatMap(({ in: place, name, schema = {} }) =>
      place === 'query' ? [[name, Reflect.get(schema, 'type')] as const] : [],
    ),
  );
}

function bodySchema(source: DocumentOperation): unknown {
  const { requestBody } = source;
  if (requestBody === undefined || !('content' in requestBody)) return undefined;
  return requestBody.content['application/json']?.schema;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
