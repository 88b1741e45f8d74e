import { describe, expect, it } from 'vitest';
import { objectSchemaOf } from '../tools/tool-schema.ts';
import { clientToolOf } from './client-tools.ts';

interface Defined {
  readonly name: string;
  readonly description: string;
  readonly input_schema: {
    readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  };
}
const define = (type: string, more: object = {}) => clientToolOf({ type, ...more }) as Defined | undefined;
const choices = (property: string, type: string, more: object = {}): readonly string[] =>
  define(type, more)?.input_schema.properties[property]?.enum ?? [];
const commandsOf = (type: string) => choices('command', type);
const actionsOf = (type: string, more: object = {}) => choices('action', type, more);

describe('a tool that clients run', () => {
  it.each([
    ['bash_20241022', 'bash', ['command', 'restart']],
    ['bash_20990101', 'bash', ['command', 'restart']],
    ['text_editor_20250124', 'str_replace_editor', ['command', 'path', 'file_text', 'old_str']],
    ['text_editor_20250728', 'str_replace_based_edit_tool', ['command', 'path', 'file_text', 'view_range']],
    ['computer_20251124', 'computer', ['action', 'coordinate', 'text']],
    ['memory_20250818', 'memory', ['command', 'path', 'old_path', 'new_path']],
  ])('%s is defined, whatever its date', (type, name, properties) => {
    const tool = define(type);
    expect(tool).toMatchObject({ name, description: expect.stringMatching(/\w{4}/) });
    expect(Object.keys(tool?.input_schema.properties ?? {})).toEqual(expect.arrayContaining(properties));
    expect(objectSchemaOf(tool?.input_schema as never, name, 'x')).toEqual(tool?.input_schema);
  });

  it('keeps the name that the client gives it, and whether it is deferred', () => {
    expect(define('bash_20250124', { name: 'shell', defer_loading: true })).toMatchObject({
      name: 'shell',
      defer_loading: true,
    });
  });

  it('has the commands of its version', () => {
    expect(commandsOf('text_editor_20241022')).toContain('undo_edit');
    expect(commandsOf('text_editor_20250429')).not.toContain('undo_edit');
    expect(commandsOf('memory_20250818')).toEqual([
      'view',
      'create',
      'str_replace',
      'insert',
      'delete',
      'rename',
    ]);
    expect(actionsOf('computer_20241022')).not.toContain('scroll');
    expect(actionsOf('computer_20250124')).toContain('scroll');
    expect(actionsOf('computer_20251124')).not.toContain('zoom');
    expect(actionsOf('computer_20251124', { enable_zoom: true })).toContain('zoom');
  });

  it('tells the model of its parameters', () => {
    const screen = { display_width_px: 1024, display_height_px: 768, display_number: 3 };
    const { description } = define('computer_20250124', screen) ?? {};
    expect(description).toContain('1024 pixels wide and 768 high');
    expect(description).toContain(':3');
    expect(define('text_editor_20250728', { max_characters: 5_000 })?.description).toContain(
      '5000 characters',
    );
  });

  it.each([
    'web_search_20250305',
    'code_execution_20250825',
    'web_fetch_20250910',
    'bash_code_execution_20250825',
    'computer_toolset_20260801',
    'tool_search_tool_regex_20251119',
    'bash',
    'bash_x',
  ])('is not %s', (type) => {
    expect(define(type)).toBeUndefined();
  });
});
