import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProcessRecord {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly authPayload: unknown;
  /** Every line that the process was sent, raw. */
  readonly stdin: readonly string[];
}

/** What the simulator writes down of what it is sent, process by process. */
export interface Recording {
  readonly env: Readonly<Record<string, string>>;
  readonly processes: () => readonly ProcessRecord[];
  /** User messages sent so far, to whichever process, in the order in which they were read. */
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's own shape
  readonly userMessages: () => readonly any[];
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's own shape
  readonly initializations: () => readonly any[];
  /** Begins to follow. The result gives what was sent since then, whichever process it went to, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's own shape
  readonly follow: () => () => readonly any[];
  readonly remove: () => void;
}

export function createRecording(): Recording {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-recording-'));
  const entries = (file: string) =>
    readFileSync(path.join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const processes = (): readonly ProcessRecord[] =>
    readdirSync(folder).map((file) => {
      const [head, ...rest] = entries(file);
      return { ...head, stdin: rest.flatMap(({ stdin }) => stdin ?? []) };
    });
  const messages = (seen: ReadonlyMap<string, number> = new Map()) =>
    readdirSync(folder)
      .flatMap((file) => entries(file).slice(seen.get(file)))
      .filter(({ stdin }) => stdin !== undefined)
      .sort((a, b) => a.at - b.at)
      .map(({ stdin }) => JSON.parse(stdin));
  return {
    env: { QODER_SIMULATOR_RECORD: folder },
    processes,
    userMessages: () => messages().filter(({ type }) => type === 'user'),
    initializations: () =>
      messages()
        .filter(({ type, request }) => type === 'control_request' && request.subtype === 'initialize')
        .map(({ request }) => request),
    follow: () => {
      const seen = new Map(readdirSync(folder).map((file) => [file, entries(file).length]));
      return () => messages(seen);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
