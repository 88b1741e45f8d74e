import { isObject, type JsonObject } from '../json.ts';

const ASKS_FOR_SCHEMA = /\bJSON[ -]?schema\b/gi;
const ASKS_FOR_OBJECT = /\b(answer|reply|respond|return|output|write)\b[^.\n]{0,60}\bJSON( object)?\b/i;
/** Characters between the words "JSON schema" and the schema itself. */
const LONGEST_GAP = 200;
/** The end of long instructions says how to answer; their middle may speak of any JSON. */
const NEWEST_INSTRUCTIONS = 500;
const ANY_OBJECT: JsonObject = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
};

/** Where the JSON value ends that begins at `start`; undefined for one that does not end. */
function endOfJson(text: string, start: number): number | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (isQuoted) {
      if (character === '\\') index += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

/** A word that every useful schema has one of: other JSON may follow the words "JSON schema", too. */
const SCHEMA_WORDS = ['type', 'properties', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const', 'items'];

function schemaAfter(text: string, from: number): JsonObject | undefined {
  const start = text.indexOf('{', from);
  if (start < 0 || start - from > LONGEST_GAP) return undefined;
  const end = endOfJson(text, start);
  if (end === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start, end));
    return isObject(value) && SCHEMA_WORDS.some((word) => word in value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The JSON schema that instructions ask the answer to conform to; undefined where the answer may be plain words. What is
 * asked last counts.
 */
export function wantedFormat(instructions: string): JsonObject | undefined {
  for (const { index } of [...instructions.matchAll(ASKS_FOR_SCHEMA)].reverse()) {
    const schema = schemaAfter(instructions, index);
    if (schema !== undefined) return schema;
  }
  return ASKS_FOR_OBJECT.test(instructions.slice(-NEWEST_INSTRUCTIONS)) ? ANY_OBJECT : undefined;
}
