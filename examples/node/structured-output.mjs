// An answer that fits a type: the server checks it against the schema, and asks the model once more if it does not.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const client = new OpenAI(); // reads OPENAI_BASE_URL and OPENAI_API_KEY

const City = z.object({ name: z.string(), country: z.string(), inhabitants: z.number().int() });

const completion = await client.chat.completions.parse({
  model: 'auto',
  messages: [{ role: 'user', content: 'Tell me about Paris.' }],
  response_format: zodResponseFormat(City, 'city'),
});
const city = completion.choices[0].message.parsed;
console.log(`${city.name}, ${city.country}: ${city.inhabitants} inhabitants`);
