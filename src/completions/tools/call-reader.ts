import { randomUUID } from 'node:crypto';
import type { QoderEvent } from '../../qodercli/events.ts';
import type { EventReader } from '../event-reader.ts';
import { createCallTextScanner } from './call-text-scanner.ts';

/**
 * Reads tool calls out of the text of a model that was told of tools in words, and renders them as the events
 * that native calls would bring. Text goes out as it comes until a call may begin.
 */
export function createCallReader(tools: ReadonlySet<string>): EventReader {
  let scanner = createCallTextScanner(tools);
  let called = false;

  const render = (pieces: ReturnType<typeof scanner.push>): readonly QoderEvent[] =>
    pieces.flatMap((piece): readonly QoderEvent[] => {
      if (typeof piece === 'string') return [{ type: 'text', text: piece }];
      called = true;
      const id = `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
      return [
        { type: 'tool_call', id, name: piece.name },
        { type: 'tool_arguments', id, fragment: piece.arguments },
      ];
    });

  return (batch) =>
    batch.flatMap((event): readonly QoderEvent[] => {
      switch (event.type) {
        case 'text':
          return render(scanner.push(event.text));
        case 'withdrawn':
          scanner = createCallTextScanner(tools);
          called = false;
          return [event];
        case 'ended': {
          const rest = render(scanner.flush());
          const isRegular =
            event.stopReason === null || /^(end_turn|stop_sequence|pause_turn)$/.test(event.stopReason);
          return [...rest, called && isRegular ? { ...event, stopReason: 'tool_use' } : event];
        }
        default:
          return [event];
      }
    });
}
