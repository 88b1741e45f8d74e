// docs/clients.md: the snippets of the dashboard's Endpoints page, those of further clients, and the proof of each from
// docs/compatibility.md.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const file = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const CONNECTION = { baseUrl: 'http://localhost:3000/v1', key: 'YOUR-PROXY-API-KEY', model: 'auto' };

/** By the snippet's id: the client's name in docs/compatibility.md, and the language of its code. */
const SHOWN = {
  curl: { language: 'sh' },
  python: { client: 'OpenAI Python SDK', language: 'python' },
  node: { client: 'OpenAI Node SDK', language: 'js' },
  langchain: { client: 'LangChain (Python)', language: 'python' },
  'open-webui': { client: 'Open WebUI', language: 'sh' },
  continue: { client: 'Continue CLI', language: 'yaml' },
  zed: { client: 'Zed', language: 'json' },
  'claude-code': { client: 'Claude Code', language: 'sh' },
  codex: { client: 'Codex CLI', language: 'toml' },
  cursor: { client: 'Cursor', language: '' },
  'ai-sdk': { client: 'Vercel AI SDK', language: 'js' },
  'ai-sdk-openai': { client: 'Vercel AI SDK', language: 'js' },
};

/** Set up here as contract-tests/clients does it. */
const FURTHER = [
  {
    name: 'opencode',
    client: 'opencode',
    language: 'json',
    where: '`opencode.json`; then `opencode run --model qoder/auto`.',
    code: ({ baseUrl, key, model }) =>
      JSON.stringify(
        {
          $schema: 'https://opencode.ai/config.json',
          provider: {
            qoder: {
              npm: '@ai-sdk/openai-compatible',
              name: 'Qoder Gateway',
              options: { baseURL: baseUrl, apiKey: key },
              models: { [model]: { name: model, limit: { context: 200_000, output: 16_000 } } },
            },
          },
        },
        null,
        2,
      ),
  },
  {
    name: 'Cline',
    client: 'Cline CLI',
    language: 'sh',
    where: 'In a terminal; in the editor choose "OpenAI Compatible" and give the same values.',
    code: ({ baseUrl, key, model }) =>
      `cline auth --provider openai --apikey ${key} --modelid ${model} --baseurl ${baseUrl}`,
  },
  {
    name: 'aider',
    client: 'aider',
    language: 'sh',
    where: 'In a terminal.',
    code: ({ baseUrl, key, model }) =>
      `export OPENAI_API_BASE=${baseUrl} OPENAI_API_KEY=${key}\naider --model openai/${model}`,
  },
  {
    name: 'LiteLLM',
    client: 'LiteLLM',
    language: 'python',
    where: 'pip install litellm',
    code: ({ baseUrl, key, model }) => `import litellm

answer = litellm.completion(
    model="openai/${model}",
    api_base="${baseUrl}",
    api_key="${key}",
    messages=[{"role": "user", "content": "Say hello in one sentence."}],
)
print(answer.choices[0].message.content)`,
  },
  {
    name: 'LangChain.js',
    client: 'LangChain (JavaScript)',
    language: 'js',
    where: 'npm install @langchain/openai',
    code: ({ baseUrl, key, model }) => `import { ChatOpenAI } from '@langchain/openai';

const llm = new ChatOpenAI({
  model: '${model}',
  apiKey: '${key}',
  configuration: { baseURL: '${baseUrl}' },
});
console.log((await llm.invoke('Say hello in one sentence.')).content);`,
  },
  {
    name: 'OpenAI Agents (Python)',
    client: 'OpenAI Agents (Python)',
    language: 'python',
    where: 'pip install openai-agents. Its default is the Responses API; this asks for chat completions.',
    code: ({
      baseUrl,
      key,
      model,
    }) => `from agents import Agent, OpenAIChatCompletionsModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI

set_tracing_disabled(True)  # traces would go to OpenAI
client = AsyncOpenAI(base_url="${baseUrl}", api_key="${key}")
agent = Agent(name="helper", model=OpenAIChatCompletionsModel(model="${model}", openai_client=client))
print(Runner.run_sync(agent, "Say hello in one sentence.").final_output)`,
  },
  {
    name: 'OpenAI Agents (JavaScript)',
    client: 'OpenAI Agents (JavaScript)',
    language: 'js',
    where: 'npm install @openai/agents. Its default is the Responses API; this asks for chat completions.',
    code: ({ baseUrl, key, model }) => `import { Agent, OpenAIProvider, Runner } from '@openai/agents';

const modelProvider = new OpenAIProvider({ apiKey: '${key}', baseURL: '${baseUrl}', useResponses: false });
const runner = new Runner({ modelProvider, tracingDisabled: true });
const { finalOutput } = await runner.run(new Agent({ name: 'helper', model: '${model}' }), 'Say hello in one sentence.');
console.log(finalOutput);`,
  },
  {
    name: 'Anthropic Python',
    client: 'Anthropic Python SDK',
    language: 'python',
    where: 'pip install anthropic. Its address has no /v1.',
    code: ({ baseUrl, key, model }) => `from anthropic import Anthropic

client = Anthropic(base_url="${withoutVersion(baseUrl)}", api_key="${key}")
message = client.messages.create(
    model="${model}",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Say hello in one sentence."}],
)
print("".join(block.text for block in message.content if block.type == "text"))`,
  },
  {
    name: 'Anthropic Node',
    client: 'Anthropic Node SDK',
    language: 'js',
    where: 'npm install @anthropic-ai/sdk. Its address has no /v1.',
    code: ({ baseUrl, key, model }) => `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: '${withoutVersion(baseUrl)}', apiKey: '${key}' });
const message = await client.messages.create({
  model: '${model}',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Say hello in one sentence.' }],
});
for (const block of message.content) if (block.type === 'text') console.log(block.text);`,
  },
  {
    name: 'Clients of Azure OpenAI',
    client: 'OpenAI Node SDK, Azure',
    language: 'js',
    where:
      'Whatever asks Azure for a deployment gets the model of that name; here OpenAI Node, `npm install openai`.',
    code: ({ baseUrl, key, model }) => `import { AzureOpenAI } from 'openai';

const client = new AzureOpenAI({
  endpoint: '${withoutVersion(baseUrl)}',
  apiKey: '${key}',
  apiVersion: '2024-10-21',
  deployment: '${model}',
});
const completion = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Say hello in one sentence.' }],
});
console.log(completion.choices[0].message.content);`,
  },
];

