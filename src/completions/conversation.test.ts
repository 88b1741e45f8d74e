import { describe, expect, it } from 'vitest';
import { type ConversationMessage, conversationWith } from './conversation.ts';

const system = (text: string): ConversationMessage => ({ role: 'system', text });
const user = (text: string): ConversationMessage => ({ role: 'user', text });

describe('the system prompt', () => {
  it('is what stands beside the messages, and the system messages that they begin with', () => {
    expect(conversationWith(['a'], [system('b'), system('c'), user('d'), system('e')])).toEqual({
      system: ['a', 'b', 'c'],
      messages: [user('d'), system('e')],
    });
  });

  it('lends its last text to the user where nobody says anything', () => {
    expect(conversationWith(['a'], [system('b')])).toEqual({ system: ['a'], messages: [user('b')] });
    expect(conversationWith([], [system('b'), system(' ')])).toEqual({ system: [], messages: [user('b')] });
    expect(conversationWith([], [system('')])).toEqual({ system: [], messages: [user('')] });
  });

  it('has no images: a message with one stays a message', () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://images.example/a.png' } } as const;
    const shown: ConversationMessage = { ...system('See'), images: [{ at: 3, image }] };
    expect(conversationWith([], [system('a'), shown])).toEqual({ system: ['a'], messages: [shown] });
  });
});

describe('a system message', () => {
  it('with no text is left out', () => {
    expect(conversationWith([], [user('a'), system(' \n')]).messages).toEqual([user('a')]);
  });
});
