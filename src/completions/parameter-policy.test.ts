import { describe, expect, it } from 'vitest';
import { chatParameterPolicy } from './chat/parameters.ts';
import { messageParameterPolicy } from './messages/parameters.ts';
import { applyParameterPolicy } from './parameter-policy.ts';
import { responsesParameterPolicy } from './responses/parameters.ts';
import { textParameterPolicy } from './text/parameters.ts';

const sampling = { temperature: 1, top_p: 1, frequency_penalty: 0, presence_penalty: 0 };

describe.each([
  [
    'chat',
    chatParameterPolicy,
    { ...sampling, service_tier: 'auto', store: false, logit_bias: {}, metadata: {} },
  ],
  ['legacy completions', textParameterPolicy, { ...sampling, logit_bias: {}, best_of: 1, n: 1 }],
  ['responses', responsesParameterPolicy, { ...sampling, truncation: 'disabled', service_tier: 'auto' }],
  ['messages', messageParameterPolicy, { temperature: 1, service_tier: 'auto', speed: 'standard' }],
] as const)('the defaults of %s', (_, policy, defaults) => {
  const apply = (request: object, strict: boolean) =>
    applyParameterPolicy(request, policy as Parameters<typeof applyParameterPolicy>[1], strict);

  it('are taken where ignored parameters are refused, and never named', () => {
    expect(apply(defaults, true)).toEqual([]);
    expect(apply(defaults, false)).toEqual([]);
  });

  it.each(Object.keys(defaults))('of %s: another value is refused or named', (name) => {
    const other = { [name]: { another: 'value' } };
    expect(() => apply(other, true)).toThrow(`'${name}'`);
  });
});

describe('audio of chat', () => {
  const audio = { voice: 'x', format: 'mp3' };
  const apply = (request: object) => applyParameterPolicy(request, chatParameterPolicy as never, true);

  it('is no error beside modalities without it', () => {
    expect(apply({ modalities: ['text'], audio })).toEqual([]);
  });

  it.each([{ audio }, { modalities: ['text', 'audio'], audio }])('is refused in %j', (request) => {
    expect(() => apply(request)).toThrow('text alone');
  });
});
