import { arrayField, type CliMessage, isCliMessage, objectField, stringField } from '../qodercli/messages.ts';

const MOST_KINDS = 40;

export function eventOf(line: CliMessage): CliMessage | undefined {
  return line.type === 'stream_event' ? objectField(line, 'event') : undefined;
}

export function blocksOf(line: CliMessage): readonly CliMessage[] {
  return arrayField(objectField(line, 'message') ?? {}, 'content').filter(isCliMessage);
}

/** One word for a line, e.g. `text_delta` or `assistant(text)`. */
function kindOf(line: CliMessage): string {
  const event = eventOf(line);
  if (event !== undefined) {
    const part = objectField(event, 'delta') ?? objectField(event, 'content_block');
    const kind = stringField(event, 'type') ?? '?';
    const of = part && stringField(part, 'type');
    if (kind === 'content_block_delta') return of ?? kind;
    return of === undefined ? kind : `${kind}(${of})`;
  }
  const type = stringField(line, 'type') ?? '?';
  if (type === 'assistant' || type === 'user') {
    const kinds = blocksOf(line).map((block) => stringField(block, 'type') ?? '?');
    return `${type}(${kinds.join('+')})`;
  }
  const subtype = stringField(line, 'subtype');
  return subtype === undefined || type === 'result' ? type : `${type}/${subtype}`;
}

/** The kinds of lines in their order, repeated ones once: `message_start text_delta x5 assistant(text) result`. */
export function orderOf(lines: readonly CliMessage[]): string {
  const runs: { kind: string; count: number }[] = [];
  for (const kind of lines.map(kindOf)) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.count += 1;
    else runs.push({ kind, count: 1 });
  }
  const shown = runs
    .slice(0, MOST_KINDS)
    .map(({ kind, count }) => (count === 1 ? kind : `${kind} x${count}`));
  return [...shown, ...(runs.length > MOST_KINDS ? ['...'] : [])].join(' ');
}

/** Answers as whole lines: those of the model itself, not of the CLI in its place or of a subagent. */
export function answerLines(lines: readonly CliMessage[]): readonly CliMessage[] {
  return lines.filter(
    ({ type, parent_tool_use_id: parent }) => type === 'assistant' && typeof parent !== 'string',
  );
}

export function resultOf(lines: readonly CliMessage[]): CliMessage | undefined {
  return lines.findLast(({ type }) => type === 'result');
}
