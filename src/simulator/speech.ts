import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json.ts';
import type { Block } from './model-messages.ts';
import * as messages from './model-messages.ts';
import type { Output } from './output.ts';
import { pieces } from './pieces.ts';
import type { Session } from './session.ts';
import { addToSession } from './session-usage.ts';
import type { ToolCall } from './steps.ts';
import { noUsage, tokensIn, type Usage, usageFields } from './usage.ts';

const USUAL_CREDITS = 0.01;

export type Voice = 'text' | 'thinking';

export interface ToolUse extends ToolCall {
  readonly id: string;
}

/** What the model says during one turn, message by message, as events and as complete messages. */
export interface Speech {
  /** Text of the newest message: it becomes the `result` of the turn. */
  readonly text: string;
  readonly outputTokens: number;
  readonly open: boolean;
  /** From here on only complete messages appear. */
  withoutDeltas(): void;
  /** Fields over the estimated usage of the messages from here on; null for a service that reports nothing. */
  report(usage: JsonObject | null): void;
  /** What the message costs that is open, or comes next. */
  charge(credits: number): void;
  /** The newest complete line goes out once more, as it was but for its uuid. */
  replay(): Promise<void>;
  /** The newest message goes out once more, whole. */
  snapshot(): Promise<void>;
  begin(voice: Voice): Promise<void>;
  /** The line that would carry a piece; empty when deltas are not shown. */
  deltaLine(voice: Voice, piece: string): string;
  note(voice: Voice, piece: string): void;
  say(voice: Voice, piece: string): Promise<void>;
  sign(): Promise<void>;
  useTool(tool: ToolUse): Promise<void>;
  close(stopReason: string): Promise<void>;
  /** An interrupt cut the message short. */
  abandon(): Promise<void>;
}

/** @param beforeMessage called before each request of the model. */
export function createSpeech(
  session: Session,
  output: Output,
  inputTokens: number,
  beforeMessage: () => Promise<void>,
): Speech {
  const modelName = (): string => (session.model === '' ? 'auto' : session.model);
  let model = modelName();
  let shown = session.args.partialMessages;
  let stated: JsonObject | null | undefined;
  let credits = USUAL_CREDITS;
  let newest: { readonly line: JsonObject; readonly whole: JsonObject } | undefined;
  let id: string | undefined;
  let content: Block[] = [];
  let blockOpen = false;
  let characters = 0;
  let messageCharacters = 0;
  let text = '';

  const event = (body: JsonObject): Promise<void> =>
    shown ? output.send(messages.streamEvent(session, body)) : Promise.resolve();
  const usage = (): Usage => ({
    ...noUsage,
    input: inputTokens,
    output: tokensIn(messageCharacters),
    stated,
  });
  /** Of the whole message; what it costs is told with its end. */
  const finalUsage = (): Usage => ({ ...usage(), credits });

  async function open(): Promise<void> {
    if (id !== undefined) return;
    await beforeMessage();
    model = modelName();
    id = `chatcmpl-${randomUUID()}`;
    content = [];
    messageCharacters = 0;
    text = '';
    await event(messages.messageStart(id, model, usageFields(usage())));
  }

  async function closeBlock(): Promise<void> {
    if (!blockOpen) return;
    blockOpen = false;
    await event(messages.blockStop(content.length - 1));
  }

  async function showLine(
    block: Block | undefined,
    stopReason: string | null,
    extra: JsonObject,
  ): Promise<void> {
    const shown = block === undefined ? [] : [block];
    const facts = {
      id: id ?? '',
      model,
      stopReason,
      usage: usageFields(stopReason === null ? noUsage : finalUsage()),
    };
    const line = messages.assistantLine(session, { ...facts, content: shown }, extra);
    newest = { line, whole: messages.assistantLine(session, { ...facts, content }, extra) };
    await output.send(line);
  }

  async function openBlock(block: Block): Promise<void> {
    await open();
    await closeBlock();
    // A line for each block; the last one waits for the end of the message, which it tells.
    if (content.length > 0) await showLine(content.at(-1), null, {});
    content.push(block);
    blockOpen = true;
    await event(messages.blockStart(content.length - 1, block));
  }

  async function finish(stopReason: string | null, extra: JsonObject): Promise<void> {
    await showLine(content.at(-1), stopReason, extra);
    id = undefined;
  }

  function settle(): void {
    addToSession(session, model, finalUsage());
    credits = USUAL_CREDITS;
  }

  const speech: Speech = {
    get text() {
      return text;
    },
    get outputTokens() {
      return tokensIn(characters);
    },
    get open() {
      return id !== undefined;
    },
    withoutDeltas: () => {
      shown = false;
    },
    report: (fields) => {
      stated = fields;
    },
    charge: (cost) => {
      credits = cost;
    },
    async replay() {
      if (newest !== undefined) await output.send({ ...newest.line, uuid: randomUUID() });
    },
    async snapshot() {
      if (newest !== undefined) await output.send({ ...newest.whole, uuid: randomUUID() });
    },
    async begin(voice) {
      if (blockOpen && content.at(-1)?.type === voice) return;
      await openBlock(
        voice === 'text'
          ? { type: 'text', text: '', citations: null }
          : { type: 'thinking', thinking: '', signature: '' },
      );
    },
    deltaLine(voice, piece) {
      if (!shown) return '';
      const delta = { type: `${voice}_delta`, [voice]: piece };
      const body = messages.blockDelta(content.length - 1, delta);
      return `${JSON.stringify(messages.streamEvent(session, body))}\n`;
    },
    note(voice, piece) {
      const block = content.at(-1);
      characters += piece.length;
      messageCharacters += piece.length;
      if (voice === 'text') text += piece;
      if (block?.type === 'text') block.text += piece;
      else if (block?.type === 'thinking') block.thinking += piece;
    },
    async say(voice, piece) {
      await speech.begin(voice);
      speech.note(voice, piece);
      const line = speech.deltaLine(voice, piece);
      if (line !== '') await output.write(line);
    },
    async sign() {
      await speech.begin('thinking');
      const block = content.at(-1);
      const signature = 'c2lnbmF0dXJl';
      if (block?.type === 'thinking') block.signature = signature;
      await event(messages.blockDelta(content.length - 1, { type: 'signature_delta', signature }));
    },
    async useTool(tool) {
      await openBlock({ type: 'tool_use', id: tool.id, name: tool.name, input: tool.input });
      const json = JSON.stringify(tool.input);
      characters += json.length;
      messageCharacters += json.length;
      for (const fragment of pieces(json, Math.ceil(json.length / 8))) {
        const delta = { type: 'input_json_delta', partial_json: fragment };
        await event(messages.blockDelta(content.length - 1, delta));
      }
      await closeBlock();
    },
    async close(stopReason) {
      await open();
      await closeBlock();
      const tokens = stated === null ? undefined : usageFields(finalUsage());
      await event(messages.messageDelta(stopReason, tokens));
      await event({ type: 'message_stop' });
      await finish(stopReason, {});
      settle();
    },
    async abandon() {
      blockOpen = false;
      if (id !== undefined) await finish(null, { aborted: true });
    },
  };
  return speech;
}
