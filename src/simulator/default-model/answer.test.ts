import { describe, expect, it } from 'vitest';
import type { OfferedTool } from '../offered-tools.ts';
import { answerToTools, defaultAnswer } from './answer.ts';

const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

function tool(name: string, description: string, inputSchema: unknown = SCHEMA): OfferedTool {
  return { server: 's', name, qualifiedName: `mcp__s__${name}`, exposedName: name, description, inputSchema };
}

const AROUND = { tools: [], systemPrompt: '', delayMs: 0, history: [], args: { maxOutputTokens: undefined } };
const TOOLS = [
  tool('get_weather', 'The weather in a city, now.'),
  tool('sendMail', 'Sends a letter to somebody.', { type: 'object' }),
];
const FORMAT = `Answer with one JSON value that conforms to this JSON Schema, and nothing else.\n${JSON.stringify(SCHEMA)}`;

function said(prompt: string, systemPrompt = '', tools: readonly OfferedTool[] = []): string {
  const steps = defaultAnswer({ ...AROUND, tools, systemPrompt }, prompt);
  return steps.map((step) => (step.kind === 'text' ? step.text : step.kind)).join();
}

function called(prompt: string, systemPrompt = ''): unknown {
  const [step] = defaultAnswer({ ...AROUND, tools: TOOLS, systemPrompt }, prompt);
  return step?.kind === 'tools' ? step.calls.map(({ name, input }) => ({ name, input })) : undefined;
}

/** A conversation the way a host tells it as one text. */
function told(...frames: readonly string[]): string {
  return [
    'A conversation so far, oldest message first. A line that begins with "--- abc123" tells whose message follows it.',
    'Only lines with that mark do.\n',
    ...frames.map((frame) => `--- abc123 ${frame}`),
    '--- abc123 end\n\nWrite the next message of the assistant.',
  ].join('\n');
}

