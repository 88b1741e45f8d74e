// Takes the pictures of docs/screenshots: the built server with the simulator, some requests, a real browser.
// Usage: npm run screenshots; `-- --all FOLDER` takes every page at every size, to be looked at.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserPath } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const takesAll = process.argv[2] === '--all';
const folder = (takesAll && process.argv[3]) || path.join(root, 'docs', 'screenshots');
/** What stands in the repository. */
const KEPT =
  /^(overview|endpoints|playground|requests|request|system-logs)-1440\.png$|^(overview|request)-390\.png$|^requests-1440-light\.png$/;
const PASSWORD = 'screenshots';
const KEY = 'sk-screenshots-only-a1b2';

const SIZES = [
  { name: '1440', width: 1440, height: 900 },
  { name: '1024', width: 1024, height: 768 },
  { name: '390', width: 390, height: 844 },
];

const gateway = await startGateway();
try {
  await makeTraffic(gateway.url);
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
  const looks = [...SIZES.map((size) => [size, 'dark']), [SIZES[0], 'light']];
  for (const [size, scheme] of looks) await shoot(browser, size, scheme);
  // Last of all: what it asks shows up in the logs.
  for (const [size, scheme] of looks) await shootPlayground(browser, size, scheme);
  await browser.close();
} finally {
  gateway.child.kill('SIGTERM');
  await once(gateway.child, 'exit');
}

