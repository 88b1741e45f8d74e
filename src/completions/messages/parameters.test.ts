import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../project.ts';
import { messageParameterPolicy } from './parameters.ts';

const read = (file: string): string => readFileSync(`${projectRoot()}/${file}`, 'utf8');

/** Rows of the messages' table in docs/parameters.md: parameter -> rule. */
const table = read('docs/parameters.md')
  .split('\n## ')
  .find((section) => section.startsWith('`POST /v1/messages`'));
const documented = Object.fromEntries(
  [...(table ?? '').matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, rule]) => [name, rule]),
);

describe('docs/parameters.md', () => {
  it('has one row for each parameter of a message', () => {
    const document = parse(read('openapi.yaml'));
    const parameters = Object.keys(document.components.schemas.CreateMessageRequest.properties);
    expect(Object.keys(documented).sort()).toEqual(parameters.sort());
  });

  it('says of each what the policy does', () => {
    const rules = Object.entries(messageParameterPolicy).map(([name, rule]) => [
      name,
      typeof rule === 'function' ? 'refused' : rule,
    ]);
    expect(documented).toEqual(Object.fromEntries(rules));
  });
});
