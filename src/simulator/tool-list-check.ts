import { isObject, type JsonObject, objectOf } from './json.ts';

type Path = readonly (string | number)[];

/** A complaint about a tool list, in the form of the program's own validator. */
interface Issue {
  readonly expected: string;
  readonly code: 'invalid_type' | 'invalid_value';
  readonly path: Path;
  readonly message: string;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function mismatch(value: unknown, expected: string, path: Path): Issue[] {
  const received = typeName(value);
  if (received === expected) return [];
  const message = `Invalid input: expected ${expected}, received ${received}`;
  return [{ expected, code: 'invalid_type', path, message }];
}

function optionalMismatch(value: unknown, expected: string, path: Path): Issue[] {
  return value === undefined ? [] : mismatch(value, expected, path);
}

/** Lists pass for objects here. An object whose `constructor` is hidden by a property of that name does not. */
function propertyIssues(properties: unknown, path: Path): Issue[] {
  if (properties === undefined) return [];
  if (!isObject(properties) || hidesConstructor(properties)) return [notARecord(properties, path)];
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' && schema !== null ? [] : mismatch(schema, 'object', [...path, name]),
  );
}

function hidesConstructor(properties: JsonObject): boolean {
  const { prototype } = Object.hasOwn(properties, 'constructor')
    ? objectOf(properties.constructor)
    : { prototype: Object.prototype };
  return !isObject(prototype) || !Object.hasOwn(prototype, 'isPrototypeOf');
}

function notARecord(value: unknown, path: Path): Issue {
  const message = `Invalid input: expected record, received ${typeName(value)}`;
  return { expected: 'record', code: 'invalid_type', path, message };
}

function requiredIssues(required: unknown, path: Path): Issue[] {
  if (!Array.isArray(required)) return optionalMismatch(required, 'array', path);
  return required.flatMap((name, index) => mismatch(name, 'string', [...path, index]));
}

/** What a tool may have beside its schema. */
function extraIssues(tool: JsonObject, path: Path): Issue[] {
  const output =
    tool.outputSchema === undefined ? [] : schemaIssues(tool.outputSchema, [...path, 'outputSchema']);
  return [
    ...optionalMismatch(tool.title, 'string', [...path, 'title']),
    ...optionalMismatch(tool.annotations, 'object', [...path, 'annotations']),
    ...optionalMismatch(tool._meta, 'object', [...path, '_meta']),
    ...output,
  ];
}

function schemaIssues(schema: unknown, path: Path): Issue[] {
  if (!isObject(schema)) return mismatch(schema, 'object', path);
  const message = 'Invalid input: expected "object"';
  const typeIssue: Issue = { expected: 'object', code: 'invalid_value', path: [...path, 'type'], message };
  return [
    ...(schema.type === 'object' ? [] : [typeIssue]),
    ...propertyIssues(schema.properties, [...path, 'properties']),
    ...requiredIssues(schema.required, [...path, 'required']),
  ];
}

function toolIssues(tool: unknown, path: Path): Issue[] {
  if (!isObject(tool)) return mismatch(tool, 'object', path);
  return [
    ...mismatch(tool.name, 'string', [...path, 'name']),
    ...optionalMismatch(tool.description, 'string', [...path, 'description']),
    ...schemaIssues(tool.inputSchema, [...path, 'inputSchema']),
    ...extraIssues(tool, path),
  ];
}

/** Why a server's whole list is rejected, if it is: one badly shaped tool makes all of them vanish. */
export function toolListProblem(server: string, tools: unknown): string | undefined {
  const issues = Array.isArray(tools)
    ? tools.flatMap((tool, index) => toolIssues(tool, ['tools', index]))
    : mismatch(tools, 'array', ['tools']);
  if (issues.length === 0) return undefined;
  return `Error discovering tools from ${server}: ${JSON.stringify(issues, null, 2)}`;
}