describe('the default model', () => {
  it.each([
    ['Count from one to five.', '1, 2, 3, 4, 5'],
    ['count to 3', '1, 2, 3'],
    ['Please count down from five to 3!', '5, 4, 3'],
    ['Count down from three.', '3, 2, 1'],
    ['Say hello.', 'Hello.'],
    ['Please repeat after me: the sun is up', 'The sun is up'],
    ['Echo "a b" and nothing else', 'a b'],
    ['Reply with the single word PONG', 'PONG'],
  ])('answers %j', (prompt, expected) => {
    expect(said(prompt)).toBe(expected);
  });

  it('sums up the text of a request, and a conversation', () => {
    const text =
      'Cats sleep most of the day. The weather was fine. Cats hunt at night. Cats like fish. It rained.';
    expect(said(`Summarise this text: ${text}`)).toBe(
      'In short: Cats sleep most of the day. Cats hunt at night. Cats like fish.',
    );
    const conversation = told(
      'user\nOtto likes fish.',
      'assistant\nSo he does.',
      'user\nSum up what we said.',
    );
    expect(said(conversation)).toMatch(/^In short: Otto likes fish\./);
  });

  it('says who is speaking where it has no answer, and quotes the newest words', () => {
    const conversation = told('user\nHello', 'assistant\nHi.', 'user\nWhat is love?');
    expect(said(conversation)).toMatch(/simulator.*“What is love\?”.*QODER_PERSONAL_ACCESS_TOKEN/);
  });

  it('says what it can see of a picture', () => {
    const data =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
    const images = [
      { mediaType: 'image/png', data },
      { mediaType: 'image/gif', data: 'R0lGOD' },
      { url: 'https://x' },
    ];
    const [step] = defaultAnswer(AROUND, 'What is this?', images);
    expect(step).toMatchObject({
      text: expect.stringContaining('an image (image/png, 1 kB) of 1 by 1 pixels'),
    });
    expect(step).toMatchObject({
      text: expect.stringContaining('an image (image/gif, 1 kB) and the image https://x.'),
    });
  });

  it('keeps to the limit of an answer, and says so', () => {
    const steps = defaultAnswer({ ...AROUND, args: { maxOutputTokens: 2 } }, 'Count to twenty.');
    expect(steps).toMatchObject([{ text: '1, 2, 3,' }, { kind: 'stop', reason: 'max_tokens' }]);
  });

  it('obeys a system prompt that wants one word, and repeats what was said before', () => {
    expect(said('Hello', 'Answer every message with the word aubergine and nothing else.')).toBe('aubergine');
    const history = [
      { role: 'user', text: 'Otto likes fish.' },
      { role: 'assistant', text: 'So he does.' },
      { role: 'user', text: 'Repeat my first message.' },
    ] as const;
    const [step] = defaultAnswer({ ...AROUND, history: [...history] }, 'Repeat my first message.');
    expect(step).toMatchObject({ text: 'Otto likes fish.' });
  });

  it('fits the schema that the instructions hold, in words only where they ask for none', () => {
    expect(JSON.parse(said('Tell me about Paris.', FORMAT))).toEqual({ city: 'Paris' });
    expect(JSON.parse(said('Hello', 'Answer with one JSON object and nothing else.'))).toEqual({
      answer: expect.any(String),
    });
    expect(said('Say hello.', 'You know all about JSON Schema, and have seen {"a": 1}.')).toBe('Hello.');
  });

  it('calls the tool whose work is asked for, with arguments from the prompt', () => {
    const weather = [{ name: 'get_weather', input: { city: 'Paris' } }];
    expect(called('What is the weather like in Paris?')).toEqual(weather);
    expect(called('What is the weather like in Paris?', FORMAT)).toEqual(weather);
    const both = ['Paris', 'Rome'].map((city) => ({ name: 'get_weather', input: { city } }));
    expect(called('What is the weather like in Paris and Rome?')).toEqual(both);
    expect(called('What is the weather like in Paris? I am Otto.')).toEqual(weather);
    expect(called('Please send a mail.')).toEqual([{ name: 'sendMail', input: {} }]);
    expect(called('Write a letter to somebody.')).toEqual([{ name: 'sendMail', input: {} }]);
    expect(called('Use the tool sendMail.')).toEqual([{ name: 'sendMail', input: {} }]);
  });

  it('calls no tool for anything else, but one where it must', () => {
    expect(called('What is the capital of France?')).toBeUndefined();
    const must = 'You must answer with a call of at least one of the tools.';
    expect(called('Hello', must)).toEqual([{ name: 'get_weather', input: { city: 'simulated city' } }]);
    const one = "You must answer with a call of the tool 'sendMail'. Do not answer with text alone.";
    expect(called('Weather in Paris?', one)).toEqual([{ name: 'sendMail', input: {} }]);
  });

  it('answers with what the tools said, whether they ran in this turn or before it', () => {
    const around = { ...AROUND, tools: TOOLS };
    const results = [
      { name: 'get_weather', text: '{"city":"Paris","feels_like":{"celsius":18}}', isError: false },
      { name: 'sendMail', text: 'no such address', isError: true },
    ];
    expect(answerToTools(around, 'x', results)).toMatchObject([
      {
        text: 'According to get_weather: city Paris, feels like celsius 18. sendMail failed: no such address.',
      },
    ]);
    const conversation = told(
      'user\nWhat is the weather in Paris?',
      'assistant calls {"name":"get_weather","id":"c1"}\n{"city":"Paris"}',
      'tool {"tool_call_id":"c1"}\n18 degrees',
    );
    expect(said(conversation, '', TOOLS)).toBe('According to get_weather: 18 degrees.');
    const further = conversation.replace(
      '--- abc123 end',
      '--- abc123 assistant\nFine.\n--- abc123 user\nSay hi\n--- abc123 end',
    );
    expect(said(further, '', TOOLS)).toBe('Hi');
  });
});
