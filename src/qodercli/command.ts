import { createRequire } from 'node:module';
import path from 'node:path';
import type { ProcessFolders } from './workspace.ts';

/** A program and its first arguments. */
export interface Executable {
  readonly file: string;
  readonly args: readonly string[];
  /** As its package says, where it has one; a process may tell otherwise. */
  readonly version?: string;
}

/** Protocol version of the pinned CLI; another major may mean another protocol. */
export const PROTOCOL_MAJOR = 1;

/** Variables that the CLI may inherit: how to find node, how to speak, and how to reach the network. */
const INHERITED_ENV = [
  'PATH',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_COMPILE_CACHE',
];

/** A script is run by this very node, anything else is started directly. */
export function executableAt(file: string): Executable {
  return /\.[cm]?js$/.test(file) ? { file: process.execPath, args: [file] } : { file, args: [] };
}

/** The qodercli that is pinned as our dependency. */
export function pinnedExecutable(): Executable {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@qoder-ai/qodercli/package.json');
  const { version } = require(manifest) as { readonly version: string };
  return { ...executableAt(path.join(path.dirname(manifest), 'bundle', 'qodercli.js')), version };
}

export interface LaunchSettings {
  readonly settingsFile: string;
  /** A logged-in CLI's own configuration folder, in place of the private one. */
  readonly configDir: string | undefined;
  readonly maxOutputTokens: string;
}

/**
 * The arguments of every process. They hold no prompt and no secret: arguments are world-readable.
 * `--setting-sources ""` is what keeps hooks and instructions of any folder from being run and read.
 */
export function launchArguments(settings: LaunchSettings, folders: ProcessFolders): readonly string[] {
  return [
    '--print',
    ...['--input-format', 'stream-json', '--output-format', 'stream-json'],
    '--include-partial-messages',
    '--no-session-persistence',
    ...['--tools', ''],
    '--disable-builtin-skills',
    '--strict-mcp-config',
    ...['--setting-sources', ''],
    ...['--permission-mode', 'dont_ask'],
    ...['--max-output-tokens', settings.maxOutputTokens],
    ...['--config-dir', settings.configDir ?? folders.config],
    ...['--settings', settings.settingsFile],
  ];
}

/** What a CLI may see of this process' environment. */
export function inheritedEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  extraNames: readonly string[] = [],
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of [...INHERITED_ENV, ...extraNames]) {
    const value = own[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** The whole environment of a CLI process: an allow-list, so that a secret of ours can never slip in. */
export function childEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  extraNames: readonly string[],
  folders: ProcessFolders,
  authFifo: string,
): Record<string, string> {
  return {
    ...inheritedEnvironment(own, extraNames),
    HOME: folders.home,
    TMPDIR: folders.temporary,
    // Any value switches the CLI to SDK mode, where it reads its login from the payload file alone.
    QODER_AGENT_SDK_ENTRYPOINT: 'qoder-gateway',
    QODER_SDK_AUTH_PAYLOAD_FILE: authFifo,
    QODER_EXPOSE_TOKEN_USAGE: '1',
  };
}
