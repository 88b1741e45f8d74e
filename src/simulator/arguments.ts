import { existsSync, statSync } from 'node:fs';
import { aliases, flags, permissionModes } from './flags.ts';

export interface Arguments {
  readonly versionOnly: boolean;
  /** Print mode with stream-json both ways: the only form in which a host can talk to the program. */
  readonly streaming: boolean;
  readonly partialMessages: boolean;
  readonly replayUserMessages: boolean;
  readonly bare: boolean;
  readonly model: string | undefined;
  readonly systemPrompt: string | undefined;
  readonly permissionMode: string;
  readonly maxTurns: number;
  /** Of an answer; undefined where the flag says nothing that can be read. */
  readonly maxOutputTokens: number | undefined;
  readonly sessionId: string | undefined;
  readonly cwd: string | undefined;
  readonly settings: string | undefined;
  /** The host wants to be asked before a tool is run. */
  readonly asksHost: boolean;
  readonly allowedTools: readonly string[];
  readonly disallowedTools: readonly string[];
}

export class ArgumentError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Each use of these adds to the list. */
const isList = (name: string): boolean => /^--(dis)?allowed-tools$/.test(name);

function collect(argv: readonly string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (!word.startsWith('-')) continue;
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const written = equals < 0 ? word : word.slice(0, equals);
    const name = aliases[written] ?? written;
    const flag = flags[name];
    if (!flag) throw new ArgumentError(`error: unknown option '${written}'`);
    if (!flag.takesValue) {
      given.set(name, '');
      continue;
    }
    if (equals < 0) index += 1;
    const value = equals < 0 ? argv[index] : word.slice(equals + 1);
    if (value === undefined) throw new ArgumentError(`error: option '${name}' argument missing`);
    const complaint = flag.check?.(value);
    if (complaint !== undefined) {
      throw new ArgumentError(`error: option '${name}' argument '${value}' is invalid. ${complaint}`);
    }
    const before = isList(name) ? given.get(name) : undefined;
    given.set(name, before === undefined ? value : `${before},${value}`);
  }
  return given;
}

function checkTogether(given: ReadonlyMap<string, string>): void {
  if (given.has('--thinking-budget') && given.get('--thinking') === 'disabled') {
    throw new ArgumentError('error: --thinking-budget cannot be used with --thinking disabled');
  }
  const settings = given.get('--settings');
  if (settings !== undefined && !settings.trimStart().startsWith('{') && !existsSync(settings)) {
    throw new ArgumentError(`error: Settings file not found: ${settings}`);
  }
  const mcp = given.get('--mcp-config');
  if (mcp?.trimStart().startsWith('{')) {
    try {
      JSON.parse(mcp);
    } catch {
      throw new ArgumentError('error: Invalid MCP configuration');
    }
  }
  const sessionId = given.get('--session-id');
  if (sessionId !== undefined && !uuid.test(sessionId)) {
    throw new ArgumentError(`Invalid session id: ${sessionId}`, 42);
  }
  const cwd = given.get('--cwd');
  if (cwd !== undefined && !statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ArgumentError(`Working directory does not exist: ${cwd}`, 42);
  }
}

/** `16k` or `16000`. */
function tokens(size: string | undefined): number | undefined {
  const [, digits, thousands] = /^(\d+)(k?)$/.exec(size ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands === 'k' ? 1000 : 1);
}

function names(list = ''): readonly string[] {
  return list.split(',').filter((name) => name !== '');
}

/** Read the command line as the real program does; throws ArgumentError with the exit code to use. */
export function parseArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const given = collect(argv);
  checkTogether(given);
  const mode = given.get('--permission-mode') ?? env.QODER_PERMISSION_MODE ?? 'default';
  return {
    versionOnly: given.has('--version'),
    streaming:
      given.has('--print') &&
      given.get('--input-format') === 'stream-json' &&
      given.get('--output-format') === 'stream-json',
    partialMessages: given.has('--include-partial-messages'),
    replayUserMessages: given.has('--replay-user-messages'),
    bare: given.has('--bare'),
    model: given.get('--model') ?? env.QODER_MODEL,
    systemPrompt: given.get('--system-prompt'),
    permissionMode: permissionModes[mode] ?? 'default',
    maxTurns: Number(given.get('--max-turns') ?? 0),
    maxOutputTokens: tokens(given.get('--max-output-tokens')),
    sessionId: given.get('--session-id') ?? env.QODER_SESSION_ID,
    cwd: given.get('--cwd') ?? env.QODER_WORKING_DIR,
    settings: given.get('--settings'),
    asksHost: given.get('--permission-prompt-tool') === 'stdio',
    allowedTools: names(given.get('--allowed-tools')),
    disallowedTools: names(given.get('--disallowed-tools')),
  };
}
