import type { Readable } from 'node:stream';
import type { Control } from './control.ts';
import type { Conversation } from './conversation.ts';
import { isObject } from './json.ts';
import { readLines } from './line-reader.ts';
import type { Recorder } from './recorder.ts';
import { failedResult } from './result-messages.ts';
import type { Session } from './session.ts';
import type { Machine } from './turn.ts';

interface Receivers {
  readonly control: Control;
  readonly conversation: Conversation;
  readonly recorder: Recorder;
}

/** Hand every line of the host to whom it concerns; what concerns nobody is ignored. */
export function receiveLines(input: Readable, machine: Machine, session: Session, to: Receivers): void {
  async function receive(text: string): Promise<void> {
    to.recorder.received(text);
    if (session.deaf || text.trim() === '') return;
    let line: unknown;
    try {
      line = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await machine.output.send(failedResult(session, `API Error: ${reason}`));
      await machine.ending.exit(1);
    }
    if (!isObject(line)) return;
    switch (line.type) {
      case 'control_request':
        return to.control.receive(line);
      case 'control_response':
        return machine.host.settle(line.response);
      case 'control_cancel_request':
        return to.control.cancel(line.request_id);
      case 'user':
        return to.conversation.receive(line);
      default:
        return undefined;
    }
  }

  readLines(
    input,
    (text) => void receive(text),
    () => void to.conversation.finish(),
  );
}