/** Some clients write `/v1` themselves. */
function withoutVersion(baseUrl) {
  return baseUrl.replace(/\/v1$/, '');
}

/** @returns the page as markdown. Throws for a client without proof, and for one that was proven but is not shown. */
export async function clientsPage() {
  const proofs = proofsIn(await readFile(file('docs/compatibility.md'), 'utf8'));
  const { clientSnippets } = (await runnerImport(file('dashboard/src/pages/endpoints/client-snippets.ts')))
    .module;
  const sections = [...clientSnippets.map((snippet) => ({ ...snippet, ...SHOWN[snippet.id] })), ...FURTHER];
  const forgotten = [...proofs.keys()].filter((name) => !sections.some(({ client }) => client === name));
  if (forgotten.length > 0) throw new Error(`docs/clients.md would not show ${forgotten.join(', ')}`);
  return [HEAD, ...sections.map((section) => sectionOf(section, proofs))].join('\n\n').concat('\n');
}

const HEAD = `# Clients

Written by \`npm run generate\`. Do not edit it. The dashboard's Endpoints page has the first of these with your address and key filled in.

Whatever speaks OpenAI's API needs three things: the base URL (\`${CONNECTION.baseUrl}\`), a key of \`PROXY_API_KEY\`, and a model (\`${CONNECTION.model}\`).
**Run** means that this client itself is run against the server in CI, **replayed** that requests in its shape are;
[compatibility.md](compatibility.md) has every row.`;

function sectionOf({ name, client, language, where, code }, proofs) {
  const proof = client === undefined ? 'Run in CI: `examples/curl.sh`.' : proofs.get(client);
  if (proof === undefined) throw new Error(`docs/compatibility.md has no proof for ${name}`);
  return [`## ${name}`, where, `\`\`\`${language}\n${code(CONNECTION)}\n\`\`\``, proof].join('\n\n');
}

/** One sentence for each client of the table. */
function proofsIn(markdown) {
  const rows = [...markdown.matchAll(/^\| (?!client|---)(.*) \|$/gm)].map(([, row]) => row.split(' | '));
  const proofs = new Map();
  for (const [name, , , , result] of rows) {
    if (result !== '✅') throw new Error(`docs/compatibility.md says that ${name} fails`);
    if (proofs.has(name)) continue;
    const own = rows.filter(([client]) => client === name);
    const [[, version, , , , proof]] = own;
    const features = [...new Set(own.map(([, , , feature]) => feature))].join('; ');
    proofs.set(name, `${proof === 'run' ? `Run, version ${version}` : 'Replayed'}: ${features}.`);
  }
  return proofs;
}
