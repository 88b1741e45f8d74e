/** What one turn asks of qodercli, in terms that no OpenAI dialect knows. */
export interface Turn {
  /** Qoder model id, e.g. `auto`. qodercli does not validate it; the caller resolves it first. */
  readonly model: string;
  /** Replaces the CLI's own agent prompt. Never empty: an empty one would bring the agent prompt back. */
  readonly systemPrompt: string;
  /** The user message, in order. At least one block: the CLI ignores an empty list without a word. */
  readonly content: readonly ContentBlock[];
  /** Tools that the model may call. Their calls end the turn: it is the client who runs them. */
  readonly tools: readonly ToolDefinition[];
  /** One of the model's levels, e.g. `low`; `none` turns thinking off. Each turn of a session has its own. */
  readonly reasoningEffort?: string;
  /** Where the turn goes on from, if that session is still there; `content` is what to send otherwise. */
  readonly continuation?: Continuation;
}

export type ContentBlock = TextBlock | ImageBlock;

export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
}

export interface ImageBlock {
  readonly type: 'image';
  readonly source:
    | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
    | { readonly type: 'url'; readonly url: string };
}

export interface ToolDefinition {
  /** Matches `[A-Za-z0-9_-]{1,64}`; unique in its turn. */
  readonly name: string;
  readonly description?: string;
  /** JSON Schema with `type: "object"`: with any other the CLI drops all tools without a word. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** What is new since a parked session answered last: either its calls' results, or further user content. */
export interface Continuation {
  /** Stands for everything said so far, its scope included. */
  readonly key: string;
  readonly step: SessionStep;
}

export type SessionStep =
  | { readonly type: 'message'; readonly content: readonly ContentBlock[] }
  /** By call id; all that the session waits for. */
  | { readonly type: 'tool_results'; readonly results: ReadonlyMap<string, string> };
