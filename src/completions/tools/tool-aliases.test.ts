import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QoderEvent } from '../../qodercli/events.ts';
import { toolAliasesOf } from './tool-aliases.ts';

const name = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abAB09_-'), minLength: 1, maxLength });
const called = (tool: string): QoderEvent => ({ type: 'tool_call', id: 'c', name: tool });
const LONG = 'mcp__plugin_compound-engineering_context7__resolve_library_id_and_more';

describe('a name of a tool', () => {
  it('that is too long for the CLI goes there and back, and meets no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(name(64), name(128)), { maxLength: 20 }), (names) => {
        const { aliasOf, reader } = toolAliasesOf(names);
        const aliases = names.map(aliasOf);
        expect(new Set(aliases).size).toBe(names.length);
        for (const [index, alias] of aliases.entries()) {
          expect(alias).toMatch(/^[\w-]{1,64}$/);
          if ((names[index] ?? '').length <= 64) expect(alias).toBe(names[index]);
          else expect(`mcp__client__${alias}`.length).toBe(64);
          expect(reader([called(alias)])).toEqual([called(names[index] ?? '')]);
        }
      }),
    );
  });

  it('is the same whatever is offered beside it, and in a history without it', () => {
    expect(toolAliasesOf([LONG, 'a', `${LONG}_2`]).aliasOf(LONG)).toBe(toolAliasesOf([]).aliasOf(LONG));
  });

  it('takes no name that another tool has', () => {
    const taken = toolAliasesOf([LONG]).aliasOf(LONG);
    const { aliasOf, reader } = toolAliasesOf([LONG, taken]);
    expect(aliasOf(taken)).toBe(taken);
    expect(aliasOf(LONG)).not.toBe(taken);
    expect(reader([called(taken), called(aliasOf(LONG))])).toEqual([called(taken), called(LONG)]);
  });

  it('is told to the model in full', () => {
    const { tool } = toolAliasesOf([LONG]);
    expect(tool({ name: LONG, description: 'Looks.', inputSchema: {} }).description).toBe(
      `Looks.\n\nThe tool's full name is ${LONG}.`,
    );
    const short = { name: 'look', inputSchema: {} };
    expect(tool(short)).toBe(short);
  });
});
