import { isObject } from '../json.ts';
import type { ToolResult } from './request.ts';
import { tailOf } from './words.ts';

const MOST_FIELDS = 12;
const LONGEST_RESULT = 400;

function spoken(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, MOST_FIELDS).map(spoken).join('; ');
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .slice(0, MOST_FIELDS)
    .map(([name, field]) => `${name.replaceAll(/[_-]+/g, ' ')} ${spoken(field)}`)
    .join(', ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

function sentence({ name, text, isError }: ToolResult): string {
  const said = tailOf(spoken(parsed(text)), LONGEST_RESULT) || 'nothing';
  const end = /[.!?…]$/.test(said) ? '' : '.';
  return isError ? `${name} failed: ${said}${end}` : `According to ${name}: ${said}${end}`;
}

/** An answer in words that uses what tools have said. */
export function resultWords(results: readonly ToolResult[]): string {
  return results.map(sentence).join(' ');
}
