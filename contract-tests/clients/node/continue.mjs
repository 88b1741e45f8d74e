// Continue's CLI, headless, with its own agent tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, assert, BASE_URL, feature, KEY, simulate } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const home = process.cwd();
const config = path.join(home, 'config.yaml');
writeFileSync(
  config,
  `name: compatibility
version: 1.0.0
schema: v1
models:
  - name: Qoder
    provider: openai
    model: auto
    apiBase: ${BASE_URL}
    apiKey: ${KEY}
    roles: [chat]
    capabilities: [tool_use]
`,
);
const program = path.join(process.env.CLIENTS_FOLDER, 'node_modules/@continuedev/cli/dist/cn.js');
const ask = (...steps) =>
  runTerminal(process.execPath, [program, '--config', config, '--auto', '-p', simulate(...steps)], {
    CONTINUE_TELEMETRY_ENABLED: '0',
    CONTINUE_GLOBAL_DIR: path.join(home, '.continue'),
  });

await feature('chat and stream', async () => {
  const { output } = await ask({ text: 'Hello from the gateway', deltas: 4 });
  assert.match(output, /Hello from the gateway/);
  return 'the agent always streams, with its tools offered';
});
await feature('tools', async () => {
  writeFileSync(path.join(home, 'note.txt'), 'a note');
  const { output } = await ask(
    { tools: [{ name: 'Read', input: { filepath: path.join(home, 'note.txt') } }] },
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
