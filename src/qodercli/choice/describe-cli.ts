import type { ChosenCli } from './choose-cli.ts';
import { CLI_WEIGHTS, type CliKind } from './kind.ts';

const KINDS: Readonly<Record<CliKind, string>> = {
  native: 'The native qodercli',
  node: 'The qodercli of the npm package',
  other: 'A qodercli',
  simulator: 'The simulator of qodercli',
};

const SOURCES: Readonly<Record<ChosenCli['source'], string>> = {
  cli_path: 'that QODER_CLI_PATH names',
  path: 'found on PATH',
  installed: 'that install-cli has installed',
  dependency: 'that comes with the server, since no native one of a tested version was found',
  built_in: 'that comes with the server',
};

/** One sentence: which, and why. It names no path of this machine. */
export function reasonOf({ kind, source }: Pick<ChosenCli, 'kind' | 'source'>): string {
  return `${KINDS[kind]} ${SOURCES[source]}.`;
}

/** One sentence: what a boot takes. */
export function costOf(kind: CliKind): string {
  if (kind === 'simulator') return 'It needs little.';
  const { bootCpuSeconds, bootMegabytes } = CLI_WEIGHTS[kind];
  const cost = `A boot takes about ${bootCpuSeconds} s of CPU and ${bootMegabytes} MB`;
  if (kind === 'native') return `${cost}, a quarter and under half of what the npm package takes.`;
  return kind === 'node'
    ? `${cost}; the native one takes a quarter and under half of that.`
    : `${cost}, or less.`;
}
