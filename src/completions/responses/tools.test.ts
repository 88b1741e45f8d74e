import { describe, expect, it } from 'vitest';
import type { InputItem, ResponsesTool } from '../../contract/operations.ts';
import { replyWithItems } from './calls.ts';
import { historyOf } from './history.ts';
import { toolRequestOf } from './tools.ts';

const look: ResponsesTool = { type: 'function', name: 'look', parameters: { type: 'object' } };
const search: ResponsesTool = { type: 'tool_search', execution: 'client' };
const deferred: ResponsesTool = { type: 'function', name: 'rare', defer_loading: true };
const inNamespace = (name: string, ...tools: (typeof look)[]): ResponsesTool => ({
  type: 'namespace',
  name,
  tools: tools as Extract<ResponsesTool, { type: 'namespace' }>['tools'],
});
const found = (...tools: ResponsesTool[]): InputItem => ({ type: 'tool_search_output', call_id: 'c', tools });
const additional = (...tools: ResponsesTool[]): InputItem => ({ type: 'additional_tools', tools });

function requestOf(
  tools: ResponsesTool[],
  items: InputItem[],
  tool_choice?: Parameters<typeof toolRequestOf>[0]['tool_choice'],
) {
  return toolRequestOf(
    { tools, tool_choice: tool_choice ?? null },
    historyOf(items, [], () => undefined).entries,
  );
}
const namesOf = (...[tools, items, choice]: Parameters<typeof requestOf>) =>
  requestOf(tools, items, choice).tools.map(({ name }) => name);

describe('tools of a conversation', () => {
  it('are offered as if they stood in the request', () => {
    expect(namesOf([], [additional(look, search), found(deferred)])).toEqual(['look', 'tool_search', 'rare']);
    const namespaced = requestOf([look], [additional(inNamespace('functions', look, deferred))]);
    expect(namespaced.tools.map(({ name }) => name)).toEqual(['look', 'functions__look', 'rare']);
    expect(namespaced.clientTools.get('functions__look')).toEqual({
      name: 'look',
      namespace: 'functions',
      form: 'function',
    });
  });

  it('are offered once, as they came last, where several items bring them', () => {
    const changed = { ...look, description: 'Newer.' };
    const { tools } = requestOf(
      [look],
      [additional(changed, inNamespace('n', look)), found(inNamespace('n', changed))],
    );
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ['look', 'Newer.'],
      ['n__look', 'Newer.'],
    ]);
    expect(() => requestOf([look, look], [])).toThrow(/used twice/);
  });

  it('wait to be found where the model can search for them', () => {
    expect(namesOf([deferred, look], [])).toEqual(['rare', 'look']);
    expect(namesOf([deferred, look, search], [])).toEqual(['look', 'tool_search']);
    expect(namesOf([deferred, look, search], [found(deferred)])).toEqual(['look', 'tool_search', 'rare']);
  });

  it('can be the ones that must be called', () => {
    const items = [additional(search, inNamespace('functions', look))];
    expect(namesOf([], items, { type: 'function', name: 'look' })).toEqual(['look']);
    expect(namesOf([look], items, { type: 'function', name: 'look', namespace: 'functions' })).toEqual([
      'functions__look',
    ]);
    expect(namesOf([look], items, { type: 'tool_search' })).toEqual(['tool_search']);
    const allowed = { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'tool_search' }] } as const;
    expect(namesOf([look], items, { ...allowed, tools: [...allowed.tools] })).toEqual(['tool_search']);
    expect(() => namesOf([], [], { type: 'tool_search' })).toThrow(/there is no tool 'tool_search'/);
  });

  it('keep apart from functions of the same name', () => {
    const own: ResponsesTool = { type: 'function', name: 'tool_search' };
    expect(namesOf([search, own], [])).toEqual(['client__tool_search', 'tool_search']);
    expect(namesOf([search, own], [], { type: 'tool_search' })).toEqual(['client__tool_search']);
  });

  it('name the tool at fault in its item', () => {
    const wrong: ResponsesTool = { type: 'function', name: 'x', parameters: { type: 'string' } };
    const at = (...items: InputItem[]) => {
      try {
        requestOf([], items);
      } catch (error) {
        return (error as { body: { param: string } }).body.param;
      }
      return undefined;
    };
    expect(at(additional(look, inNamespace('n', look, wrong)))).toBe('input[0].tools[1].tools[1].parameters');
    expect(at(additional(look), found({ ...search, parameters: { type: 'string' } }))).toBe(
      'input[1].tools[0].parameters',
    );
  });
});

describe('the reply that a client gives back', () => {
  it('has the arguments that the items of its calls hold', () => {
    const { clientTools } = requestOf([search, { type: 'custom', name: 'exec' }], []);
    const givenBack = (name: string, text: string) =>
      replyWithItems(
        { role: 'assistant', text: '', toolCalls: [{ id: 'c', name, arguments: text }] },
        clientTools,
      ).toolCalls?.[0]?.arguments;
    expect(givenBack('exec', '{"input":"1 + 1"}')).toBe('1 + 1');
    expect(givenBack('tool_search', '{ "query": "x" }')).toBe('{"query":"x"}');
    expect(givenBack('tool_search', '{"cut')).toBe('"{\\"cut"');
    expect(givenBack('unknown', '{ "a": 1 }')).toBe('{ "a": 1 }');
  });
});
