/** What one turn asks of qodercli, in terms that no OpenAI dialect knows. */
export interface Turn {
  /** Qoder model id, e.g. `auto`. qodercli does not validate it; the caller resolves it first. */
  readonly model: string;
  /** Replaces the CLI's own agent prompt. Never empty: an empty one would bring the agent prompt back. */
  readonly systemPrompt: string;
  /** The user message, in order. At least one block: the CLI ignores an empty list without a word. */
  readonly content: readonly ContentBlock[];
}

export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
}

export type ContentBlock = TextBlock;
