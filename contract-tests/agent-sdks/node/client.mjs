// Qoder's SDK for TypeScript, with the simulator as its CLI. Prints a line of JSON for each thing that was tried, and writes
// each line that the simulator printed into the file LINES, for the SDK's own types to judge.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { accessToken, createSdkMcpServer, qodercliAuth, query, tool } from '@qoder-ai/qoder-agent-sdk';
import { z } from 'zod';

const { SIMULATOR, LINES } = process.env;
const TOKEN = 'pt-of-nobody';

/** As the SDK would start it; what it prints is written down on the way. */
function started({ command, args, cwd, env, signal }) {
  const child = spawn(command, args, { cwd, env, signal, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.on('data', (chunk) => appendFileSync(LINES, chunk));
  return child;
}

function options(more = {}, script = undefined) {
  return {
    pathToQoderCLIExecutable: SIMULATOR,
    spawnQoderCLIProcess: started,
    auth: accessToken(TOKEN),
    tools: [],
    settingSources: [],
    strictMcpConfig: true,
    persistSession: false,
    permissionMode: 'dontAsk',
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...(script && { QODER_SIMULATOR_SCRIPT: JSON.stringify(script) }),
    },
    ...more,
  };
}

async function messagesOf(prompt, more, script) {
  const messages = [];
  for await (const message of query({ prompt, options: options(more, script) })) messages.push(message);
  return messages;
}

const textOf = (messages) =>
  messages
    .filter(({ type }) => type === 'assistant')
    .flatMap(({ message }) => message.content)
    .filter(({ type }) => type === 'text')
    .map(({ text }) => text)
    .join('');
const resultOf = (messages) => messages.find(({ type }) => type === 'result');
const simulated = (steps) => `<simulate>${JSON.stringify(steps)}</simulate>`;

/** A prompt that stays open: for what is asked of a session beside its turns. */
function openPrompt(text) {
  let end;
  const closed = new Promise((resolve) => {
    end = resolve;
  });
  const prompt = (async function* () {
    if (text) yield { type: 'user', message: { role: 'user', content: text }, parent_tool_use_id: null };
    await closed;
  })();
  return { prompt, end };
}

function weatherServer(asked) {
  const weather = tool(
    'get_weather',
    'The weather in a city, now.',
    { city: z.string() },
    async ({ city }) => {
      asked.push(city);
      return { content: [{ type: 'text', text: `18 degrees in ${city}` }] };
    },
    { alwaysLoad: true },
  );
  return createSdkMcpServer({ name: 'home', tools: [weather] });
}

const checks = {
  async query() {
    const messages = await messagesOf('Say hello.');
    assert.equal(textOf(messages), 'Hello.');
    assert.equal(resultOf(messages).result, 'Hello.');
    assert.equal(resultOf(messages).subtype, 'success');
    return 'an answer and its result';
  },
  async 'partial messages'() {
    const messages = await messagesOf('Count from one to five.', { includePartialMessages: true });
    const events = messages.filter(({ type }) => type === 'stream_event').map(({ event }) => event);
    const deltas = events.filter(({ type }) => type === 'content_block_delta').map(({ delta }) => delta.text);
    assert.equal(deltas.join(''), '1, 2, 3, 4, 5');
    assert.ok(deltas.length > 1);
    assert.deepEqual([events[0].type, events.at(-1).type], ['message_start', 'message_stop']);
    return `${deltas.length} deltas`;
  },
  async 'a tool of the SDK'() {
    const asked = [];
    const messages = await messagesOf('What is the weather like in Paris?', {
      mcpServers: { home: weatherServer(asked) },
      allowedTools: ['mcp__other__x', 'mcp__home__get_weather'],
    });
    assert.deepEqual(asked, ['Paris']);
    assert.match(resultOf(messages).result, /18 degrees in Paris/);
    return 'called, and its result used';
  },
  async 'a tool that is allowed by settings'() {
    const asked = [];
    const settings = { permissions: { allow: ['mcp__home__*'] } };
    await messagesOf('What is the weather like in Rome?', {
      mcpServers: { home: weatherServer(asked) },
      settings,
    });
    assert.deepEqual(asked, ['Rome']);
    return 'called';
  },
  async 'a tool that nobody allowed'() {
    const asked = [];
    const messages = await messagesOf('What is the weather like in Paris?', {
      mcpServers: { home: weatherServer(asked) },
    });
    assert.deepEqual(asked, []);
    const denial = messages.find(({ subtype }) => subtype === 'permission_denied');
    assert.equal(denial.tool_name, 'mcp__home__get_weather');
    assert.equal(resultOf(messages).permission_denials[0].tool_name, 'mcp__home__get_weather');
    return 'denied, not called';
  },
  async 'a tool that the host is asked about'() {
    const asked = [];
    const permissions = [];
    const canUseTool = async (name, input) => {
      permissions.push(name);
      return input.city === 'Oslo'
        ? { behavior: 'allow', updatedInput: input }
        : { behavior: 'deny', message: 'No.' };
    };
    const more = { canUseTool, permissionMode: 'default' };
    const server = () => ({ mcpServers: { home: weatherServer(asked) } });
    for (const city of ['Oslo', 'Bonn']) {
      const { prompt, end } = openPrompt(`What is the weather like in ${city}?`);
      for await (const message of query({ prompt, options: options({ ...more, ...server() }) })) {
        if (message.type === 'result') end();
      }
    }
    assert.deepEqual(permissions, ['mcp__home__get_weather', 'mcp__home__get_weather']);
    assert.deepEqual(asked, ['Oslo']);
    return 'allowed one call, denied another';
  },
  async 'model policy'() {
    const seen = [];
    const resolveModel = async (context) => {
      seen.push(context);
      return { model: 'performance', parameters: { reasoningEffort: 'high' } };
    };
    const messages = await messagesOf(simulated([{ echo: 'policy' }]), { resolveModel, model: 'auto' });
    assert.deepEqual(JSON.parse(textOf(messages)), { model: 'performance', reasoningEffort: 'high' });
    assert.equal(seen[0].purpose, 'main');
    assert.ok(seen[0].availableModels.some(({ value }) => value === 'performance'));
    return 'asked, and obeyed';
  },
  async interrupt() {
    const { prompt, end } = openPrompt(simulated([{ text: 'Working' }, { hang: true }]));
    const session = query({ prompt, options: options({ includePartialMessages: true }) });
    let receipt;
    let result;
    for await (const message of session) {
      if (message.type === 'stream_event' && message.event.delta?.text && !receipt)
        receipt = session.interrupt();
      if (message.type !== 'result') continue;
      result = message;
      end();
    }
    assert.deepEqual((await receipt).still_queued, []);
    assert.equal(result.is_error, true);
    return result.errors.join();
  },
  async models() {
    const { prompt, end } = openPrompt();
    const session = query({ prompt, options: options() });
    const models = await session.getAvailableModels();
    const usage = await session.getUsageInfo();
    const account = await session.accountInfo();
    const context = await session.getContextUsage();
    const { capabilities } = await session.initializationResult();
    end();
    await session.return();
    assert.ok(models.some(({ value, displayName }) => value === 'auto' && displayName));
    assert.ok(usage && account && context && capabilities.includes('interrupt_receipt_v1'));
    return `${models.length} models, usage, account, context`;
  },
  async errors() {
    const script = [{ error: 'rate_limit', status: 429, message: 'Slow down.' }];
    const messages = await messagesOf(simulated(script));
    assert.equal(messages.find(({ type }) => type === 'assistant').error, 'rate_limit');
    assert.equal(resultOf(messages).is_error, true);
    const fatal = simulated([{ resultError: { errors: ['no credits left'], error_code: 113 } }]);
    const ended = await messagesOf(fatal);
    assert.deepEqual(resultOf(ended).errors, ['no credits left']);
    await assert.rejects(messagesOf(simulated([{ exit: 3 }])), /3/);
    return 'of the model, of a turn, of the process';
  },
  async authentication() {
    let expired = 0;
    const onAuthExpired = () => {
      expired += 1;
    };
    const refused = async () => {
      for await (const message of query({
        prompt: 'Hi',
        options: options({ auth: qodercliAuth(), onAuthExpired }),
      })) {
        if (message.type === 'result') assert.equal(message.terminal_reason, 'auth_required');
      }
    };
    await refused().catch((error) => assert.match(String(error), /41|auth|login/i));
    assert.equal(expired, 1);
    const messages = await messagesOf('Say hello.', { auth: qodercliAuth() }, { login: true });
    assert.equal(resultOf(messages).is_error, false);
    return 'a token, a login, none';
  },
  async 'everything that a turn may hold'() {
    const steps = [
      { queued: {} },
      { retry: {} },
      { thinking: 'Hm.' },
      { signature: true },
      { text: 'One' },
      { replay: true },
      { message: true },
      { subagent: 'Two' },
      { usage: { input_tokens: 3 } },
      { credits: 0.5 },
      { text: 'Three' },
      { snapshot: true },
      { stop: 'max_tokens' },
    ];
    const messages = await messagesOf(simulated(steps), {
      includePartialMessages: true,
      extraArgs: { 'replay-user-messages': null },
    });
    assert.equal(resultOf(messages).stop_reason, 'max_tokens');
    return `${messages.length} messages`;
  },
};

for (const [feature, check] of Object.entries(checks)) {
  try {
    console.log(JSON.stringify({ feature, ok: true, detail: await check() }));
  } catch (error) {
    console.log(JSON.stringify({ feature, ok: false, detail: String(error.stack ?? error).slice(0, 1_500) }));
  }
}
process.exit(0);
