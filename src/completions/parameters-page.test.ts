import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../project.ts';
import { chatParameterPolicy } from './chat/parameters.ts';
import { messageParameterPolicy } from './messages/parameters.ts';
import type { ParameterRule } from './parameter-policy.ts';
import { responsesParameterPolicy } from './responses/parameters.ts';
import { textParameterPolicy } from './text/parameters.ts';

const read = (file: string): string => readFileSync(`${projectRoot()}/${file}`, 'utf8');

/** What docs/parameters.md says, by operation: parameter -> rule. */
const documented = Object.fromEntries(
  read('docs/parameters.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [
      section.split('\n')[0],
      Object.fromEntries(
        [...section.matchAll(/^\| `([\w.]+)` \| (\w+) \|/gm)].map(([, name, rule]) => [name, rule]),
      ),
    ]),
);
const { schemas } = parse(read('openapi.yaml')).components;

describe.each<[string, string, { readonly [name: string]: ParameterRule }, readonly string[]]>([
  ['`POST /v1/chat/completions`', 'CreateChatCompletionRequest', chatParameterPolicy, []],
  ['`POST /v1/responses`', 'CreateResponse', responsesParameterPolicy, ['text.verbosity']],
  ['`POST /v1/messages`', 'CreateMessageRequest', messageParameterPolicy, []],
  ['`POST /v1/completions`', 'CreateCompletionRequest', textParameterPolicy, []],
])('docs/parameters.md, %s', (heading, schema, policy, within) => {
  it('has one row for each parameter of the contract, and for those within others that have a rule', () => {
    const parameters = [...Object.keys(schemas[schema].properties), ...within];
    expect(Object.keys(documented[heading] ?? {}).sort()).toEqual(parameters.sort());
  });

  it('says of each what the policy does', () => {
    const rules = Object.entries(policy).map(([name, rule]) => [
      name,
      typeof rule === 'function' ? 'refused' : typeof rule === 'object' ? 'ignored' : rule,
    ]);
    expect(documented[heading]).toEqual(Object.fromEntries(rules));
  });
});
