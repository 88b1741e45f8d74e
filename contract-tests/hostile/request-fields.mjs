import { operations, resolve } from './contract.mjs';

const MOST_LEVELS = 9;
const user = [{ role: 'user', content: 'Hi' }];
const bases = {
  createChatCompletion: { model: 'auto', messages: user },
  createAzureChatCompletion: { messages: user },
  createResponse: { model: 'auto', input: 'Hi' },
  createCompletion: { model: 'auto', prompt: 'Hi' },
  createMessage: { model: 'auto', max_tokens: 100, messages: user },
  countMessageTokens: { model: 'auto', messages: user },
  createEmbedding: { model: 'auto', input: 'Hi' },
  createSession: { password: 'wrong' },
};

/** A good body. */
export const baseOf = (operation) => structuredClone(bases[operation]);

/** Where a request of an operation takes text, by its schema: { operation, path, tags } with the constants on the way. */
export function stringFields(operation) {
  const found = new Map();
  const walk = (schema, path, tags, level) => {
    const node = resolve(schema);
    if (node === undefined || level > MOST_LEVELS) return;
    for (const word of ['oneOf', 'anyOf', 'allOf'])
      for (const one of node[word] ?? []) walk(one, path, tags, level + 1);
    const types = [node.type].flat();
    if (types.includes('string') && node.const === undefined)
      found.set(path.join('.'), { operation, path, tags });
    if (node.items) walk(node.items, [...path, 0], tags, level + 1);
    const constants = Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
      const { const: value, enum: values } = resolve(inner) ?? {};
      return value === undefined && !(name === 'type' && values)
        ? []
        : [[[...path, name], value ?? values[0]]];
    });
    for (const [name, inner] of Object.entries(node.properties ?? {}))
      walk(inner, [...path, name], [...tags, ...constants], level + 1);
  };
  walk(operations.get(operation).requestBody.content['application/json'].schema, [], [], 0);
  return [...found.values()];
}

function set(target, path, value) {
  const [first, ...rest] = path;
  if (rest.length === 0) target[first] = value;
  else {
    if (typeof target[first] !== 'object' || target[first] === null)
      target[first] = typeof rest[0] === 'number' ? [] : {};
    set(target[first], rest, value);
  }
}

/** A body with a text in a field. */
export function withText({ operation, path, tags }, text) {
  const body = baseOf(operation);
  for (const [where, value] of tags) set(body, where, value);
  set(body, path, text);
  return body;
}
