// The SDK runs the loop of an agent: it calls our function whenever the model asks for it.
import OpenAI from 'openai';

const client = new OpenAI(); // reads OPENAI_BASE_URL and OPENAI_API_KEY

const runner = client.chat.completions.runTools({
  model: 'auto',
  messages: [{ role: 'user', content: 'What is the weather like in Paris?' }],
  tools: [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        description: 'The weather in a city, now.',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        parse: JSON.parse,
        function({ city }) {
          console.log(`get_weather(${city})`);
          return { city, celsius: 18, sky: 'clear' };
        },
      },
    },
  ],
});
console.log(await runner.finalContent());
