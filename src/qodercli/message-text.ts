/** Stands where a message has no text; never an answer. */
const PLACEHOLDER = '(no content)';

export function withoutPlaceholder(text: string): string {
  return text === PLACEHOLDER ? '' : text;
}

/** The text, or the thinking, of one model message. It may come as deltas, as complete blocks, or both. */
export interface MessageText {
  /** A new content block begins in the stream. */
  readonly startBlock: () => void;
  /** @returns what of the streamed text is new. */
  readonly delta: (text: string) => string;
  /** The streamed block is over. @returns text that was held back and turned out to be an answer. */
  readonly endBlock: () => string;
  /** The blocks of a complete line, in order. @returns what is new of each of them. */
  readonly complete: (blocks: readonly string[]) => readonly string[];
  /** Whether a line with these blocks could be of this message: one is the beginning of the other. */
  readonly matches: (blocks: readonly string[]) => boolean;
}

/**
 * Gives each piece of a message out once, in whatever form and order the CLI repeats it: as deltas and as complete lines,
 * a line per block, several lines that concatenate, replays of a line, or one snapshot of the whole at the end.
 * What went out is never contradicted: whichever form came first leads, and the others can only add to its end.
 */
export function createMessageText({ hasPlaceholder }: { readonly hasPlaceholder: boolean }): MessageText {
  let given = '';
  let streamed = '';
  let fromLines = '';
  /** The texts of the lines so far: a replay may come with another uuid. */
  const lines = new Set<string>();
  /** Whether all that was given came from the stream. */
  let streamLeads = true;
  let streamDiverged = false;
  /** The start of a streamed block that may turn out to be the placeholder; undefined once it has not. */
  let held: string | undefined = hasPlaceholder ? '' : undefined;

  const give = (text: string): string => {
    const start = streamed.length;
    streamed += text;
    if (streamLeads) {
      given = streamed;
      return text;
    }
    if (streamDiverged) return '';
    if (start >= given.length) {
      given += text;
      return text;
    }
    // A line was faster: the stream repeats what that has given, then goes on.
    const repeated = given.slice(start, start + text.length);
    if (!text.startsWith(repeated)) {
      streamDiverged = true;
      return '';
    }
    const rest = text.slice(repeated.length);
    given += rest;
    return rest;
  };

  const release = (): string => {
    const text = held ?? '';
    held = undefined;
    return text === '' ? '' : give(text);
  };

  return {
    startBlock() {
      held = hasPlaceholder ? '' : undefined;
    },
    delta(text) {
      if (held === undefined) return give(text);
      held += text;
      return PLACEHOLDER.startsWith(held) ? '' : release();
    },
    endBlock() {
      if (held === PLACEHOLDER) held = undefined;
      return release();
    },
    complete(all) {
      const blocks = hasPlaceholder ? all.map(withoutPlaceholder) : all;
      const whole = blocks.join('');
      if (whole === '' || lines.has(whole)) return [];
      lines.add(whole);
      const isSnapshot = whole.startsWith(given);
      const start = isSnapshot ? 0 : fromLines.length;
      const next = isSnapshot ? whole : fromLines + whole;
      if (given.startsWith(next)) {
        fromLines = next;
        return [];
      }
      if (!next.startsWith(given)) return [];
      fromLines = next;
      const before = given.length;
      given = next;
      streamLeads = false;
      let end = start;
      return blocks.map((text) => {
        const from = end;
        end += text.length;
        return text.slice(Math.max(0, before - from));
      });
    },
    matches(blocks) {
      const whole = blocks.join('');
      return whole !== '' && given !== '' && (whole.startsWith(given) || given.startsWith(whole));
    },
  };
}
