/** What is known of a request when it comes in. `receivedAt` is in milliseconds since 1970. */
export interface RequestStart {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly client: string | undefined;
  readonly receivedAt: number;
}

/**
 * What turns out while it runs. `...Ms` are milliseconds since it came in. Of each text only the beginning is
 * shown; it had better be handed over uncut, so that a secret across the cut is still found.
 */
export interface RequestFacts {
  readonly operation?: string | undefined;
  readonly key?: string | undefined;
  readonly requestedModel?: string | undefined;
  readonly model?: string | undefined;
  readonly resolution?: 'exact' | 'alias' | 'family' | 'fallback' | 'vision' | undefined;
  readonly stream?: boolean | undefined;
  readonly promptPreview?: string | undefined;
  readonly continued?: boolean | undefined;
  readonly processId?: number | undefined;
  readonly admittedMs?: number | undefined;
  readonly processMs?: number | undefined;
  readonly sentMs?: number | undefined;
  readonly firstTokenMs?: number | undefined;
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  readonly cachedTokens?: number | undefined;
  readonly usageSource?: 'reported' | 'estimated' | undefined;
  readonly credits?: number | undefined;
  readonly finishReason?: string | undefined;
  readonly error?: string | undefined;
  readonly errorCode?: string | undefined;
}

export interface RequestEnd {
  readonly status: number;
  readonly durationMs: number;
  readonly outcome: 'succeeded' | 'failed' | 'cancelled';
}

/** A piece of a tool call; those of the same index belong together. */
export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly argumentsDelta?: string | undefined;
}

/** The writing side of a request. After `end` nothing more is taken down. */
export interface RequestRecord {
  /** Adds to what is known; what is undefined changes nothing. */
  readonly annotate: (facts: RequestFacts) => void;
  readonly request: (body: unknown) => void;
  readonly text: (delta: string) => void;
  readonly reasoning: (delta: string) => void;
  readonly toolCall: (delta: ToolCallDelta) => void;
  /** Forgets the answer so far: it is tried again. */
  readonly restart: () => void;
  readonly end: (end: RequestEnd) => void;
}

/** A request in one line. Null is what is not known (yet). */
export interface RequestSummary {
  readonly id: string;
  readonly receivedAtMs: number;
  readonly operation: string | null;
  readonly state: 'running' | RequestEnd['outcome'];
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly firstTokenMs: number | null;
  readonly key: string | null;
  readonly client: string | null;
  readonly requestedModel: string | null;
  readonly model: string | null;
  readonly stream: boolean | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly credits: number | null;
  readonly finishReason: string | null;
  readonly error: string | null;
  readonly promptPreview: string;
  readonly answerPreview: string;
}

export interface ShownToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export interface RequestDetail {
  readonly summary: RequestSummary;
  readonly method: string;
  readonly path: string;
  /** Valid JSON text; null when there was no body. */
  readonly requestJson: string | null;
  readonly requestTruncated: boolean;
  readonly text: string;
  readonly textTruncated: boolean;
  readonly reasoning: string;
  readonly toolCalls: readonly ShownToolCall[];
  readonly timings: {
    readonly admittedMs: number | null;
    readonly processMs: number | null;
    readonly sentMs: number | null;
    readonly firstTokenMs: number | null;
    readonly endMs: number | null;
  };
  readonly resolution: 'exact' | 'alias' | 'family' | 'fallback' | 'vision' | null;
  readonly cachedTokens: number | null;
  readonly usageSource: 'reported' | 'estimated' | null;
  readonly continued: boolean | null;
  readonly processId: number | null;
  readonly errorCode: string | null;
}
