import type { QoderEvent } from '../qodercli/events.ts';
import type { EventReader } from './event-reader.ts';

/**
 * Takes the beginning of an answer out of its events where the model says it once more, whatever white space it puts
 * between. Text is held back only while it may be that repetition.
 * @param prefill what the client has already. Not blank.
 */
export function createPrefillReader(prefill: string): EventReader {
  const wanted = [...prefill.replace(/\s+/gu, '')];
  const margin = prefill.slice(prefill.trimEnd().length);
  let state: 'matching' | 'trimming' | 'passing' = 'matching';
  /** How many of the wanted characters have come. */
  let matched = 0;
  let held = '';

  /** @returns what of the text goes out. */
  const push = (text: string): string => {
    if (state === 'passing') return text;
    let from = held.length;
    held += text;
    if (state === 'matching') {
      for (const character of text) {
        if (matched === wanted.length) break;
        from += character.length;
        if (/\s/u.test(character)) continue;
        if (character !== wanted[matched]) return release();
        matched += 1;
      }
      if (matched < wanted.length) return '';
      held = held.slice(from);
      state = 'trimming';
    }
    // The white space at the prefill's end is repeated, too.
    if (held.length < margin.length && margin.startsWith(held)) return '';
    if (held.startsWith(margin)) held = held.slice(margin.length);
    return release();
  };

  const release = (): string => {
    const text = held;
    held = '';
    state = 'passing';
    return text;
  };

  const asEvents = (text: string): readonly QoderEvent[] => (text === '' ? [] : [{ type: 'text', text }]);

  return (batch) =>
    batch.flatMap((event): readonly QoderEvent[] => {
      switch (event.type) {
        case 'text':
          return asEvents(push(event.text));
        case 'withdrawn':
          state = 'matching';
          matched = 0;
          held = '';
          return [event];
        case 'tool_call':
        case 'ended':
          return [...asEvents(release()), event];
        default:
          return [event];
      }
    });
}
