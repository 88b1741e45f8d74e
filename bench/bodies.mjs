import { readFileSync } from 'node:fs';
import { canonicalChatRequest } from '../dist/src/completions/variants/chat-request.js';
import { loadContract } from '../dist/src/contract/load.js';
import { heading, percentile, report } from './figures.mjs';

const SIZES = [10_000, 1_000_000];
const ROUNDS = 60;

/** What it takes to understand and validate a body, beside parsing it, which anybody would have to do. */
export async function benchBodies() {
  heading('bodies: canonical form and validation', 'JSON.parse');
  const contract = await loadContract(
    JSON.parse(readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8')),
  );
  for (const size of SIZES) {
    const text = bodyOf(size);
    const parsing = [];
    const validating = [];
    for (let round = -10; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      const parsed = JSON.parse(text);
      const parsedAt = performance.now();
      const { body } = canonicalChatRequest(parsed);
      const violation = contract.validateRequest('createChatCompletion', { body });
      const endedAt = performance.now();
      if (violation !== undefined) throw new Error(violation.message);
      if (round < 0) continue;
      parsing.push(parsedAt - startedAt);
      validating.push(endedAt - parsedAt);
    }
    report(
      `${size / 1_000} kB in messages of 500 characters, p50`,
      percentile(validating, 0.5),
      percentile(parsing, 0.5),
    );
  }
}

function bodyOf(size) {
  const content = 'x'.repeat(450);
  const messages = Array.from({ length: Math.ceil(size / 500) }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
  }));
  return JSON.stringify({ model: 'auto', messages });
}
