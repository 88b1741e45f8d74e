// opencode, headless, with its own agent tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, assert, BASE_URL, feature, KEY, simulate } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const home = process.cwd();
writeFileSync(
  path.join(home, 'opencode.json'),
  JSON.stringify({
    $schema: 'https://opencode.ai/config.json',
    autoupdate: false,
    share: 'disabled',
    provider: {
      gateway: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Gateway',
        options: { baseURL: BASE_URL, apiKey: KEY },
        models: { auto: { name: 'auto', limit: { context: 100_000, output: 8_000 } } },
      },
    },
  }),
);
const program = path.join(process.env.CLIENTS_FOLDER, 'node_modules/opencode-linux-x64/bin/opencode');
const ask = (...steps) =>
  // On its standard input: an argument would be quoted anew.
  runTerminal(
    program,
    ['run', '--model', 'gateway/auto'],
    {
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_DATA_HOME: path.join(home, 'data'),
      XDG_CACHE_HOME: path.join(home, 'cache'),
    },
    simulate(...steps),
  );

await feature('chat and stream', async () => {
  const { output } = await ask({ text: 'Hello from the gateway', deltas: 4 });
  assert.match(output, /Hello from the gateway/);
  return 'the agent always streams, with its tools offered';
});
await feature('tools', async () => {
  const file = path.join(home, 'note.txt');
  writeFileSync(file, 'a note');
  const { output } = await ask(
    { tools: [{ name: 'read', input: { filePath: file } }] },
    { text: AFTER_TOOLS },
  );
  assert.match(output, new RegExp(AFTER_TOOLS));
  return 'its own tool was called, and its result went on';
});
await feature('error', async () => {
  const { output } = await ask({ error: 'invalid_request', message: 'bad parameter' });
  assert.match(output, /bad parameter/);
  return 'shows our message';
});
