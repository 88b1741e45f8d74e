import { describe, expect, it } from 'vitest';
import type { MessageParam } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import { conversationOf } from './conversation.ts';

const SEES = { vision: true };
const user = (
  ...content: Exclude<Extract<MessageParam, { role: 'user' }>['content'], string>
): MessageParam => ({
  role: 'user',
  content,
});
const assistant = (
  ...content: Exclude<Extract<MessageParam, { role: 'assistant' }>['content'], string>
): MessageParam => ({ role: 'assistant', content });
const text = (said: string) => ({ type: 'text' as const, text: said });
const use = (id: string) => ({ type: 'tool_use' as const, id, name: 'look', input: { at: id } });
const result = (id: string, content: string | null = 'seen') => ({
  type: 'tool_result' as const,
  tool_use_id: id,
  content,
});

/** The error that a conversation is refused with. */
function refusal(
  ...messages: readonly MessageParam[]
): Pick<ApiError, 'status' | 'message'> & { param: unknown } {
  try {
    conversationOf(undefined, messages, SEES);
  } catch (error) {
    if (error instanceof ApiError)
      return { status: error.status, message: error.message, param: error.body.param };
    throw error;
  }
  throw new Error('it was taken');
}

describe('a conversation in blocks', () => {
  it('has its results before what the user says beside them, and none of the reasoning', () => {
    const { messages } = conversationOf(
      undefined,
      [
        user(text('Look.')),
        assistant(
          { type: 'thinking', thinking: 'Hm' },
          { type: 'redacted_thinking', data: 'x' },
          text('I '),
          text('look.'),
          use('a'),
          use('b'),
        ),
        user(text('And'), result('b', null), { ...result('a'), is_error: true }, text('then?')),
      ],
      SEES,
    );
    expect(messages).toEqual([
      { role: 'user', text: 'Look.' },
      {
        role: 'assistant',
        text: 'I look.',
        toolCalls: [
          { id: 'a', name: 'look', arguments: '{"at":"a"}' },
          { id: 'b', name: 'look', arguments: '{"at":"b"}' },
        ],
      },
      { role: 'tool', text: '', toolCallId: 'b' },
      { role: 'tool', text: 'Error:\nseen', toolCallId: 'a' },
      { role: 'user', text: 'And\nthen?' },
    ]);
  });

  it('keeps system messages where they stand, and joins those that it begins with to the system prompt', () => {
    const messages: readonly MessageParam[] = [
      { role: 'system', content: [text('Be'), text('brief.')] },
      { role: 'user', content: 'Hi' },
      { role: 'system', content: [text('And'), text('kind.')] },
      { role: 'assistant', content: 'Hello' },
      { role: 'system', content: 'Now plan.' },
    ];
    expect(conversationOf('Be good.', messages, SEES)).toEqual({
      system: ['Be good.', 'Be\nbrief.'],
      messages: [
        { role: 'user', text: 'Hi' },
        { role: 'system', text: 'And\nkind.' },
        { role: 'assistant', text: 'Hello' },
        { role: 'system', text: 'Now plan.' },
      ],
    });
  });

  it("leaves out the line that Claude Code writes for Anthropic's accounts", () => {
    const system = [text('x-anthropic-billing-header: cc_version=2.1.197.123;'), text('You are an agent.')];
    expect(conversationOf(system, [{ role: 'user', content: 'Hi' }], SEES).system).toEqual([
      'You are an agent.',
    ]);
  });

  it('takes instructions alone for what the user says', () => {
    expect(conversationOf(undefined, [{ role: 'system', content: 'Do it.' }], SEES)).toEqual({
      system: [],
      messages: [{ role: 'user', text: 'Do it.' }],
    });
  });

  it('has documents and search results as text, and images where they stand', () => {
    const { messages } = conversationOf(
      undefined,
      [
        user(
          {
            type: 'document',
            title: 'T',
            context: 'C',
            source: { type: 'text', media_type: 'text/plain', data: 'D' },
          },
          { type: 'image', source: { type: 'url', url: 'https://example.com/x.png' } },
          { type: 'document', source: { type: 'content', content: [text('E'), text('F')] } },
          { type: 'search_result', title: 'S', source: 'https://example.com', content: [text('G')] },
        ),
      ],
      SEES,
    );
    expect(messages).toEqual([
      {
        role: 'user',
        text: 'T\nC\nD\nE\nF\nS\nhttps://example.com\nG',
        images: [
          { at: 5, image: { type: 'image', source: { type: 'url', url: 'https://example.com/x.png' } } },
        ],
      },
    ]);
  });

  it('has images in results', () => {
    const shown = {
      type: 'image' as const,
      source: { type: 'base64' as const, media_type: 'image/png', data: 'AAAA' },
    };
    const { messages } = conversationOf(
      undefined,
      [assistant(use('a')), user({ type: 'tool_result', tool_use_id: 'a', content: [text('Here:'), shown] })],
      SEES,
    );
    expect(messages[1]).toEqual({
      role: 'tool',
      toolCallId: 'a',
      text: 'Here:',
      images: [{ at: 5, image: shown }],
    });
  });
});

