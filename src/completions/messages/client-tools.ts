import type { JsonObject } from '../variants/json-object.ts';

/** Tools that Anthropic's models know and clients run: a kind and the date of its version. */
const CLIENT_TOOL = /^(bash|text_editor|computer|memory)_(\d{8})$/;

interface Definition {
  /** Where the client gives none. */
  readonly name: string;
  readonly description: string;
  readonly input_schema: JsonObject;
}

/**
 * A tool with a version in its type, defined as Anthropic documents it, so that any model can call it.
 * @returns undefined for any other tool.
 */
export function clientToolOf(tool: JsonObject): JsonObject | undefined {
  const [, kind, date] = (typeof tool.type === 'string' && CLIENT_TOOL.exec(tool.type)) || [];
  if (kind === undefined || date === undefined) return undefined;
  const definition = DEFINITIONS[kind as keyof typeof DEFINITIONS](tool, date);
  return {
    ...definition,
    ...(tool.name === undefined ? {} : { name: tool.name }),
    ...(tool.defer_loading === undefined ? {} : { defer_loading: tool.defer_loading }),
  };
}

const DEFINITIONS = { bash, text_editor: textEditor, computer, memory } as const;

const text = (description: string) => ({ type: 'string', description });
const integer = (description: string) => ({ type: 'integer', description });
const pair = (description: string) => ({
  type: 'array',
  items: { type: 'integer' },
  minItems: 2,
  maxItems: 2,
  description,
});
const schema = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});

function bash(): Definition {
  return {
    name: 'bash',
    description:
      'Runs a command in a bash shell, and returns what it prints. The session lasts from call to call: its folder, variables and background processes stay. It is not interactive. Set `restart` to start the shell over.',
    input_schema: schema(
      {
        command: text('The command to run. Required unless `restart` is set.'),
        restart: { type: 'boolean', description: 'Whether to start the shell over.' },
      },
      [],
    ),
  };
}

/** From here on it has no `undo_edit`, and another name. */
const WITHOUT_UNDO = '20250429';

function textEditor({ max_characters: most }: JsonObject, date: string): Definition {
  const hasUndo = date < WITHOUT_UNDO;
  const bound = typeof most === 'number' ? ` A file is cut after ${most} characters when it is viewed.` : '';
  return {
    name: hasUndo ? 'str_replace_editor' : 'str_replace_based_edit_tool',
    description: `Views, creates and edits text files. \`view\` shows a file with line numbers, or lists a folder; \`create\` writes a whole file; \`str_replace\` replaces a text that occurs exactly once; \`insert\` puts text behind a line.${hasUndo ? ' `undo_edit` takes the last edit of a file back.' : ''}${bound}`,
    input_schema: schema(
      {
        command: {
          type: 'string',
          enum: ['view', 'create', 'str_replace', 'insert', ...(hasUndo ? ['undo_edit'] : [])],
        },
        path: text('The path of the file or folder.'),
        file_text: text('Of `create`: the content of the file.'),
        old_str: text('Of `str_replace`: the text to replace, with its white space.'),
        new_str: text(
          'Of `str_replace`: the text to put in its place. Of `insert` in older versions: the text.',
        ),
        insert_line: integer(
          'Of `insert`: the line to put the text behind; 0 for the beginning of the file.',
        ),
        insert_text: text('Of `insert`: the text.'),
        view_range: pair(
          'Of `view`: the first and the last line, from 1; -1 as the last shows all to the end.',
        ),
      },
      ['command', 'path'],
    ),
  };
}

const FIRST_ACTIONS = [
  'key',
  'type',
  'mouse_move',
  'left_click',
  'left_click_drag',
  'right_click',
  'middle_click',
  'double_click',
  'screenshot',
  'cursor_position',
];
const LATER_ACTIONS = ['left_mouse_down', 'left_mouse_up', 'scroll', 'hold_key', 'wait', 'triple_click'];
const WITH_LATER_ACTIONS = '20250124';

function computer(tool: JsonObject, date: string): Definition {
  const { display_width_px: width, display_height_px: height, display_number: number } = tool;
  const canZoom = tool.enable_zoom === true;
  const hasMore = date >= WITH_LATER_ACTIONS;
  const size =
    typeof width === 'number' && typeof height === 'number'
      ? ` The screen is ${width} pixels wide and ${height} high; coordinates are pixels from its top left corner.`
      : '';
  const display = typeof number === 'number' ? ` It is the X11 display :${number}.` : '';
  return {
    name: 'computer',
    description: `Looks at a screen and works its mouse and keyboard, one action per call. Take a screenshot to see what an action did.${size}${display}`,
    input_schema: schema(
      {
        action: {
          type: 'string',
          enum: [...FIRST_ACTIONS, ...(hasMore ? LATER_ACTIONS : []), ...(canZoom ? ['zoom'] : [])],
        },
        coordinate: pair('Where to click, move, drag to or scroll, as x and y.'),
        text: text(
          'Of `type`: the text. Of `key` and `hold_key`: the keys, such as `ctrl+s`. Of clicks: keys to hold.',
        ),
        ...(hasMore
          ? {
              start_coordinate: pair('Of `left_click_drag`: where to begin, as x and y.'),
              scroll_direction: { type: 'string', enum: ['up', 'down', 'left', 'right'] },
              scroll_amount: integer('Of `scroll`: how many clicks of the wheel.'),
              duration: { type: 'number', description: 'Of `hold_key` and `wait`: how many seconds.' },
            }
          : {}),
        ...(canZoom
          ? {
              region: {
                type: 'array',
                items: { type: 'integer' },
                minItems: 4,
                maxItems: 4,
                description: 'Of `zoom`: the part of the screen, as x and y of two corners.',
              },
            }
          : {}),
      },
      ['action'],
    ),
  };
}

function memory(): Definition {
  return {
    name: 'memory',
    description:
      'Keeps notes in files under `/memories` that outlive the conversation. Look there before you begin, and write down what you will need again. `view` shows a folder or a file; `create` writes a file; `str_replace` and `insert` edit one; `delete` and `rename` take a file or folder.',
    input_schema: schema(
      {
        command: { type: 'string', enum: ['view', 'create', 'str_replace', 'insert', 'delete', 'rename'] },
        path: text('The path, under `/memories`. Not of `rename`.'),
        file_text: text('Of `create`: the content of the file.'),
        old_str: text('Of `str_replace`: the text to replace.'),
        new_str: text('Of `str_replace`: the text to put in its place.'),
        insert_line: integer('Of `insert`: the line to put the text at.'),
        insert_text: text('Of `insert`: the text.'),
        old_path: text('Of `rename`: the path so far.'),
        new_path: text('Of `rename`: the new path.'),
        view_range: pair('Of `view`: the first and the last line of a file.'),
      },
      ['command'],
    ),
  };
}
