import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from './load.ts';
import { toViolation } from './violation.ts';

const contract = await loadContract(
  parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')),
);
const messages = [{ role: 'user', content: 'Hello' }];
const valid = { model: 'auto', messages };

type Case = [param: string, code: string, message: string, body: object];

const chatCases: Case[] = [
  ['messages', 'missing_required_parameter', "Missing required parameter: 'messages'.", { model: 'auto' }],
  ['model', 'missing_required_parameter', "Missing required parameter: 'model'.", { messages }],
  [
    'messages',
    'invalid_type',
    "Invalid type for 'messages': expected an array, but got a string instead.",
    { ...valid, messages: 'Hello' },
  ],
  [
    'messages',
    'empty_array',
    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    { ...valid, messages: [] },
  ],
  [
    'messages[1]',
    'invalid_type',
    "Invalid type for 'messages[1]': expected an object, but got a string instead.",
    { ...valid, messages: [...messages, 'Hello'] },
  ],
  [
    'messages[0].role',
    'missing_required_parameter',
    "Missing required parameter: 'messages[0].role'.",
    { ...valid, messages: [{ content: 'Hello' }] },
  ],
  [
    'messages[0].role',
    'invalid_type',
    "Invalid type for 'messages[0].role': expected a string, but got an integer instead.",
    { ...valid, messages: [{ role: 1 }] },
  ],
  [
    'messages[0].role',
    'invalid_value',
    "Invalid value for 'messages[0].role': 'bot'. Supported values are: 'system', 'developer', 'user', 'assistant', 'tool', and 'function'.",
    { ...valid, messages: [{ role: 'bot', content: 'Hello' }] },
  ],
  [
    'messages[0].content',
    'missing_required_parameter',
    "Missing required parameter: 'messages[0].content'.",
    { ...valid, messages: [{ role: 'user' }] },
  ],
  [
    'messages[0].content',
    'invalid_type',
    "Invalid type for 'messages[0].content': expected one of a string or an array, but got an integer instead.",
    { ...valid, messages: [{ role: 'user', content: 3 }] },
  ],
  [
    'messages[0].content[1].type',
    'invalid_value',
    "Invalid value for 'messages[0].content[1].type': 'video'. Supported values are: 'text', 'image_url', 'input_audio', 'file', and 'refusal'.",
    { ...valid, messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }, { type: 'video' }] }] },
  ],
  [
    'messages[0].content[0].type',
    'invalid_value',
    "Invalid value for 'messages[0].content[0].type': 'video'. Supported values are: 'text', 'image_url', 'input_audio', 'file', and 'refusal'.",
    { ...valid, messages: [{ role: 'tool', tool_call_id: 'call_1', content: [{ type: 'video' }] }] },
  ],
  [
    'messages[0].content[0].image_url.url',
    'missing_required_parameter',
    "Missing required parameter: 'messages[0].content[0].image_url.url'.",
    { ...valid, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
  ],
  [
    'messages[0].tool_call_id',
    'missing_required_parameter',
    "Missing required parameter: 'messages[0].tool_call_id'.",
    { ...valid, messages: [{ role: 'tool', content: 'x' }] },
  ],
  [
    'messages[0].tool_calls[0].type',
    'missing_required_parameter',
    "Missing required parameter: 'messages[0].tool_calls[0].type'.",
    { ...valid, messages: [{ role: 'assistant', tool_calls: [{}] }] },
  ],
  [
    'messages[0].tool_calls[0].function.arguments',
    'invalid_type',
    "Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object instead.",
    {
      ...valid,
      messages: [
        {
          role: 'assistant',
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: {} } }],
        },
      ],
    },
  ],
  [
    'temperature',
    'decimal_above_max_value',
    "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
    { ...valid, temperature: 3 },
  ],
  [
    'frequency_penalty',
    'decimal_below_min_value',
    "Invalid 'frequency_penalty': decimal below minimum value. Expected a value >= -2, but got -2.5 instead.",
    { ...valid, frequency_penalty: -2.5 },
  ],
  [
    'n',
    'integer_below_min_value',
    "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    { ...valid, n: 0 },
  ],
  [
    'top_logprobs',
    'integer_above_max_value',
    "Invalid 'top_logprobs': integer above maximum value. Expected a value <= 20, but got 21 instead.",
    { ...valid, top_logprobs: 21 },
  ],
  [
    'n',
    'invalid_type',
    "Invalid type for 'n': expected an integer, but got a decimal instead.",
    { ...valid, n: 1.5 },
  ],
  [
    'stream',
    'invalid_type',
    "Invalid type for 'stream': expected a boolean, but got a string instead.",
    { ...valid, stream: 'true' },
  ],
  [
    'model',
    'empty_string',
    "Invalid 'model': empty string. Expected a string with minimum length 1, but got an empty string instead.",
    { ...valid, model: '' },
  ],
  [
    'stop',
    'array_above_max_length',
    "Invalid 'stop': array too long. Expected an array with maximum length 64, but got an array with length 65 instead.",
    { ...valid, stop: Array.from({ length: 65 }, () => 'x') },
  ],
  [
    'stop[1]',
    'invalid_type',
    "Invalid type for 'stop[1]': expected a string, but got an integer instead.",
    { ...valid, stop: ['x', 1] },
  ],
  [
    'stop',
    'invalid_type',
    "Invalid type for 'stop': expected one of a string or an array, but got an object instead.",
    { ...valid, stop: {} },
  ],
  [
    'reasoning_effort',
    'invalid_value',
    "Invalid value for 'reasoning_effort': 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'.",
    { ...valid, reasoning_effort: 'huge' },
  ],
  [
    'tools[0].function.name',
    'invalid_value',
    "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[A-Za-z0-9_-]{1,128}$'.",
    { ...valid, tools: [{ type: 'function', function: { name: 'get weather' } }] },
  ],
  [
    'tools[0].type',
    'invalid_value',
    "Invalid value for 'tools[0].type': 'web_search'. Supported values are: 'function' and 'custom'.",
    { ...valid, tools: [{ type: 'web_search' }] },
  ],
  [
    'tool_choice',
    'invalid_value',
    "Invalid value for 'tool_choice': 'any'. Supported values are: 'none', 'auto', and 'required'.",
    { ...valid, tool_choice: 'any' },
  ],
  [
    'tool_choice.type',
    'invalid_value',
    "Invalid value for 'tool_choice.type': 'tool'. Supported values are: 'function', 'custom', and 'allowed_tools'.",
    { ...valid, tool_choice: { type: 'tool' } },
  ],
  [
    'tool_choice.function.name',
    'missing_required_parameter',
    "Missing required parameter: 'tool_choice.function.name'.",
    { ...valid, tool_choice: { type: 'function', function: {} } },
  ],
  [
    'tool_choice',
    'invalid_type',
    "Invalid type for 'tool_choice': expected one of a string or an object, but got a boolean instead.",
    { ...valid, tool_choice: true },
  ],
  [
    'response_format.json_schema',
    'missing_required_parameter',
    "Missing required parameter: 'response_format.json_schema'.",
    { ...valid, response_format: { type: 'json_schema' } },
  ],
  [
    'response_format.type',
    'invalid_value',
    "Invalid value for 'response_format.type': 'xml'. Supported values are: 'text', 'json_object', and 'json_schema'.",
    { ...valid, response_format: { type: 'xml' } },
  ],
  [
    'prediction.type',
    'invalid_value',
    "Invalid value for 'prediction.type': 'x'. Supported values are: 'content'.",
    { ...valid, prediction: { type: 'x', content: '' } },
  ],
  [
    'logit_bias[50256]',
    'decimal_above_max_value',
    "Invalid 'logit_bias[50256]': decimal above maximum value. Expected a value <= 100, but got 101 instead.",
    { ...valid, logit_bias: { 50256: 101 } },
  ],
  [
    'stream_options.include_usage',
    'invalid_type',
    "Invalid type for 'stream_options.include_usage': expected a boolean, but got an integer instead.",
    { ...valid, stream_options: { include_usage: 1 } },
  ],
];

