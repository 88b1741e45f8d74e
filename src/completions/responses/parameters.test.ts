import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../project.ts';
import { parametersOf, responsesParameterPolicy } from './parameters.ts';

const read = (file: string): string => readFileSync(`${projectRoot()}/${file}`, 'utf8');
const section =
  read('docs/parameters.md')
    .split(/^## Responses$/m)[1]
    ?.split(/^## /m)[0] ?? '';

/** Rows of the table in docs/parameters.md: parameter -> rule. */
const documented = Object.fromEntries(
  [...section.matchAll(/^\| `([\w.]+)` \| (\w+) \|/gm)].map(([, name, rule]) => [name, rule]),
);

describe('docs/parameters.md', () => {
  it('has one row for each parameter of the contract, and for those within others that have a rule', () => {
    const document = parse(read('openapi.yaml'));
    const parameters = Object.keys(document.components.schemas.CreateResponse.properties);
    expect(Object.keys(documented).sort()).toEqual([...parameters, 'text.verbosity'].sort());
  });

  it('says of each what the policy does', () => {
    const rules = Object.entries(responsesParameterPolicy).map(([name, rule]) => [
      name,
      typeof rule === 'function' ? 'refused' : rule,
    ]);
    expect(documented).toEqual(Object.fromEntries(rules));
  });
});

it('finds the parameters within others', () => {
  const body = { model: 'auto', input: 'x' };
  expect(parametersOf({ ...body, text: { verbosity: 'low' } })['text.verbosity']).toBe('low');
  expect(parametersOf(body)['text.verbosity']).toBeNull();
});
