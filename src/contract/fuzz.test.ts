import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from './load.ts';
import type { OperationId } from './operations.ts';

const source = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
const contract = await loadContract(parse(source));
const { examples } = (parse(source) as { components: { examples: Record<string, { value: unknown }> } })
  .components;

const requests = Object.entries(examples).flatMap(([name, { value }]): [OperationId, unknown][] => {
  if (name.startsWith('ChatRequest')) return [['createChatCompletion', value]];
  if (name.startsWith('ResponsesRequest')) return [['createResponse', value]];
  if (name.startsWith('CompletionRequest')) return [['createCompletion', value]];
  if (name.startsWith('MessageRequest')) return [['createMessage', value]];
  if (name.startsWith('CountTokensRequest')) return [['countMessageTokens', value]];
  return name.startsWith('EmbeddingRequest') ? [['createEmbedding', value]] : [];
});

// Puts another value in place of one node of a tree, the node being counted in document order.
function replaceNode(tree: unknown, index: number, replacement: unknown): unknown {
  let left = index;
  return visit(tree);

  function visit(node: unknown): unknown {
    if (left === 0) {
      left -= 1;
      return replacement;
    }
    left -= 1;
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
  }
}

describe('validateRequest', () => {
  it('answers any change of a valid request with nothing or a short violation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...requests),
        fc.nat(40),
        fc.jsonValue(),
        ([id, body], index, replacement) => {
          const violation = contract.validateRequest(id, { body: replaceNode(body, index, replacement) });
          if (violation === undefined) return;
          expect(Object.keys(violation).sort()).toEqual(['code', 'message', 'param']);
          expect(violation.message).not.toMatch(/undefined|\[object/);
          expect(violation.message.length).toBeLessThan(600);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('answers anything with nothing or a violation', () => {
    fc.assert(
      fc.property(fc.constantFrom(...requests), fc.anything({ withNullPrototype: true }), ([id], body) => {
        const violation = contract.validateRequest(id, { body });
        expect(violation?.message ?? 'valid').toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });
});
