// Codex CLI, headless, with its own agent tools. It speaks the Responses API alone, streamed and stateless.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_TOOLS, assert, BASE_URL, feature, KEY, simulate } from './report.mjs';
import { runTerminal } from './terminal.mjs';

const home = process.cwd();
const configuration = path.join(home, 'codex');
mkdirSync(configuration);
writeFileSync(
  path.join(configuration, 'config.toml'),
  `model = "auto"
model_provider = "gateway"

[model_providers.gateway]
name = "Gateway"
base_url = "${BASE_URL}"
env_key = "GATEWAY_KEY"
wire_api = "responses"
`,
);
const program = path.join(process.env.CLIENTS_FOLDER, 'node_modules/@openai/codex/bin/codex.js');
const askIn = async (session, ...steps) => {
  const last = path.join(home, 'last-message.txt');
  writeFileSync(last, '');
  const { output } = await runTerminal(
    process.execPath,
    [
      program,
      'exec',
      ...session,
      '--json',
      '--skip-git-repo-check',
      '--dangerously-bypass-approvals-and-sandbox',
      '--output-last-message',
      last,
      '-',
    ],
    { CODEX_HOME: configuration, GATEWAY_KEY: KEY },
    simulate(...steps),
  );
  return { output, answer: readFileSync(last, 'utf8') };
};
const ask = (...steps) => askIn([], ...steps);
/** Of Codex' catalogue: for these it sends its tools as an item of the conversation. */
const KNOWN_MODEL = ['--model', 'gpt-6-sol'];
/** For these it lets the model search for tools. */
const SEARCHING_MODEL = ['--model', 'gpt-5.5'];
const hits = async () => (await (await fetch(`${process.env.GATEWAY_URL}/readyz`)).json()).continuation.hits;

await feature('chat and stream', async () => {
  const { answer } = await ask({ thinking: 'Hm.' }, { text: 'Hello from the gateway', deltas: 4 });
  assert.equal(answer.trim(), 'Hello from the gateway');
  return 'the agent always streams, with its tools offered';
});
await feature('tools', async () => {
  const before = await hits();
  const file = path.join(home, 'note.txt');
  const { answer } = await ask(
    { text: 'Let me see.' },
    { tools: [{ name: 'exec_command', input: { cmd: `echo a note > ${file}` } }] },
    { text: AFTER_TOOLS },
  );
  assert.equal(answer.trim(), AFTER_TOOLS);
  assert.equal(readFileSync(file, 'utf8'), 'a note\n');
  assert.equal((await hits()) - before, 1);
  return 'its own tool ran a command, and its result went on in the same process';
});
await feature('namespaced tools', async () => {
  const { output, answer } = await ask(
    { tools: [{ name: 'close_agent', input: { target: 'x' } }] },
    { text: AFTER_TOOLS },
  );
  assert.equal(answer.trim(), AFTER_TOOLS);
  assert.match(output, /invalid agent id x/);
  return 'it found the tool in its namespace, and said what was wrong with the arguments';
});
await feature('tools, a model of its catalogue', async () => {
  const before = await hits();
  const file = path.join(home, 'steps.txt');
  const step = (_, number) => ({
    tools: [
      { name: 'exec', input: { input: `await tools.exec_command({ cmd: "echo ${number} >> ${file}" });` } },
    ],
  });
  const { answer } = await askIn(KNOWN_MODEL, ...Array.from({ length: 10 }, step), { text: AFTER_TOOLS });
  assert.equal(answer.trim(), AFTER_TOOLS);
  assert.equal(readFileSync(file, 'utf8'), '0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n');
  assert.equal((await hits()) - before, 10);
  return 'ten calls of its own tools, whose results all went on in the same process';
});
await feature('tool search', async () => {
  const { answer } = await askIn(
    SEARCHING_MODEL,
    { tools: [{ name: 'tool_search', input: { query: 'agent' } }] },
    { text: AFTER_TOOLS },
  );
  assert.equal(answer.trim(), AFTER_TOOLS);
  return 'it searched its own tools, and sent those that it found';
});
await feature('conversation', async () => {
  await ask({ text: 'one' });
  const before = await hits();
  const { answer } = await askIn(['resume', '--last'], { text: 'two' });
  assert.equal(answer.trim(), 'two');
  assert.equal((await hits()) - before, 1);
  return 'a resumed session went on in the process of the first turn';
});
await feature('error', async () => {
  const { output } = await ask({ error: 'invalid_request', message: 'bad parameter' });
  assert.match(output, /bad parameter/);
  return 'shows our message';
});
