import { isJsonObject } from './json-object.ts';

/** A tool choice in Responses' flat form or in Anthropic's as chat's. */
export function canonicalToolChoice(choice: unknown): unknown {
  if (!isJsonObject(choice)) return choice;
  const { type, name } = choice;
  switch (type) {
    case 'auto':
    case 'none':
    case 'required':
      return type;
    case 'any':
      return 'required';
    case 'tool':
      return { type: 'function', function: { name } };
    case 'function':
      return isJsonObject(choice.function) ? choice : { type: 'function', function: { name } };
    case 'custom':
      return isJsonObject(choice.custom) ? choice : { type: 'custom', custom: { name } };
    default:
      return choice;
  }
}
