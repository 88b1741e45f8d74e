import { type CliMessage, numberField, objectField, stringField } from '../qodercli/messages.ts';
import type { Seen } from './conversation.ts';
import { blocksOf, eventOf } from './lines.ts';

type Step = Readonly<Record<string, unknown>>;

const USAGE_FIELDS = [
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
];

interface Message {
  readonly id: string;
  readonly lines: CliMessage[];
  deltas: number;
}

function usageSteps(line: CliMessage): readonly Step[] {
  const usage = objectField(objectField(line, 'message') ?? {}, 'usage') ?? {};
  const counts = USAGE_FIELDS.flatMap((name) => {
    const count = numberField(usage, name);
    return count === undefined ? [] : [[name, count] as const];
  });
  const credits = numberField(usage, 'credits');
  const told = counts.some(([, count]) => count > 0);
  return [
    { usage: told ? Object.fromEntries(counts) : null },
    ...(credits === undefined ? [] : [{ credits }]),
  ];
}

function blockSteps(block: CliMessage, deltas: number): readonly Step[] {
  if (block.type === 'thinking') return [{ thinking: stringField(block, 'thinking') ?? '' }];
  if (block.type !== 'text') return [];
  return [{ text: stringField(block, 'text') ?? '', ...(deltas > 1 ? { deltas } : {}) }];
}

/** A message's blocks, each once: lines may come again. */
function uniqueBlocks(lines: readonly CliMessage[]): readonly CliMessage[] {
  const blocks = lines.flatMap(blocksOf);
  return [...new Map(blocks.map((block) => [JSON.stringify(block), block])).values()];
}

function messageSteps({ lines, deltas }: Message, isLast: boolean): readonly Step[] {
  const last = lines.at(-1);
  const blocks = uniqueBlocks(lines);
  const calls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ name, input, id }) => ({ name, input, id }));
  const reason = stringField(objectField(last ?? {}, 'message') ?? {}, 'stop_reason');
  return [
    ...(last === undefined ? [] : usageSteps(last)),
    ...(deltas === 0 ? [{ noDeltas: true }] : []),
    ...blocks.flatMap((block) => blockSteps(block, deltas)),
    ...(reason === undefined || reason === 'end_turn' || reason === 'tool_use' ? [] : [{ stop: reason }]),
    ...(calls.length > 0 ? [{ tools: calls }] : isLast ? [] : [{ message: true }]),
  ];
}

function errorSteps(line: CliMessage): readonly Step[] {
  const error = stringField(line, 'error');
  if (line.type === 'assistant' && error !== undefined) {
    return [
      {
        error,
        message: blocksOf(line)
          .map((block) => stringField(block, 'text') ?? '')
          .join(''),
      },
    ];
  }
  const isFailed = line.type === 'result' && line.is_error === true && Array.isArray(line.errors);
  if (!isFailed) return [];
  const code = numberField(line, 'error_code');
  const { subtype, errors } = line;
  return [{ resultError: { subtype, errors, ...(code === undefined ? {} : { error_code: code }) } }];
}

/**
 * What a process said in some turns, as a script of the simulator: it then says the same, in the simulator's order of lines.
 * Errors end it.
 */
export function scriptOf(turns: readonly Seen[]): readonly Step[] {
  const messages = new Map<string, Message>();
  const errors: Step[] = [];
  let current: Message | undefined;
  const messageOf = (id: string): Message => {
    const found = messages.get(id) ?? { id, lines: [], deltas: 0 };
    messages.set(id, found);
    return found;
  };
  for (const line of turns.flatMap(({ lines }) => lines)) {
    const event = eventOf(line);
    const started = event && stringField(objectField(event, 'message') ?? {}, 'id');
    if (started !== undefined) current = messageOf(started);
    if (event?.type === 'content_block_delta' && current !== undefined) current.deltas += 1;
    const failed = errorSteps(line);
    errors.push(...failed);
    if (line.type !== 'assistant' || failed.length > 0 || typeof line.parent_tool_use_id === 'string')
      continue;
    messageOf(stringField(objectField(line, 'message') ?? {}, 'id') ?? '').lines.push(line);
  }
  const all = [...messages.values()].filter(({ lines }) => lines.length > 0);
  return [
    ...all.flatMap((message, index) => messageSteps(message, index === all.length - 1)),
    ...errors.slice(0, 1),
  ];
}
