import { ApiError } from '../../../errors.ts';
import { newId } from '../ids.ts';
import type { Output } from '../output.ts';

/**
 * Folds an answer that is a summary into one compaction item.
 * @param close seals the summary.
 */
export function createCompactionOutput(close: (summary: string) => string): Output {
  let pieces: string[] = [];
  let items: readonly ReturnType<typeof compactionItem>[] = [];
  return {
    items: () => items,
    accept(part) {
      if (part.type === 'text') pieces.push(part.text);
      if (part.type === 'withdrawn') pieces = [];
      if (part.type !== 'end') return [];
      const summary = pieces.join('').trim();
      if (summary === '') throw new ApiError('qodercli_failed', 'The model wrote no summary.');
      const item = compactionItem(close(summary));
      items = [item];
      return [
        { type: 'response.output_item.added', output_index: 0, item },
        { type: 'response.output_item.done', output_index: 0, item },
      ];
    },
  };
}

function compactionItem(sealed: string) {
  return { id: newId('cmp'), type: 'compaction', encrypted_content: sealed } as const;
}
