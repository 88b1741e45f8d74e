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
      return name === undefined ? choice : { type: 'function', function: { name } };
    case 'function':
    case 'custom':
      return choice[type] !== undefined || name === undefined ? choice : { type, [type]: { name } };
    default:
      return choice;
  }
}
