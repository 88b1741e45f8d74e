import { isObject } from './json.ts';

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

function schemaIssues(schema: unknown, path: Path): Issue[] {
  if (!isObject(schema)) return mismatch(schema, 'object', path);
  const message = 'Invalid input: expected "object"';
  const typeIssue: Issue = { expected: 'object', code: 'invalid_value', path: [...path, 'type'], message };
  return [
    ...(schema.type === 'object' ? [] : [typeIssue]),
    ...optionalMismatch(schema.properties, 'object', [...path, 'properties']),
    ...optionalMismatch(schema.required, 'array', [...path, 'required']),
  ];
}

function toolIssues(tool: unknown, path: Path): Issue[] {
  if (!isObject(tool)) return mismatch(tool, 'object', path);
  return [
    ...mismatch(tool.name, 'string', [...path, 'name']),
    ...optionalMismatch(tool.description, 'string', [...path, 'description']),
    ...schemaIssues(tool.inputSchema, [...path, 'inputSchema']),
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
