export interface ToolResult {
  readonly name: string;
  readonly text: string;
  readonly isError: boolean;
}

/** What a user message asks, read the way a model would. */
export interface ReadMessage {
  /** The newest words of the user. */
  readonly prompt: string;
  /** All that was said, for a summary. */
  readonly conversation: string;
  /** Results that came after the newest words of the user, where a host tells the conversation as a text. */
  readonly results: readonly ToolResult[];
}

interface Frame {
  readonly header: string;
  readonly body: string;
}

const ANNOUNCED_MARK = /A line that begins with "(--- [\da-f]+)" tells whose message follows/;

/** The messages of a conversation that is told as one text, oldest first; undefined for any other text. */
function framesOf(input: string): readonly Frame[] | undefined {
  const mark = ANNOUNCED_MARK.exec(input)?.[1];
  if (mark === undefined) return undefined;
  return input
    .split(`\n${mark} `)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { header: part.slice(0, end), body: part.slice(end + 1).trim() };
    })
    .filter(({ header }) => header !== 'end');
}

/** The fields in a header such as `tool {"tool_call_id":"x"}`. */
function fieldsOf(header: string): { readonly [name: string]: unknown } {
  const start = header.indexOf('{');
  try {
    return start < 0 ? {} : JSON.parse(header.slice(start));
  } catch {
    return {};
  }
}

function resultsIn(frames: readonly Frame[]): readonly ToolResult[] {
  const names = new Map<unknown, string>();
  let results: ToolResult[] = [];
  for (const { header, body } of frames) {
    const fields = fieldsOf(header);
    if (header.startsWith('assistant calls ')) names.set(fields.id, String(fields.name));
    else if (header.startsWith('tool')) {
      results.push({ name: names.get(fields.tool_call_id) ?? 'the tool', text: body, isError: false });
    } else if (header.startsWith('user') || header.startsWith('assistant')) results = [];
  }
  return results;
}

/** Reads a user message: as it is, or as a conversation whose frames it announces. */
export function readMessage(input: string): ReadMessage {
  const frames = framesOf(input);
  if (frames === undefined) return { prompt: input, conversation: input, results: [] };
  const spoken = frames.filter(({ header }) => /^(user|assistant)\b(?! calls )/.test(header));
  return {
    prompt: spoken.findLast(({ header }) => header.startsWith('user'))?.body ?? '',
    conversation: spoken.map(({ body }) => body).join('\n'),
    results: resultsIn(frames),
  };
}