describe('a compaction', () => {
  const compaction = (content: string | null) => ({ type: 'compaction' as const, content });
  const summary = { role: 'user', text: 'Summary of the conversation up to here:\n\nS' };

  it('stands for all that comes before it, open calls included', () => {
    const messages = [
      user(text('old')),
      assistant(use('a')),
      assistant(text('older'), compaction('S'), text('ok'), use('b')),
      user(result('b')),
    ];
    expect(conversationOf('Base.', messages, SEES)).toEqual({
      system: ['Base.'],
      messages: [
        summary,
        { role: 'assistant', text: 'ok', toolCalls: [{ id: 'b', name: 'look', arguments: '{"at":"b"}' }] },
        { role: 'tool', text: 'seen', toolCallId: 'b' },
      ],
    });
  });

  it('may be all of its message; the last one counts', () => {
    const messages = [
      assistant(compaction('older')),
      user(text('x')),
      assistant(compaction('S')),
      user(text('y')),
    ];
    expect(conversationOf(undefined, messages, SEES).messages).toEqual([
      summary,
      { role: 'user', text: 'y' },
    ]);
  });

  it('that failed does nothing', () => {
    const messages = [user(text('x')), assistant(compaction(null), text('ok')), user(text('y'))];
    expect(conversationOf(undefined, messages, SEES).messages).toEqual([
      { role: 'user', text: 'x' },
      { role: 'assistant', text: 'ok' },
      { role: 'user', text: 'y' },
    ]);
  });

  it('leaves errors where the request has them', () => {
    expect(refusal(user(text('x')), assistant(compaction('S')), user(result('a'))).param).toBe(
      'messages[2].content[0]',
    );
  });
});

describe('a conversation is refused', () => {
  it.each([
    ['a PDF', { type: 'base64' as const, media_type: 'application/pdf', data: 'AAAA' }],
    ['a document by URL', { type: 'url' as const, url: 'https://example.com/x.pdf' }],
    ['a file', { type: 'file' as const, file_id: 'file_1' }],
  ])('for %s', (_, source) => {
    expect(refusal(user(text('x'), { type: 'document', source }))).toMatchObject({
      status: 400,
      param: 'messages[0].content[1].source',
    });
  });

  it('for an image that is a file, or that the model does not see', () => {
    const image = { type: 'image' as const, source: { type: 'file' as const, file_id: 'file_1' } };
    expect(refusal(user(image)).param).toBe('messages[0].content[0].source');
    const url = {
      type: 'image' as const,
      source: { type: 'url' as const, url: 'https://example.com/x.png' },
    };
    expect(() => conversationOf(undefined, [user(url)], { vision: false })).toThrow(/does not take images/);
  });

  it('for a result without its call, naming the block', () => {
    const { param, message } = refusal(user(text('x')), user(text('y'), result('a')));
    expect(param).toBe('messages[1].content[1]');
    expect(message).toContain('messages[1].content[1]');
    expect(
      refusal(assistant(use('a')), user(result('a')), assistant(text('x')), user(result('a'))).param,
    ).toBe('messages[3].content[0]');
  });

  it('for a second result, or a second call, of one id', () => {
    expect(refusal(assistant(use('a')), user(result('a'), result('a'))).param).toBe('messages[1].content[1]');
    expect(refusal(assistant(use('a'), use('a')), user(result('a'))).param).toBe('messages[0].content[1]');
  });

  it('for calls without their results, naming them', () => {
    expect(refusal(user(text('x')), assistant(use('a'), use('b')), user(result('b')))).toMatchObject({
      param: 'messages[1]',
      message: expect.stringMatching(/: a\.$/),
    });
    expect(refusal(assistant(use('a')), user(text('never mind')), assistant(text('ok'))).param).toBe(
      'messages[0]',
    );
    expect(refusal(assistant(use('a'))).param).toBe('messages[0]');
  });

  it('but not for results in several messages, or behind instructions', () => {
    const messages: readonly MessageParam[] = [
      assistant(use('a')),
      assistant(use('b')),
      { role: 'system', content: 'x' },
      user(result('b')),
      user(result('a')),
    ];
    expect(conversationOf(undefined, messages, SEES).messages.map(({ role }) => role)).toEqual([
      'assistant',
      'assistant',
      'system',
      'tool',
      'tool',
    ]);
  });
});
