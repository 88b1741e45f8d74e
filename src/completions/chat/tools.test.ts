import { expect, it } from 'vitest';
import type { CreateChatCompletionRequest } from '../../contract/operations.ts';
import { canonicalChatRequest } from '../variants/chat-request.ts';
import { toolRequestOf } from './tools.ts';

const envelope = (tool: object) => {
  const { body } = canonicalChatRequest({ tools: [tool] });
  return toolRequestOf(body as CreateChatCompletionRequest).customTools.get('patch');
};

it('answers free-form tools in the form in which they were offered', () => {
  expect(envelope({ type: 'custom', name: 'patch', format: { type: 'text' } })).toBe('function');
  expect(envelope({ type: 'custom', custom: { name: 'patch', format: { type: 'text' } } })).toBe('custom');
});

it('is told of that form by no field that a client could send', () => {
  expect(envelope({ type: 'custom', custom: { name: 'patch', as_function: true } })).toBe('custom');
});
