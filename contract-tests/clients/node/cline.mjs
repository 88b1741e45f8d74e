// Cline's CLI, headless, with its own agent tools.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, assert, BASE_URL, feature, KEY, simulate } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const home = process.cwd();
const program = path.join(process.env.CLIENTS_FOLDER, 'node_modules/@cline/cli-linux-x64/bin/cline');
const data = ['--data-dir', path.join(home, 'data')];
const login = ['--provider', 'openai', '--apikey', KEY, '--modelid', 'auto', '--baseurl', BASE_URL];
const { output: said } = await runTerminal(program, ['auth', ...login, ...data], {
  CLINE_TELEMETRY_DISABLED: '1',
});

const ask = (...steps) =>
  runTerminal(
    program,
    ['--provider', 'openai', '--model', 'auto', '--retries', '1', ...data, simulate(...steps)],
    {
      CLINE_TELEMETRY_DISABLED: '1',
    },
  );

await feature('chat and stream', async () => {
  const { output } = await ask({ text: 'Hello from the gateway', deltas: 4 });
  assert.match(output, /Hello from the gateway/, said);
  return 'the agent always streams, with its tools offered';
});
await feature('tools', async () => {
  const file = path.join(home, 'note.txt');
  writeFileSync(file, 'a note');
  const { output } = await ask(
    { tools: [{ name: 'read_files', input: { files: [{ path: file }] } }] },
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
