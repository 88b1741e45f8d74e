import path from 'node:path';
import { type Executable, executableAt, pinnedExecutable } from '../command.ts';
import { candidateIn, IS_SCRIPT, isExecutable, searchFolders } from './candidates.ts';
import { type CliKind, isNativeProgram } from './kind.ts';
import { probeVersion } from './probe-version.ts';
import { TESTED_NATIVE_VERSIONS } from './versions.ts';

/** Where the program comes from: `QODER_CLI_PATH`, PATH, the folder of `install-cli`, our npm dependency, our own build. */
export type CliSource = 'cli_path' | 'path' | 'installed' | 'dependency' | 'built_in';

/** A native program that was found and not taken. */
export interface PassedOver {
  readonly file: string;
  /** Completes "It is not used: ...". */
  readonly problem: string;
  /** It is what it should be, but not a native program: nothing that has to be mended. */
  readonly isScript: boolean;
}

export interface ChosenCli {
  readonly executable: Executable;
  readonly kind: CliKind;
  readonly source: CliSource;
  readonly passedOver: readonly PassedOver[];
}

export interface CliSearch {
  /** As `QODER_CLI_PATH` says; undefined where the operator leaves the choice to us. */
  readonly cliPath: string | undefined;
  /** Where `install-cli` installs; undefined where there is no home. */
  readonly installFolder: string | undefined;
  /** Of this process: its PATH is searched, and what a qodercli may see of it is handed to what is asked for its version. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The versions to take. */
  readonly tested?: readonly string[];
}

/** How many programs are run to learn their versions, at most. */
const MOST_PROBES = 4;

/** Decides which qodercli runs. Runs none but for its version, and never one of the working folder. */
export async function chooseCli(search: CliSearch): Promise<ChosenCli> {
  const { cliPath, environment } = search;
  if (cliPath !== undefined) {
    const file = await fileOf(cliPath, environment.PATH);
    return { executable: executableAt(file), kind: await kindOf(file), source: 'cli_path', passedOver: [] };
  }
  const tested = search.tested ?? TESTED_NATIVE_VERSIONS;
  const passedOver: PassedOver[] = [];
  let probes = 0;
  for (const [source, folder] of foldersOf(search)) {
    const candidate = await candidateIn(folder);
    if (candidate === undefined) continue;
    const pass = (problem: string): void => {
      passedOver.push({ file: candidate.file, problem, isScript: problem === IS_SCRIPT });
    };
    if (candidate.problem !== undefined) {
      pass(candidate.problem);
      continue;
    }
    if (probes >= MOST_PROBES) {
      pass('too many others were looked at before it');
      continue;
    }
    probes += 1;
    const probed = await probeVersion({ file: candidate.file, args: [] }, environment);
    if ('problem' in probed) pass(probed.problem);
    else if (!tested.includes(probed.version)) pass(`version ${probed.version} is not one that was tested`);
    else {
      const executable = { file: candidate.file, args: [], version: probed.version };
      return { executable, kind: 'native', source, passedOver };
    }
  }
  return { executable: pinnedExecutable(), kind: 'node', source: 'dependency', passedOver };
}

function foldersOf({ environment, installFolder }: CliSearch): readonly (readonly [CliSource, string])[] {
  const folders = searchFolders(environment.PATH);
  const onPath = folders.map((folder) => ['path', folder] as const);
  // On PATH as well, where the operator has put it there.
  if (installFolder === undefined || folders.includes(installFolder)) return onPath;
  return [...onPath, ['installed', installFolder]];
}

/** A bare name is one of PATH. What is not found stays as it is, so that its start says so. */
async function fileOf(cliPath: string, searchPath: string | undefined): Promise<string> {
  if (cliPath.includes('/')) return cliPath;
  for (const folder of searchFolders(searchPath)) {
    const file = path.join(folder, cliPath);
    if (await isExecutable(file)) return file;
  }
  return cliPath;
}

async function kindOf(file: string): Promise<CliKind> {
  if (executableAt(file).file !== file) return 'node';
  return (await isNativeProgram(file).catch(() => false)) ? 'native' : 'other';
}
