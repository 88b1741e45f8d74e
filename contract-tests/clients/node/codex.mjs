// Codex CLI, headless, with its own agent tools. It speaks the Responses API alone, streamed and stateless.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
const askIn = async (session, folder, ...steps) => {
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
    { CODEX_HOME: folder, GATEWAY_KEY: KEY, CODEX_API_KEY: KEY },
    simulate(...steps),
  );
  return { output, answer: readFileSync(last, 'utf8') };
};
const ask = (...steps) => askIn([], configuration, ...steps);
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
  const { answer } = await askIn(KNOWN_MODEL, configuration, ...Array.from({ length: 10 }, step), {
    text: AFTER_TOOLS,
  });
  assert.equal(answer.trim(), AFTER_TOOLS);
  assert.equal(readFileSync(file, 'utf8'), '0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n');
  assert.equal((await hits()) - before, 10);
  return 'ten calls of its own tools, whose results all went on in the same process';
});
await feature('tool search', async () => {
  const { answer } = await askIn(
    SEARCHING_MODEL,
    configuration,
    { tools: [{ name: 'tool_search', input: { query: 'agent' } }] },
    { text: AFTER_TOOLS },
  );
  assert.equal(answer.trim(), AFTER_TOOLS);
  return 'it searched its own tools, and sent those that it found';
});
await feature('conversation', async () => {
  await ask({ text: 'one' });
  const before = await hits();
  const { answer } = await askIn(['resume', '--last'], configuration, { text: 'two' });
  assert.equal(answer.trim(), 'two');
  assert.equal((await hits()) - before, 1);
  return 'a resumed session went on in the process of the first turn';
});
await feature('built-in provider, compaction', async () => {
  const builtIn = path.join(home, 'built-in');
  mkdirSync(builtIn);
  // So low that the second turn compacts what the first has left.
  const settings = `model = "gpt-6-sol"\nopenai_base_url = "${BASE_URL}"\nmodel_auto_compact_token_limit = 2000\n`;
  writeFileSync(path.join(builtIn, 'config.toml'), settings);
  await askIn([], builtIn, { text: 'one' });
  const { answer } = await askIn(['resume', '--last'], builtIn, { text: 'two' });
  assert.equal(answer.trim(), 'two');
  const sessions = path.join(builtIn, 'sessions');
  const files = readdirSync(sessions, { recursive: true }).filter((name) => name.endsWith('.jsonl'));
  const kept = files.map((name) => readFileSync(path.join(sessions, name), 'utf8')).join('');
  assert.match(kept, /"encrypted_content":"qg1\./);
  return 'it compacted its conversation, and went on from the summary';
});
await feature('error', async () => {
  const { output } = await ask({ error: 'invalid_request', message: 'bad parameter' });
  assert.match(output, /bad parameter/);
  return 'shows our message';
});
