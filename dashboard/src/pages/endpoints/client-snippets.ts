import { pythonText, shellText } from '../../snippets.ts';

export interface Connection {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly key: string;
  readonly model: string;
}

export interface ClientSnippet {
  readonly id: string;
  readonly name: string;
  /** Where the code belongs. */
  readonly where: string;
  readonly code: (connection: Connection) => string;
}

// Keys, models and addresses are the operator's own; each is written as the language wants its texts.
const quoted = (text: string): string => JSON.stringify(text);
const singleQuoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
const json = (value: object): string => JSON.stringify(value, null, 2);

const QUESTION = 'Say hello in one sentence.';

/** How the clients that people use are pointed at this server. */
export const clientSnippets: readonly ClientSnippet[] = [
  {
    id: 'curl',
    name: 'curl',
    where: 'In a terminal.',
    code: ({ baseUrl, key, model }) => {
      const body = { model, stream: true, messages: [{ role: 'user', content: QUESTION }] };
      return [
        `curl -N ${shellText(`${baseUrl}/chat/completions`)} \\`,
        `  -H ${shellText(`Authorization: Bearer ${key}`)} \\`,
        "  -H 'Content-Type: application/json' \\",
        `  -d ${shellText(JSON.stringify(body))}`,
      ].join('\n');
    },
  },
  {
    id: 'python',
    name: 'OpenAI Python',
    where: 'pip install openai',
    code: ({ baseUrl, key, model }) => `from openai import OpenAI

client = OpenAI(
    base_url=${pythonText(baseUrl)},
    api_key=${pythonText(key)},
)
stream = client.chat.completions.create(
    model=${pythonText(model)},
    messages=[{"role": "user", "content": ${pythonText(QUESTION)}}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`,
  },
  {
    id: 'node',
    name: 'OpenAI Node',
    where: 'npm install openai',
    code: ({ baseUrl, key, model }) => `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${singleQuoted(baseUrl)},
  apiKey: ${singleQuoted(key)},
});
const stream = await client.chat.completions.create({
  model: ${singleQuoted(model)},
  messages: [{ role: 'user', content: ${singleQuoted(QUESTION)} }],
  stream: true,
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}`,
  },
  {
    id: 'langchain',
    name: 'LangChain',
    where: 'pip install langchain-openai',
    code: ({ baseUrl, key, model }) => `from langchain_openai import ChatOpenAI

llm = ChatOpenAI(
    base_url=${pythonText(baseUrl)},
    api_key=${pythonText(key)},
    model=${pythonText(model)},
    stream_usage=True,
)
for chunk in llm.stream(${pythonText(QUESTION)}):
    print(chunk.content, end="", flush=True)`,
  },
  {
    id: 'open-webui',
    name: 'Open WebUI',
    where:
      'pip install open-webui. Only its first start reads these; later it is Admin settings, Connections, OpenAI API, with the same values.',
    code: ({ baseUrl, key, model }) => `export OPENAI_API_BASE_URL=${shellText(baseUrl)}
export OPENAI_API_KEY=${shellText(key)}
export DEFAULT_MODELS=${shellText(model)}
# Qoder has no embedding models: keep Open WebUI's own.
export RAG_EMBEDDING_ENGINE=''
open-webui serve`,
  },
  {
    id: 'continue',
    name: 'Continue',
    where: '~/.continue/config.yaml',
    code: ({ baseUrl, key, model }) => `name: Qoder Gateway
version: 0.0.1
schema: v1
models:
  - name: Qoder ${model}
    provider: openai
    model: ${quoted(model)}
    apiBase: ${quoted(baseUrl)}
    apiKey: ${quoted(key)}
    capabilities: [tool_use, image_input]
    roles: [chat, edit, apply]`,
  },
  {
    id: 'zed',
    name: 'Zed',
    where: 'settings.json; the key goes into QODER_GATEWAY_API_KEY or the agent panel.',
    code: ({ baseUrl, model }) =>
      json({
        language_models: {
          openai_compatible: {
            'Qoder Gateway': {
              api_url: baseUrl,
              available_models: [
                {
                  name: model,
                  max_tokens: 200_000,
                  max_output_tokens: 16_000,
                  capabilities: {
                    tools: true,
                    images: true,
                    parallel_tool_calls: true,
                    prompt_cache_key: false,
                  },
                },
              ],
            },
          },
        },
      }),
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    where: 'In a terminal; or in the `env` of ~/.claude/settings.json. Its address has no /v1.',
    code: ({ baseUrl, key, model }) => `export ANTHROPIC_BASE_URL=${shellText(baseUrl.replace(/\/v1$/, ''))}
export ANTHROPIC_AUTH_TOKEN=${shellText(key)}
export ANTHROPIC_MODEL=${shellText(model)}
claude`,
  },
  {
    id: 'codex',
    name: 'Codex',
    where: '~/.codex/config.toml; the key goes into QODER_GATEWAY_API_KEY.',
    code: ({ baseUrl, model }) => `model = ${quoted(model)}
model_provider = "qoder"

[model_providers.qoder]
name = "Qoder Gateway"
base_url = ${quoted(baseUrl)}
env_key = "QODER_GATEWAY_API_KEY"
wire_api = "responses"`,
  },
  {
    id: 'cursor',
    name: 'Cursor',
    where: 'Settings, Models, API keys. Cursor calls from its own servers: the address must be public.',
    code: ({ baseUrl, key, model }) => `OpenAI API key:            ${key}
Override OpenAI base URL:  ${baseUrl}
Add custom model:          qoder-${model}`,
  },
  {
    id: 'ai-sdk',
    name: 'AI SDK',
    where: 'npm install ai @ai-sdk/openai-compatible',
    code: ({ baseUrl, key, model }) => `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const qoder = createOpenAICompatible({
  name: 'qoder',
  baseURL: ${singleQuoted(baseUrl)},
  apiKey: ${singleQuoted(key)},
  includeUsage: true,
});
const { textStream } = streamText({
  model: qoder(${singleQuoted(model)}),
  prompt: ${singleQuoted(QUESTION)},
});
for await (const text of textStream) process.stdout.write(text);`,
  },
  {
    id: 'ai-sdk-openai',
    name: 'AI SDK, OpenAI',
    where: 'npm install ai @ai-sdk/openai; its default factory asks by the Responses API.',
    code: ({ baseUrl, key, model }) => `import { createOpenAI } from '@ai-sdk/openai';
import { streamText } from 'ai';

const qoder = createOpenAI({
  baseURL: ${singleQuoted(baseUrl)},
  apiKey: ${singleQuoted(key)},
});
const { textStream } = streamText({
  model: qoder(${singleQuoted(model)}),
  prompt: ${singleQuoted(QUESTION)},
});
for await (const text of textStream) process.stdout.write(text);`,
  },
];
