import type { OutputItem, OutputItemStatus, ResponseStreamEvent } from '../../contract/operations.ts';
import { customInputOf } from '../tools/custom-tools.ts';
import { argumentsValue, type ClientRunTool } from './client-run/client-run-tool.ts';
import { CLIENT_RUN_TOOLS, isClientRunType } from './client-run/client-run-tools.ts';
import { newId } from './ids.ts';
import type { ClientTool } from './tools.ts';

type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'sequence_number'> : never;

/** An event of a stream before it has its number. */
export type UnnumberedEvent = WithoutNumber<ResponseStreamEvent>;

type OutputContent = Extract<OutputItem, { type: 'message' }>['content'][number];

/** An item that the model is writing. */
export interface OpenItem {
  /** The item as it stands. */
  readonly item: (status: OutputItemStatus) => OutputItem;
  /** What is told when it begins, after `response.output_item.added`. */
  readonly begin: () => readonly UnnumberedEvent[];
  readonly add: (fragment: string) => readonly UnnumberedEvent[];
  /** What is told when it is whole, before `response.output_item.done`. */
  readonly finish: () => readonly UnnumberedEvent[];
}

/** @param index of the item in the output. */
export function openMessage(index: number): OpenItem {
  return openContent(index, {
    part: (text) => ({ type: 'output_text', text, annotations: [], logprobs: [] }),
    delta: (place, delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] }),
    done: (place, text) => ({ type: 'response.output_text.done', ...place, text, logprobs: [] }),
  });
}

/** A message that holds a refusal in place of text. */
export function openRefusal(index: number): OpenItem {
  return openContent(index, {
    part: (refusal) => ({ type: 'refusal', refusal }),
    delta: (place, delta) => ({ type: 'response.refusal.delta', ...place, delta }),
    done: (place, refusal) => ({ type: 'response.refusal.done', ...place, refusal }),
  });
}

interface ContentPlace {
  readonly item_id: string;
  readonly output_index: number;
  readonly content_index: 0;
}

/** How the one part of a message looks, and the events that tell of its text. */
interface ContentForm {
  readonly part: (text: string) => OutputContent;
  readonly delta: (place: ContentPlace, delta: string) => UnnumberedEvent;
  readonly done: (place: ContentPlace, text: string) => UnnumberedEvent;
}

function openContent(index: number, { part, delta, done }: ContentForm): OpenItem {
  const id = newId('msg');
  const place: ContentPlace = { item_id: id, output_index: index, content_index: 0 };
  const text = createText();
  let begun = false;
  return {
    item: (status) => ({
      id,
      type: 'message',
      role: 'assistant',
      status,
      content: begun ? [part(text.whole())] : [],
    }),
    begin() {
      begun = true;
      return [{ type: 'response.content_part.added', ...place, part: part(text.whole()) }];
    },
    add(fragment) {
      text.add(fragment);
      return [delta(place, fragment)];
    },
    finish: () => [
      done(place, text.whole()),
      { type: 'response.content_part.done', ...place, part: part(text.whole()) },
    ],
  };
}

/** What the model shows of its reasoning counts as its summary. */
export function openReasoning(index: number): OpenItem {
  const id = newId('rs');
  const place = { item_id: id, output_index: index, summary_index: 0 } as const;
  const text = createText();
  let begun = false;
  const part = () => ({ type: 'summary_text', text: text.whole() }) as const;
  return {
    item: (status) => ({ id, type: 'reasoning', summary: begun ? [part()] : [], status }),
    begin() {
      begun = true;
      return [{ type: 'response.reasoning_summary_part.added', ...place, part: part() }];
    },
    add(delta) {
      text.add(delta);
      return [{ type: 'response.reasoning_summary_text.delta', ...place, delta }];
    },
    finish: () => [
      { type: 'response.reasoning_summary_text.done', ...place, text: text.whole() },
      { type: 'response.reasoning_summary_part.done', ...place, part: part() },
    ],
  };
}

export function openCall(index: number, callId: string, tool: ClientTool): OpenItem {
  if (isClientRunType(tool.form)) return openClientRunCall(callId, CLIENT_RUN_TOOLS[tool.form]);
  return tool.form === 'custom' ? openCustomCall(index, callId, tool) : openFunctionCall(index, callId, tool);
}

function openFunctionCall(index: number, callId: string, tool: ClientTool): OpenItem {
  const id = newId('fc');
  const place = { item_id: id, output_index: index };
  const text = createText();
  return {
    item: (status) => ({
      id,
      type: 'function_call',
      call_id: callId,
      ...namesOf(tool),
      arguments: text.whole(),
      status,
    }),
    begin: () => [],
    add(delta) {
      text.add(delta);
      return [{ type: 'response.function_call_arguments.delta', ...place, delta }];
    },
    finish: () => [
      {
        type: 'response.function_call_arguments.done',
        ...place,
        name: tool.name,
        arguments: text.whole(),
      },
    ],
  };
}

/** Its input is wrapped in JSON until it is whole, so it goes out in one piece. */
function openCustomCall(index: number, callId: string, tool: ClientTool): OpenItem {
  const id = newId('ctc');
  const place = { item_id: id, output_index: index };
  const json = createText();
  let input = '';
  return {
    item: (status) => ({ id, type: 'custom_tool_call', call_id: callId, ...namesOf(tool), input, status }),
    begin: () => [],
    add(fragment) {
      json.add(fragment);
      return [];
    },
    finish() {
      input = customInputOf(json.whole());
      return [
        { type: 'response.custom_tool_call_input.delta', ...place, delta: input },
        { type: 'response.custom_tool_call_input.done', ...place, input },
      ];
    },
  };
}

/** What its item says follows from the whole of what the model gave. */
function openClientRunCall(callId: string, { idPrefix, callItem }: ClientRunTool): OpenItem {
  const id = newId(idPrefix);
  const json = createText();
  let input: unknown;
  return {
    item: (status) => callItem({ id, call_id: callId, status }, input),
    begin: () => [],
    add(fragment) {
      json.add(fragment);
      return [];
    },
    finish() {
      input = argumentsValue(json.whole());
      return [];
    },
  };
}

function namesOf({ name, namespace }: ClientTool) {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

/** A text that grows; joined when it is asked for. */
function createText(): { readonly add: (piece: string) => void; readonly whole: () => string } {
  const pieces: string[] = [];
  return { add: (piece) => void pieces.push(piece), whole: () => pieces.join('') };
}
