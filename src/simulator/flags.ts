export interface Flag {
  /** False for a switch without a value. */
  readonly takesValue: boolean;
  /** What is wrong with the value, if anything. */
  readonly check?: (value: string) => string | undefined;
}

const on: Flag = { takesValue: false };
const any: Flag = { takesValue: true };

function oneOf(...allowed: readonly string[]): Flag {
  return {
    takesValue: true,
    check: (value) => (allowed.includes(value) ? undefined : `Allowed choices are ${allowed.join(', ')}.`),
  };
}

function matching(pattern: RegExp, complaint: string): Flag {
  return { takesValue: true, check: (value) => (pattern.test(value) ? undefined : complaint) };
}

const positive = matching(/^0*[1-9]\d*$/, 'Expected a positive integer.');

export const permissionModes: Readonly<Record<string, string>> = {
  default: 'default',
  plan: 'plan',
  auto: 'auto',
  bypass_permissions: 'bypassPermissions',
  bypassPermissions: 'bypassPermissions',
  accept_edits: 'acceptEdits',
  acceptEdits: 'acceptEdits',
  dont_ask: 'dontAsk',
  dontAsk: 'dontAsk',
};

export const aliases: Readonly<Record<string, string>> = {
  '-p': '--print',
  '-m': '--model',
  '-w': '--cwd',
  '-q': '--quiet',
  '-v': '--version',
};

export const flags: Readonly<Record<string, Flag>> = {
  '--version': on,
  '--print': on,
  '--input-format': oneOf('text', 'stream-json'),
  '--output-format': oneOf('text', 'json', 'stream-json'),
  '--include-partial-messages': on,
  '--include-hook-events': on,
  '--replay-user-messages': on,
  '--no-session-persistence': on,
  '--disable-builtin-skills': on,
  '--strict-mcp-config': on,
  '--session-mirror': on,
  '--emit-reference-content': on,
  '--headless-fast-hooks': on,
  '--quiet': on,
  '--yolo': on,
  '--bare': on,
  '--tools': any,
  '--allowed-tools': any,
  '--disallowed-tools': any,
  '--model': any,
  '--max-output-tokens': any,
  '--reasoning-effort': oneOf('auto', 'off', 'none', 'low', 'medium', 'high', 'xhigh', 'max', 'ultracode'),
  '--thinking': oneOf('auto', 'adaptive', 'enabled', 'disabled'),
  '--thinking-budget': positive,
  '--context-window': positive,
  '--max-model-request-retries': {
    takesValue: true,
    check: (value) =>
      value.trim() !== '' && Number.isFinite(Number(value)) ? undefined : 'Expected a number.',
  },
  '--max-turns': matching(/^\d+$/, 'Expected a non-negative integer.'),
  '--system-prompt': any,
  '--append-system-prompt': any,
  '--mcp-config': any,
  '--setting-sources': {
    takesValue: true,
    check: (value) =>
      value === '' || value.split(',').every((name) => ['user', 'project', 'local'].includes(name))
        ? undefined
        : 'Expected a list of user, project, local.',
  },
  '--settings': any,
  '--permission-mode': oneOf(...Object.keys(permissionModes)),
  '--permission-prompt-tool': any,
  '--extensions': any,
  '--proxy': {
    takesValue: true,
    check: (value) => (URL.canParse(value) ? undefined : 'Expected a URL.'),
  },
  '--fake-responses': any,
  '--record-responses': any,
  '--session-id': any,
  '--cwd': any,
  '--config-dir': any,
  '--output-style': any,
  '--agent': any,
  '--agents': any,
};
