import type { Ending } from './ending.ts';
import type { Host } from './host.ts';
import type { JsonObject } from './json.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import type { Signals } from './signals.ts';
import type { Speech } from './speech.ts';
import type { Image } from './user-message.ts';

/** The parts of the process that a step may act on. */
export interface Machine {
  readonly output: Output;
  readonly host: Host;
  readonly ending: Ending;
  readonly signals: Signals;
}

/** One user message being answered. */
export interface Turn extends Machine {
  readonly session: Session;
  readonly speech: Speech;
  readonly input: string;
  readonly images: readonly Image[];
  /** Fires on an interrupt. */
  readonly signal: AbortSignal;
  /** Calls that were not allowed, as the result tells them. */
  readonly denials: JsonObject[];
  stopReason: string | undefined;
  /** Finished round trips to the model. */
  rounds: number;
}

/** How a turn ends when it does not simply finish. */
export type Failure =
  | { readonly kind: 'synthetic'; readonly text: string; readonly errorCode: number | undefined }
  | {
      readonly kind: 'result';
      readonly subtype: string;
      readonly errors: readonly string[];
      readonly fields: JsonObject;
    };
