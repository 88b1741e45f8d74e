import { heading, percentile, report } from './figures.mjs';
import { Gateway } from './gateway.mjs';

const ROUNDS = 200;
const WARM_UP = 20;
const POOL = 4;

const person = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[A-Z][a-z]+$' },
    age: { type: 'integer', minimum: 0 },
    roles: { type: 'array', items: { enum: ['author', 'editor', 'reader'] } },
  },
  required: ['name', 'age', 'roles'],
  additionalProperties: false,
};
const schema = {
  type: 'object',
  properties: { people: { type: 'array', items: { $ref: '#/$defs/person' } } },
  required: ['people'],
  $defs: { person },
};
const people = Array.from({ length: 20 }, (_, age) => ({ name: 'Ada', age, roles: ['author', 'reader'] }));
const ANSWER = `<simulate>${JSON.stringify([{ text: JSON.stringify({ people }) }])}</simulate>`;
const FORMAT = {
  response_format: { type: 'json_schema', json_schema: { name: 'people', strict: true, schema } },
};

/** What it costs to hold an answer to a schema that the server has met before. */
export async function benchSchemas() {
  heading('answers that are held to a schema', 'plain');
  const gateway = await Gateway.start({
    QODER_PARKED_SESSIONS: '0',
    QODER_WARM_PROCESSES: String(POOL),
    QODER_MAX_PROCESSES: '16',
  });
  const structured = [];
  const plain = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [times, more] of [
      [structured, FORMAT],
      [plain, {}],
    ]) {
      await gateway.rested(POOL);
      const turn = await gateway.turn(ANSWER, undefined, undefined, more);
      if (JSON.parse(turn.answer()).people.length !== people.length)
        throw new Error('an answer is not whole');
      if (round >= 0) times.push(turn.totalMs);
    }
  }
  await gateway.stop();
  report('whole answer, p50', percentile(structured, 0.5), percentile(plain, 0.5));
  report('whole answer, p99', percentile(structured, 0.99), percentile(plain, 0.99));
}
