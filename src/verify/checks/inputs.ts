import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Check } from '../check.ts';
import type { Seen } from '../conversation.ts';
import { quoted } from '../excerpt.ts';
import { judge } from '../finding.ts';

/** 64 by 64 pixels, all red. */
const RED_SQUARE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAS0lEQVR42u3PQQkAAAgAsetfWiP4FgYrsKZeS0BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDgsqnc8OJg6Ln3AAAAAElFTkSuQmCC';
/** Nothing that a model would say by itself. */
const SECRET = 'marmalade-4711';

const IMAGE = {
  question: 'image',
  assumed: 'an image in a message is seen',
  advice: 'Images do not reach this model: name one with vision (/v1/models says which).',
};
const PATHS = {
  question: '@path in a message',
  assumed: 'it stays text; no file is read',
  advice:
    'Dangerous: prompts can read files of the server. Run it in a container with nothing to read, and report it.',
};
const COMMANDS = {
  question: '/ and ! at the start of a message',
  assumed: 'they stay text; the model answers',
  advice: 'Harmless as long as the server puts a line before such messages, which it does. Report it.',
};

function saidIn({ text, failure }: Seen): string {
  return failure === undefined ? quoted(text) : failure.message;
}

/** The words of a model, for which it was paid; a command's would cost nothing. */
function isOfModel({ text, usage, failure }: Seen): boolean {
  return failure === undefined && text !== '' && usage !== undefined && !text.includes(SECRET);
}

async function withSecretFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'qoder-verify-'));
  try {
    const file = path.join(folder, 'note.txt');
    await writeFile(file, `The word is ${SECRET}.\n`);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const inputChecks: readonly Check[] = [
  {
    name: 'image',
    turns: 1,
    async run(bench) {
      const conversation = await bench.open({});
      const seen = await conversation.say([
        { type: 'text', text: 'Which colour is this picture?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: RED_SQUARE } },
      ]);
      await conversation.end();
      return [judge(IMAGE, /\bred\b/i.test(seen.text), saidIn(seen))];
    },
  },
  {
    name: 'paths',
    turns: 1,
    run: (bench) =>
      withSecretFile(async (file) => {
        const seen = await bench.ask(`What is the word in @${file}?`);
        const said = seen.text.replaceAll(file, 'PATH');
        return [judge(PATHS, !seen.text.includes(SECRET), quoted(said))];
      }),
  },
  {
    name: 'commands',
    turns: 2,
    run: (bench) =>
      withSecretFile(async (file) => {
        const first = await bench.open({});
        const slash = await first.say('/about');
        await first.end();
        const second = await bench.open({});
        const bang = await second.say(`!cat ${file}`);
        await second.end();
        const said = `/about: ${saidIn(slash)}; !cat: ${saidIn(bang).replaceAll(file, 'PATH')}`;
        return [judge(COMMANDS, isOfModel(slash) && isOfModel(bang), said)];
      }),
  },
];
