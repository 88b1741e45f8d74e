import { createInterface } from 'node:readline/promises';

const TOKENS_PER_TURN = 500;

/** What a run costs, as far as it can be told before. */
export function costText(turns: number, model: string, idleMinutes: number): string {
  return (
    `This asks the model "${model}" of your Qoder account about ${turns} short questions, of some ${TOKENS_PER_TURN} tokens each ` +
    `with their answers, and takes about ${Math.ceil(idleMinutes) + 2} minutes. It costs the credits of ${turns} short requests; ` +
    'the report says how many that was. Nothing else is sent or changed.'
  );
}

/** Asks at the terminal; undefined where there is no terminal. */
export async function askConsent(): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // At the end of the input there is no answer.
  const answer = await Promise.race([
    terminal.question('Go on? [yes/no] '),
    new Promise<string>((resolve) => terminal.once('close', () => resolve(''))),
  ]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
