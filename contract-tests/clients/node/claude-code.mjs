// Claude Code, headless, with its own agent tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, after, assert, calls, feature, KEY, simulate, URL } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const program = path.join(
  process.env.CLIENTS_FOLDER,
  'node_modules/@anthropic-ai/claude-code-linux-x64/claude',
);
const ask = (...steps) =>
  runTerminal(program, ['-p', simulate(...steps)], {
    ANTHROPIC_BASE_URL: URL,
    ANTHROPIC_AUTH_TOKEN: KEY,
    ANTHROPIC_MODEL: 'auto',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  });

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
await feature('error', async () => {
  const { output, code } = await ask({ error: 'invalid_request', message: 'bad parameter' });
  assert.match(output, /API Error: 400 bad parameter/);
  assert.notEqual(code, 0);
  return 'shows our message';
});