async function startGateway() {
  const child = spawn(process.execPath, [path.join(root, 'dist/src/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      HOST: '127.0.0.1',
      PROXY_API_KEY: `laptop=${KEY},ci=sk-screenshots-ci-c3d4`,
      DASHBOARD_PASSWORD: PASSWORD,
      QODER_BACKEND: 'simulator',
      QODER_MAX_PROCESSES: '8',
      QODER_MAX_CONCURRENCY: '4',
      QODER_WARM_PROCESSES: '2',
    },
  });
  let text = '';
  // Not `for await`: leaving the loop would close the pipe under the server.
  const port = await new Promise((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      text += piece;
      const found = /"port":(\d+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the server did not start; run `npm run build` first')));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

async function makeTraffic(url) {
  const post = (route, body, key = KEY, agent = 'OpenAI/Python 2.1.0') =>
    fetch(`${url}${route}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify(body),
    }).then((response) => response.text());
  // What the simulator shall answer stands in an earlier message, where the pictures do not show it.
  const scripted = (steps) => `<simulate>${JSON.stringify(steps)}</simulate>`;
  const chat = (model, content, steps, rest = {}) => ({
    model,
    messages: [
      { role: 'user', content: scripted(steps) },
      { role: 'assistant', content: 'Noted.' },
      { role: 'user', content },
    ],
    ...rest,
  });
  const questions = [
    ['gpt-4o', 'What is the capital of France?', 'The capital of France is **Paris**.'],
    [
      'claude-opus-4',
      'Review this function for race conditions',
      'Two of them: the map is written from both callbacks, and …',
    ],
    [
      'lite',
      'Summarise the release notes in one line',
      'Streams now resume, and cold starts are half as long.',
    ],
    [
      'deepseek-v4',
      'Write a haiku about process pools',
      'Warm forks in waiting, / a prompt falls like autumn rain: / words before the frost.',
    ],
    [
      'gpt-4o-mini',
      'Translate "backpressure" into German',
      'Gegendruck; in der Informatik meist unübersetzt.',
    ],
  ];
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(
      questions.map(([model, question, answer], index) =>
        post(
          '/v1/chat/completions',
          chat(model, question, [{ sleep: 30 + 40 * index }, { text: answer }], { stream: index % 2 === 0 }),
          KEY,
          ['OpenAI/Python 2.1.0', 'ai-sdk/openai-compatible', 'LangChain/1.2'][index % 3],
        ),
      ),
    );
  }
  const tools = [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
      },
    },
  ];
  const weather = [
    { thinking: 'The user asks for the weather; there is a tool for that.' },
    { text: 'Let me look that up. ' },
    { tools: [{ name: 'get_weather', input: { city: 'Oslo', unit: 'celsius' } }] },
  ];
  const completions = '/v1/chat/completions';
  await post(completions, chat('gpt-4o', 'How warm is it in Oslo?', weather, { tools, stream: true }));
  const limited = [{ error: 'rate_limit', message: 'Too many requests to the model service.' }];
  await post(completions, chat('auto', 'Is there any quota left?', limited));
  const broken = [
    { text: 'It began well, ' },
    { sleep: 50 },
    { error: 'server_error', message: 'The model service is overloaded.' },
  ];
  await post(completions, chat('auto', 'Tell me a long story', broken, { stream: true }));
  const hot = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], temperature: 9 };
  await post(completions, hot, 'sk-screenshots-ci-c3d4', 'curl/8.5.0');
  await post('/v1/embeddings', { model: 'text-embedding-3-small', input: 'Hello' }, 'sk-screenshots-ci-c3d4');
  const aborting = new AbortController();
  const cancelled = fetch(`${url}${completions}`, {
    method: 'POST',
    signal: aborting.signal,
    headers: {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'user-agent': 'Zed/0.240',
    },
    body: JSON.stringify(
      chat('auto', 'Explain everything', [{ text: 'Where to begin. ' }, { sleep: 5_000 }], { stream: true }),
    ),
  }).then((response) => response.text());
  await delay(600);
  aborting.abort();
  await cancelled.catch(() => undefined);
  // Still running when the pictures are taken.
  const sentences = [
    'A pool keeps processes booted, so that the first token comes at once. ',
    'When one is taken, the next one starts to boot. ',
    'An answer leaves its process parked, for the next message of the same conversation. ',
  ];
  const long = Array.from({ length: 300 }, (_, index) => [
    { text: sentences[index % sentences.length] },
    { sleep: 300 },
  ]).flat();
  for (const model of ['gpt-4o', 'ultimate']) {
    void post(completions, chat(model, 'Explain how the process pool works', long, { stream: true })).catch(
      () => undefined,
    );
  }
  await delay(12_000);
}

async function visit(browser, { name, width, height }, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const suffix = colorScheme === 'dark' ? name : `${name}-light`;
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401'))
      console.error(`${suffix}: ${message.text()}`);
  });
  const save = async (title) => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) console.error(`${title} at ${suffix}: ${overflow} px too wide`);
    const file = `${title}-${suffix}.png`;
    if (takesAll || KEPT.test(file)) await page.screenshot({ path: path.join(folder, file) });
  };
  const open = async (target) => {
    await page.goto(`${gateway.url}/dashboard/${target}`);
    // Live data and fonts settle.
    await delay(800);
  };
  await open('');
  await save('sign-in');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Process pool' }).waitFor();
  return { page, save, open, close: () => context.close() };
}

async function shoot(browser, size, colorScheme) {
  const { page, save, open, close } = await visit(browser, size, colorScheme);
  await page.getByText('5 min', { exact: true }).click();
  await page.locator('figure canvas').last().waitFor();
  // The click scrolled to what it clicked.
  await page.locator('h1').evaluate((heading) => heading.scrollIntoView({ block: 'end' }));
  await delay(600);
  await save('overview');
  for (const name of ['endpoints', 'requests']) {
    await open(name);
    await save(name);
  }
  const ids = await page.evaluate(() => fetch('/dashboard/api/requests').then((response) => response.json()));
  const shown = ids.data.find((entry) => entry.finish_reason === 'tool_calls') ?? ids.data[0];
  await open(`requests/${shown.id}`);
  await save('request');
  await open('system-logs');
  await save('system-logs');
  await close();
}

async function shootPlayground(browser, size, colorScheme) {
  const { page, save, open, close } = await visit(browser, size, colorScheme);
  await open('playground');
  await save('playground-empty');
  await converse(page);
  await save('playground');
  await close();
}

/** A conversation of two turns; what the simulator shall answer is slipped in on the way to the server. */
async function converse(page) {
  const answers = [
    [
      { thinking: 'Backoff spreads retries. I should show the formula, a snippet, and when not to use it.' },
      {
        text: [
          'Exponential backoff makes each retry wait **twice as long** as the one before, up to a cap:\n',
          '```js',
          'const delay = (attempt) =>',
          '  Math.random() * Math.min(30_000, 500 * 2 ** attempt);',
          '```\n',
          '- *Full jitter* keeps clients from coming back all at once.',
          '- Obey `retry-after` where the server sends it.',
          '- Do not retry what cannot get better: a `400` stays a `400`.',
        ].join('\n'),
      },
      { credits: 0.12 },
    ],
    [
      {
        text: '| attempt | longest wait |\n| --- | --- |\n| 1 | 1 s |\n| 2 | 2 s |\n| 3 | 4 s |\n\nAfter that I would give up and tell the user.',
      },
      { credits: 0.05 },
    ],
  ];
  await page.route('**/dashboard/api/chat/completions', (route) => {
    const body = route.request().postDataJSON();
    const script = `<simulate>${JSON.stringify(answers.shift())}</simulate>`;
    const messages = body.messages.map((message, index) =>
      index === body.messages.length - 1 ? { ...message, content: `${script}${message.content}` } : message,
    );
    return route.continue({ postData: JSON.stringify({ ...body, messages }) });
  });
  for (const question of ['Explain exponential backoff', 'How many times would you retry?']) {
    await page.getByRole('textbox', { name: 'Message' }).fill(question);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Regenerate' }).waitFor();
  }
  await delay(400);
}
