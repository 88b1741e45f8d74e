// Prints an answer as it is written, and what it took. Ctrl-C ends the turn at the server, too.
import OpenAI from 'openai';

const client = new OpenAI(); // reads OPENAI_BASE_URL and OPENAI_API_KEY
const leaving = new AbortController();
process.once('SIGINT', () => leaving.abort());

const stream = await client.chat.completions.create(
  {
    model: 'auto',
    messages: [{ role: 'user', content: 'Count from one to five.' }],
    stream: true,
    stream_options: { include_usage: true },
  },
  { signal: leaving.signal },
);
for await (const { choices, usage } of stream) {
  process.stdout.write(choices[0]?.delta.content ?? '');
  if (usage) console.log(`\n${usage.completion_tokens} tokens`);
}
