import { describe, expect, it } from 'vitest';
import { type Line, objectIn, startCli } from './cli.ts';
import { inertToken, tokenAnswer, toolServer } from './host-answers.ts';
import { offlineSimulator, type Program, realProgram } from './program.ts';

const VALUES = [true, false, null, 1, 's', [], [true], {}, { a: true }, { a: null }];
const KEYWORDS = [
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'anyOf',
  'not',
  '$defs',
  'enum',
];
const TEXTS = ['description', 'title', '$ref', 'default', 'pattern'];
const PARTS = [
  'inputSchema',
  'outputSchema',
  'description',
  'title',
  'name',
  'annotations',
  '_meta',
  'unknown',
];
const NAMES = ['', 'constructor', 'toString', 'hasOwnProperty', 'a b', '$ref', '0'];

/** Tools with one odd value each, at every place where one may be checked. */
function* oddTools(): Generator<Line> {
  const tool = (schema: Line, more: Line = {}): Line => ({
    name: 't',
    inputSchema: { type: 'object', ...schema },
    ...more,
  });
  const property = (x: unknown): Line => tool({ properties: { x } });
  for (const value of VALUES) {
    for (const keyword of [...KEYWORDS, ...TEXTS]) {
      yield tool({ [keyword]: value });
      yield property({ [keyword]: value });
    }
    for (const part of PARTS) yield tool({}, { [part]: value });
    yield property(value);
    yield property({ type: 'object', properties: { y: value }, required: [value] });
    yield tool({ required: [value] });
    yield tool({ anyOf: [value], $defs: { x: value } });
    yield tool({ properties: { constructor: value } });
  }
  for (const name of NAMES) yield tool({ properties: { [name]: { type: 'string' } } });
  yield tool({ properties: { constructor: { type: 'string', prototype: { isPrototypeOf: {} } } } });
  yield tool({ required: ['x', 'x'] });
}

const SERVER = /^mcp__s(\d+)__/;

/** Which of the tools a program takes, each the only one of its own server. */
async function taken(program: Program, tools: readonly Line[]): Promise<readonly boolean[]> {
  const servers = tools.map((tool) => toolServer([tool]));
  const answer = (request: Line): Line | undefined =>
    request.subtype === 'fetch_service_account_token'
      ? tokenAnswer(inertToken())
      : servers[Number(String(request.server_name).slice(1))]?.(request);
  const payload = { type: 'serviceAccount', serviceAccountTokenProvider: 'host' };
  const cli = startCli(program, { payload, answer });
  try {
    const sdkMcpServers = tools.map((_, index) => `s${index}`);
    await cli.request('initialize', { systemPrompt: 'x', model: 'lite', sdkMcpServers });
    const init = objectIn(cli.lines.find(({ type, subtype }) => type === 'system' && subtype === 'init'));
    const listed = new Set((init.tools as string[]).map((name) => Number(SERVER.exec(name)?.[1])));
    return tools.map((_, index) => listed.has(index));
  } finally {
    await cli.stop();
  }
}

describe('a list of tools', () => {
  it('is taken by the simulator where the real program takes it, and dropped where that drops it', async () => {
    const tools = [...oddTools()];
    const real = await taken(realProgram, tools);
    const simulated = await taken(offlineSimulator, tools);
    expect(real.filter(Boolean).length).toBeGreaterThan(100);
    expect(real.filter((isTaken) => !isTaken).length).toBeGreaterThan(50);
    expect(tools.filter((_, index) => real[index] !== simulated[index])).toEqual([]);
  });
});
