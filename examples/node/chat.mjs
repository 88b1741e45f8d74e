// One question, one answer, and what it took.
import OpenAI from 'openai';

const client = new OpenAI(); // reads OPENAI_BASE_URL and OPENAI_API_KEY

const completion = await client.chat.completions.create({
  model: 'auto',
  messages: [
    { role: 'system', content: 'You are terse.' },
    { role: 'user', content: 'What is the capital of France?' },
  ],
});
console.log(completion.choices[0].message.content);
console.log(`${completion.model} used ${completion.usage.total_tokens} tokens`);
