import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Long enough that anything worse than linear takes seconds; a linear search takes a millisecond. */
const LENGTH = 50_000;
const MOST_MS = 150;

const root = new URL('../../src/', import.meta.url);

interface Pattern {
  readonly where: string;
  readonly pattern: RegExp;
}

/** Every regular expression that is written down in the server; the simulator sees tests alone. */
function patternsOf(file: string): readonly Pattern[] {
  const text = readFileSync(new URL(file, root), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1).replace('g', ''));
      found.push({ where: `${file} ${node.text}`, pattern });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const patterns = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('simulator/'))
  .flatMap(patternsOf);

/** Texts of this length that begin as a pattern may, go on for ever as it may, and end as it must not. */
function hostileTexts(length: number): readonly string[] {
  const starts = [
    '',
    '```',
    '```json',
    'data:',
    'bearer ',
    '-',
    '[',
    '"',
    '<tool_calls',
    'VmRSS:',
    'https://',
    '::ffff:',
  ];
  const pumps = [
    ' ',
    '\n',
    '\t',
    ' \n',
    'a',
    'A',
    '0',
    '1',
    '-',
    '_',
    '.',
    ',',
    ':',
    ';',
    '/',
    '\\',
    '`',
    '```',
    '```\n',
  ];
  const more = [
    '"',
    '{',
    '[',
    '=',
    '@',
    'a,',
    'a ,',
    ' a',
    ', ',
    '-a',
    ':a',
    '/a',
    '1.',
    '\n```',
    ' ```',
    'a=',
    'log in ',
  ];
  const ends = ['', '\0', '!\n', 'x'];
  return [...pumps, ...more].flatMap((pump) => {
    const body = pump.repeat(Math.ceil(length / pump.length));
    return starts.flatMap((start) => ends.map((end) => start + body + end));
  });
}

/** Milliseconds of processor time, which other programs on the machine do not lengthen; the best of three. */
function costOf(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && best > MOST_MS; round += 1) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

describe('a regular expression takes linear time, whatever it is given', () => {
  const texts = hostileTexts(LENGTH);

  it('all of them are known', () => {
    expect(patterns.length).toBeGreaterThan(40);
  });

  it.each(patterns)('$where', { timeout: 120_000 }, ({ pattern }) => {
    for (const text of texts) {
      const cost = costOf(() => pattern.test(text));
      expect(cost, JSON.stringify(text.slice(0, 40))).toBeLessThan(MOST_MS);
    }
  });

  it('those of the contract as well', () => {
    const document = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
    for (const [, source = ''] of document.matchAll(/^\s+pattern: (\S+)$/gm)) {
      const pattern = new RegExp(source, 'u');
      for (const text of texts)
        expect(
          costOf(() => pattern.test(text)),
          source,
        ).toBeLessThan(MOST_MS);
    }
  });
});

const built = (file: string) => import(new URL(`../../dist/src/${file}`, import.meta.url).href);

/** Twice the length may take twice the time, with room for the machine's moods, and never four times. */
async function expectLinear(length: number, run: (length: number) => unknown): Promise<void> {
  run(length / 4);
  const short = Math.max(
    5,
    costOf(() => run(length)),
  );
  const long = costOf(() => run(4 * length));
  expect(long / short, `${short} ms, then ${long} ms`).toBeLessThan(10);
}

describe('what reads answers and requests takes linear time', () => {
  it.each([
    ['empty lines in an open fence', (n: number) => `\`\`\`\n${'\n'.repeat(n)}`],
    ['blanks in an open fence', (n: number) => `\`\`\`json\n${' \n'.repeat(n / 2)}x`],
    ['many fences', (n: number) => '```\n'.repeat(n / 4)],
    ['fences that are not at the beginning', (n: number) => `\`\`\`\n${'x ```\n'.repeat(n / 6)}`],
    ['fences of other languages', (n: number) => '```ts\n'.repeat(n / 6)],
    ['opening braces', (n: number) => '{'.repeat(n)],
  ])('JSON in an answer of %s', async (_, text) => {
    const { jsonIn } = await built('completions/json-text.js');
    await expectLinear(200_000, (n) => jsonIn(text(n)));
  });

  it.each([
    ['braces', '{"a":'],
    ['lines of braces', '{\n'],
    ['fences', '```json\n'],
    ['blank lines', ' \n'],
    ['tags', '<tool_call'],
    ['halves of calls', '<tool_call>{"name":"look"}\n'],
  ])('calls in an answer of %s', async (_, pump) => {
    const { createCallTextScanner } = await built('completions/tools/call-text-scanner.js');
    // What is held is copied with each delta: not linear, but far more than the longest answer in no time.
    const cost = costOf(() => {
      const n = 100_000;
      const scanner = createCallTextScanner(new Set(['look']));
      const text = pump.repeat(n / pump.length);
      for (let at = 0; at < text.length; at += 16) scanner.push(text.slice(at, at + 16));
      scanner.flush();
    });
    expect(cost).toBeLessThan(1_000);
  });

  it('stop sequences, also long ones that nearly match', async () => {
    const { createStopScanner } = await built('completions/stop-scanner.js');
    await expectLinear(20_000, (n) => {
      const sequences = Array.from({ length: 64 }, (_, index) => `${'a'.repeat(100_000 + index)}b`);
      const scanner = createStopScanner([...sequences, `${'ab'.repeat(50_000)}c`]);
      for (let at = 0; at < n; at += 16) scanner.push(at % 4_096 === 0 ? 'b' : 'a'.repeat(16));
    });
  });

  it.each([['/'], [':'], ['-'], ['a/'], ['-fast'], ['-latest'], ['@20260101'], ['qoder-']])(
    'the name of a model of %s',
    async (pump) => {
      const { createModelResolver } = await built('models/resolution.js');
      const { resolve } = createModelResolver([{ id: 'auto', name: 'Auto' }], 'auto');
      await expectLinear(200_000, (n) => resolve(pump.repeat(n / pump.length)));
    },
  );

  it('redaction of beginnings of secrets, also of one that repeats itself', async () => {
    const { createRedactor } = await built('observability/redactor.js');
    const redact = createRedactor(['a'.repeat(40), 'ab'.repeat(500)]);
    await expectLinear(200_000, (n) => redact(`${'a'.repeat(39)}b...`.repeat(n / 43)));
    await expectLinear(200_000, (n) => redact(`${'ab'.repeat(n / 2)}...`));
  });

  it.each([['['], ['"'], ['\\'], ['"\\'], ['{"a":'], ['\\u00']])('a body of %s', async (pump) => {
    const { readJsonBody } = await built('http/json-body.js');
    await expectLinear(1_000_000, (n) => {
      try {
        readJsonBody(Buffer.from(`"${pump.repeat(n / pump.length)}`));
      } catch {
        // It is no JSON.
      }
    });
  });

  it('a header that lists addresses', async () => {
    const { createRemoteAddress } = await built('http/remote-address.js');
    const find = createRemoteAddress([{ address: '10.0.0.0', prefix: 8 }]);
    await expectLinear(100_000, (n) => find('10.0.0.1', '10.0.0.1,'.repeat(n / 9)));
  });
});
