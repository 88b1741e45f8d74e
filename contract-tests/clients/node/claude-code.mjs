// Claude Code, headless, with its own agent tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, after, assert, calls, feature, isPrompt, KEY, simulate, URL } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const program = path.join(
  process.env.CLIENTS_FOLDER,
  'node_modules/@anthropic-ai/claude-code-linux-x64/claude',
);
const askModel = (model, ...steps) =>
  runTerminal(program, ['-p', simulate(...steps)], {
    ANTHROPIC_BASE_URL: URL,
    ANTHROPIC_AUTH_TOKEN: KEY,
    ANTHROPIC_MODEL: model,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  });
const ask = (...steps) => askModel('auto', ...steps);
const continuation = async () => (await (await fetch(`${URL}/readyz`)).json()).continuation;

await feature('chat and stream', async () => {
  const { output } = await ask({ thinking: 'Hm' }, { text: 'Hello from the gateway', deltas: 4 });
  assert.match(output, /^Hello from the gateway$/m);
  return 'the agent always streams, with thinking and its tools offered';
});
await feature('tools', async () => {
  const file = path.join(process.cwd(), 'note.txt');
  writeFileSync(file, 'a note');
  const { output } = await ask(...calls({ name: 'Read', input: { file_path: file } }), ...after);
  assert.match(output, new RegExp(`^${AFTER_TOOLS}$`, 'm'));
  return 'its own tool was called, and its result went on';
});
// In prompt mode the simulator calls no second tool. With this model a system message follows each result.
if (!isPrompt) {
  await feature('ten tools, one process', async () => {
    const files = Array.from({ length: 10 }, (_, index) => path.join(process.cwd(), `note${index}.txt`));
    for (const file of files) writeFileSync(file, 'a note');
    const before = await continuation();
    const reads = files.flatMap((file) => calls({ name: 'Read', input: { file_path: file } }));
    const { output } = await askModel('claude-opus-5', ...reads, ...after);
    assert.match(output, new RegExp(`^${AFTER_TOOLS}$`, 'm'));
    const { hits, misses } = await continuation();
    assert.deepEqual({ hits: hits - before.hits, misses: misses - before.misses }, { hits: 10, misses: 0 });
    return 'with `claude-opus-5`, each step went on in the session of the one before';
  });
}
await feature('error', async () => {
  const { output, code } = await ask({ error: 'invalid_request', message: 'bad parameter' });
  assert.match(output, /API Error: 400 bad parameter/);
  assert.notEqual(code, 0);
  return 'shows our message';
});
