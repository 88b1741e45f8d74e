import type { RequestLog, RequestLogSummary } from '../../api/types.ts';

// What the log's names mean, in the operator's words.

type Tone = 'neutral' | 'ok' | 'info' | 'warn' | 'error';
type Timings = RequestLog['timings'];

interface Status {
  readonly text: string;
  readonly tone: Tone;
  /** For the hint; the text is short. */
  readonly meaning: string;
}

export function statusOf({ state, status }: Pick<RequestLogSummary, 'state' | 'status'>): Status {
  if (state === 'running') return { text: 'Running', tone: 'info', meaning: 'Is being answered' };
  if (state === 'cancelled')
    return { text: 'Cancelled', tone: 'neutral', meaning: 'The client went away before the end' };
  if (state === 'succeeded') return { text: String(status ?? 'Done'), tone: 'ok', meaning: 'Succeeded' };
  // A stream that broke off had already answered 200.
  if (status === null || status < 400)
    return { text: 'Broke off', tone: 'error', meaning: 'Failed after the answer had begun' };
  if (status < 500)
    return { text: String(status), tone: 'warn', meaning: 'Refused: the request was at fault' };
  return { text: String(status), tone: 'error', meaning: 'Failed: the server was at fault' };
}

/** `createChatCompletion` is `Create chat completion`. */
export function operationOf(operation: string | null): string {
  if (operation === null) return 'Unknown address';
  const words = operation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const RESOLUTIONS = {
  exact: 'Named exactly',
  alias: 'A known name that stands for this model',
  family: 'The nearest model of that family',
  fallback: 'An unknown name, so the default model answers',
  vision: 'The model of that name sees no images, so one that does answers',
} as const;

export function resolutionOf(resolution: RequestLog['resolution']): string | undefined {
  return resolution === null ? undefined : RESOLUTIONS[resolution];
}

const PHASES = [
  { end: 'admitted_ms', name: 'Queued', tone: 'wait' },
  { end: 'process_ms', name: 'Process', tone: 'start' },
  { end: 'sent_ms', name: 'Sending', tone: 'send' },
  { end: 'first_token_ms', name: 'First token', tone: 'think' },
  { end: 'end_ms', name: 'Answer', tone: 'write' },
] as const;

export interface Phase {
  readonly name: string;
  readonly milliseconds: number;
  readonly tone: (typeof PHASES)[number]['tone'];
  readonly open?: boolean;
}

/**
 * How long each phase took. A phase that never happened is left out, and its time counts to the next that
 * did; `elapsed` is for a request that runs, whose present phase goes on.
 */
export function phasesOf(timings: Timings, elapsed: number | undefined): Phase[] {
  const phases: Phase[] = [];
  let from = 0;
  let present = 0;
  PHASES.forEach(({ end, name, tone }, index) => {
    const to = timings[end];
    if (to === null) return;
    // What ended before a first token was no answer.
    const label = end === 'end_ms' && timings.first_token_ms === null ? 'Until the end' : name;
    phases.push({ name: label, milliseconds: Math.max(0, to - from), tone });
    from = to;
    present = index + 1;
  });
  const next = PHASES[present];
  if (elapsed !== undefined && timings.end_ms === null && next !== undefined) {
    const { name, tone } = next;
    phases.push({ name, milliseconds: Math.max(0, elapsed - from), tone, open: true });
  }
  return phases;
}

/** How fast the answer was written, once it is whole. */
export function tokensPerSecond({ summary, timings }: RequestLog): number | undefined {
  const { completion_tokens: tokens } = summary;
  const { first_token_ms: first, end_ms: end } = timings;
  if (tokens === null || first === null || end === null || end <= first) return undefined;
  return tokens / ((end - first) / 1_000);
}

/** `24 Nov`, for what is not of today. */
export function dayOf(milliseconds: number, now: number): string | undefined {
  const day = new Date(milliseconds);
  if (day.toDateString() === new Date(now).toDateString()) return undefined;
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}
