import { describe, expect, it } from 'vitest';
import type { ChatChunk } from '../api/types.ts';
import {
  answerTurn,
  awaitsResults,
  ended,
  messagesOf,
  tokensPerSecond,
  userTurn,
  withChunk,
} from './playground-turns.ts';

type Delta = ChatChunk['choices'][number]['delta'];

function chunk(delta: Delta, finish: 'stop' | 'tool_calls' | null = null): ChatChunk {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  return { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'auto', choices: [choice] };
}

describe('an answer that grows', () => {
  it('joins texts, and measures when reasoning and answer began', () => {
    let answer = answerTurn();
    answer = withChunk(answer, chunk({ role: 'assistant', content: '' }), 10);
    expect(answer.firstTokenMs).toBeUndefined();
    answer = withChunk(answer, chunk({ reasoning_content: 'Hm' }), 100);
    answer = withChunk(answer, chunk({ reasoning_content: 'm.' }), 200);
    answer = withChunk(answer, chunk({ content: 'Pa' }), 3_300);
    answer = withChunk(answer, chunk({ content: 'ris' }, 'stop'), 3_400);
    expect(answer).toMatchObject({ text: 'Paris', reasoning: 'Hmm.', firstTokenMs: 100, reasoningMs: 3_200 });
    expect(answer).toMatchObject({ finishReason: 'stop', model: 'auto' });
  });

  it('joins the pieces of several calls', () => {
    const pieces = [
      { index: 0, id: 'a', type: 'function' as const, function: { name: 'one', arguments: '' } },
      { index: 1, id: 'b', type: 'function' as const, function: { name: 'two', arguments: '{' } },
      { index: 0, function: { arguments: '{"x"' } },
      { index: 1, function: { arguments: '}' } },
      { index: 0, function: { arguments: ':1}' } },
    ];
    const answer = pieces.reduce(
      (all, piece) => withChunk(all, chunk({ tool_calls: [piece] }), 1),
      answerTurn(),
    );
    expect(answer.calls).toEqual([
      { id: 'a', type: 'function', name: 'one', input: '{"x":1}' },
      { id: 'b', type: 'function', name: 'two', input: '{}' },
    ]);
    expect(awaitsResults(ended(answer, 'done', 2))).toBe(true);
    expect(awaitsResults(ended(answer, 'stopped', 2))).toBe(false);
  });

  it('takes the usage of a chunk without choices', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 50, total_tokens: 53 };
    const answer = withChunk(answerTurn({ firstTokenMs: 500 }), { ...chunk({}), choices: [], usage }, 900);
    expect(tokensPerSecond(ended(answer, 'done', 1_500))).toBe(50);
    expect(tokensPerSecond({ ...ended(answer, 'done', 2_000), streamed: false })).toBe(25);
    expect(tokensPerSecond(ended(answer, 'done', 510))).toBeUndefined();
  });
});

describe('the messages of a conversation', () => {
  it('have the system prompt first, pictures as parts, and no empty answers', () => {
    const image = 'data:image/png;base64,AA==';
    const turns = [userTurn('Look', [image]), answerTurn({ status: 'broken' }), userTurn('Well?')];
    expect(messagesOf('Be brief.', turns)).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: image } },
        ],
      },
      { role: 'user', content: 'Well?' },
    ]);
  });

  it('have calls only with their results', () => {
    const calls = [{ id: 'a', type: 'function' as const, name: 'one', input: '{}' }];
    const answer = answerTurn({ status: 'done', calls });
    expect(messagesOf('', [answer])).toEqual([]);
    expect(messagesOf('', [{ ...answer, results: { a: 'sun' }, resultsSent: true }])).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'one', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'a', content: 'sun' },
    ]);
  });
});
