import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { isNativeProgram } from './kind.ts';

export const PROGRAM = 'qodercli';
/** Far more than any PATH has. */
const MOST_FOLDERS = 64;
const WRITABLE_BY_OTHERS = 0o002;
const STICKY = 0o1000;

export interface Candidate {
  readonly file: string;
  /** Why it is no native program that may be run; undefined where it is one. */
  readonly problem: string | undefined;
}

/**
 * The folders of a PATH, each once. Empty and relative entries mean the working folder or one below it, which may be
 * anybody's: they are left out.
 */
export function searchFolders(searchPath: string | undefined): readonly string[] {
  const folders = (searchPath ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return [...new Set(folders.map((folder) => path.normalize(folder)))].slice(0, MOST_FOLDERS);
}

/** Looks at `qodercli` of a folder without running it. Undefined where there is none. */
export async function candidateIn(folder: string): Promise<Candidate | undefined> {
  const file = path.join(folder, PROGRAM);
  try {
    return { file, problem: await problemOf(file, folder) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Not there, or in something that is no folder.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { file, problem: `it cannot be read (${code})` };
  }
}

/** Whether this is a file that this process may execute. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** What the npm package installs, and not a mistake of the operator's. */
export const IS_SCRIPT = 'it is a script, as the npm package installs it, not a native program';

async function problemOf(file: string, folder: string): Promise<string | undefined> {
  // Follows links: what counts is what would run.
  const found = await stat(file);
  if (!found.isFile()) return 'it is not a file';
  if (!(await isExecutable(file))) return 'it is not executable';
  if ((found.mode & WRITABLE_BY_OTHERS) !== 0) return 'everybody may write to it';
  const { mode } = await stat(folder);
  if ((mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0) return 'everybody may write to its folder';
  return (await isNativeProgram(file)) ? undefined : IS_SCRIPT;
}
