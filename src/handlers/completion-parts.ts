import { randomUUID } from 'node:crypto';
import type { AnswerEnd } from '../completions/answer.ts';
import type { ResponseIdentity } from '../completions/chat/response.ts';
import type { MessageIdentity } from '../completions/messages/response.ts';
import type { Seal } from '../completions/responses/compaction/seal.ts';
import type { ToolMode, TurnSettings } from '../completions/turn.ts';
import type { FileReader } from '../files/file-reader.ts';
import type { ModelDirectory, ServingModel } from '../models/model-directory.ts';
import type { Driver } from '../qodercli/driver.ts';
import type { Schemas } from '../schemas/schemas.ts';

/** What the handlers that drive qodercli are made of. */
export interface CompletionParts {
  readonly driver: Driver;
  readonly models: ModelDirectory;
  readonly schemas: Schemas;
  readonly files: FileReader;
  readonly settings: Pick<TurnSettings, 'defaultSystemPrompt' | 'transcriptSecret'>;
  /** Closes summaries of conversations, which clients keep. */
  readonly seal: Seal;
  /** `auto`: native, until the CLI shows that it does not take tools. */
  readonly toolMode: ToolMode | 'auto';
  readonly strictParams: boolean;
}

/** How the next turn is to offer its tools. */
export function toolModeOf({ toolMode, driver }: Pick<CompletionParts, 'toolMode' | 'driver'>): ToolMode {
  if (toolMode !== 'auto') return toolMode;
  return driver.takesTools() ? 'native' : 'prompt';
}

/** @param prefix as OpenAI names the kind of answer, e.g. `chatcmpl`. */
export function newIdentity(prefix: string, model: string): ResponseIdentity {
  return {
    id: `${prefix}-${randomUUID().replaceAll('-', '')}`,
    created: Math.floor(Date.now() / 1000),
    model,
  };
}

/** In Anthropic's form. */
export function newMessageIdentity(model: string): MessageIdentity {
  return { id: `msg_${randomUUID().replaceAll('-', '')}`, model };
}

/** Clients refuse answers whose headers are too long together; of more names than these, nobody reads the rest. */
const MOST_NAMES = 40;

/** A header is printable ASCII. The keys of Qoder's own models are that; those of an organisation's need not be. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]+/gu, encodeURIComponent);

/** Headers that are known before the answer. */
export function requestHeaders(
  { model, tier }: Pick<ServingModel, 'model' | 'tier'>,
  ignored: readonly string[],
): Readonly<Record<string, string>> {
  const names = ignored.length > MOST_NAMES ? [...ignored.slice(0, MOST_NAMES), '...'] : ignored;
  return {
    'x-qoder-model': headerText(model),
    'x-qoder-model-resolution': tier,
    ...(names.length === 0 ? {} : { 'x-unsupported-params': names.join(',') }),
  };
}

/** Headers that are known with the whole answer. */
export function answerHeaders(ends: readonly AnswerEnd[]): Readonly<Record<string, string>> {
  const credits = ends.flatMap((end) => end.credits ?? []);
  const reported = ends.every((end) => end.usage.source === 'reported');
  return {
    'x-usage-source': reported ? 'reported' : 'estimated',
    ...(credits.length === 0
      ? {}
      : { 'x-qoder-credits': String(credits.reduce((sum, credit) => sum + credit, 0)) }),
  };
}