describe('violations of createChatCompletion', () => {
  it.each(chatCases)('%s: %s', (param, code, message, body) => {
    expect(contract.validateRequest('createChatCompletion', { body })).toEqual({ param, code, message });
  });
});

describe('violations of createCompletion', () => {
  it.each<[string, string, unknown]>([
    ['prompt', 'missing_required_parameter', undefined],
    ['prompt', 'invalid_type', 5],
    ['prompt', 'empty_array', []],
    ['prompt', 'array_above_max_length', Array.from({ length: 21 }, () => 'x')],
    ['prompt[1]', 'invalid_type', [1, 'two']],
    ['prompt[1]', 'invalid_type', ['one', 2]],
    ['prompt[1][0]', 'invalid_type', [[1], ['two']]],
    ['prompt[0]', 'integer_below_min_value', [-1]],
  ])('%s: %s for %j', (param, code, prompt) => {
    const body = { model: 'auto', ...(prompt === undefined ? {} : { prompt }) };
    expect(contract.validateRequest('createCompletion', { body })).toMatchObject({ param, code });
  });
});

describe('violations of createEmbedding', () => {
  it.each<[string, string, object]>([
    ['input', 'missing_required_parameter', { model: 'x' }],
    ['input', 'empty_string', { model: 'x', input: '' }],
    ['encoding_format', 'invalid_value', { model: 'x', input: 'x', encoding_format: 'hex' }],
  ])('%s: %s', (param, code, body) => {
    expect(contract.validateRequest('createEmbedding', { body })).toMatchObject({ param, code });
  });
});

describe('toViolation', () => {
  it('echoes at most the beginning of a value', () => {
    const body = { ...valid, messages: [{ role: 'secret'.repeat(1000) }] };
    const { message = '' } = contract.validateRequest('createChatCompletion', { body }) ?? {};
    expect(message).toContain(`'${'secret'.repeat(1000).slice(0, 100)}...'`);
    expect(message.length).toBeLessThan(300);
  });

  it('has an answer for errors that say nothing', () => {
    const nothing = { param: null, message: 'The request is not valid.' };
    expect(toViolation([], undefined)).toMatchObject(nothing);
    const error = { keyword: 'parse', instancePath: '', schemaPath: '', params: {} };
    expect(toViolation([error], undefined)).toMatchObject(nothing);
  });

  it('words keywords that it does not know with the message of Ajv', () => {
    const error = {
      keyword: 'not',
      instancePath: '/requestBody/a~1b/0',
      schemaPath: '',
      params: {},
      message: 'must NOT be valid',
    };
    expect(toViolation([error], undefined)).toEqual({
      param: 'a/b[0]',
      code: 'invalid_value',
      message: "Invalid value for 'a/b[0]': must NOT be valid.",
    });
  });

  it('names a property that is not allowed', () => {
    const params = { additionalProperty: 'extra' };
    const error = { keyword: 'additionalProperties', instancePath: '/requestBody', schemaPath: '', params };
    expect(toViolation([error], undefined)).toEqual({
      param: 'extra',
      code: 'unknown_parameter',
      message: "Unknown parameter: 'extra'.",
    });
  });
});
