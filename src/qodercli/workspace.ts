import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdFolder, sweepAbandoned } from './abandoned-folders.ts';
import { qualifiedToolName } from './tool-calls.ts';

/**
 * Off: updates, telemetry, hooks, skills and suggestions. A file, since the CLI copies inline settings to the
 * temporary folder and leaves them there.
 */
const CLI_SETTINGS = {
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  privacy: { usageStatisticsEnabled: false },
  aiCodeStatistics: { enabled: false },
  promptSuggestionEnabled: false,
  disableAllHooks: true,
  skills: { enabled: false },
  // The client's tools, and no others: with no rule the CLI refuses their calls.
  permissions: { allow: [qualifiedToolName('*')] },
};

/** The private folders of one process. All are new and empty, readable by their owner alone. */
export interface ProcessFolders {
  readonly root: string;
  readonly home: string;
  /** The working directory: empty, so that no `@file` of a prompt finds anything. */
  readonly work: string;
  readonly config: string;
  readonly temporary: string;
  readonly remove: () => Promise<void>;
}

export interface Workspace {
  /** The folder of this server, with all that its processes write. */
  readonly root: string;
  readonly settingsFile: string;
  /** Never rejects. Resolves when what dead servers have left is gone, with the names of their folders. */
  readonly swept: Promise<readonly string[]>;
  readonly createFolders: () => Promise<ProcessFolders>;
  /** Removes everything, at once and synchronously: it also serves the process' exit. */
  readonly remove: () => void;
}

/** One temporary folder holds all that the CLI processes write; it is emptied process by process. */
export function createWorkspace(parent: string = tmpdir()): Workspace {
  const prefix = `qoder-gateway-${process.pid}-`;
  const root = mkdtempSync(path.join(parent, prefix));
  const letGo = holdFolder(root);
  const settingsFile = path.join(root, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(CLI_SETTINGS), { mode: 0o600 });
  let sequence = 0;
  /** Folders whose processes are dead. */
  const leftovers = new Set<string>();
  const clear = (folder: string): Promise<unknown> =>
    rm(folder, { recursive: true, force: true, maxRetries: 3 }).then(
      () => leftovers.delete(folder),
      () => undefined,
    );

  return {
    root,
    settingsFile,
    swept: sweepAbandoned(parent, /^qoder-gateway-\d+-\w{6}$/),
    async createFolders() {
      sequence += 1;
      const own = path.join(root, String(sequence));
      const folders = {
        root: own,
        home: path.join(own, 'home'),
        work: path.join(own, 'work'),
        config: path.join(own, 'config'),
        temporary: path.join(own, 'tmp'),
      };
      // A leftover is no reason to fail a turn. It may be for want of a descriptor: it is tried again with the next one.
      const remove = async (): Promise<void> => {
        leftovers.add(own);
        await Promise.all([...leftovers].map(clear));
      };
      try {
        await mkdir(own, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
          // Something that cleans the temporary folder took the root away. Not recursive from the start: of a full disk
          // node would say ENOENT then.
          if (error.code !== 'ENOENT') throw error;
          return mkdir(own, { recursive: true, mode: 0o700 });
        });
        for (const folder of [folders.home, folders.work, folders.config, folders.temporary]) {
          mkdirSync(folder, { mode: 0o700 });
        }
      } catch (error) {
        // Where the disk is full, each try would take some more of it.
        await remove();
        throw error;
      }
      return { ...folders, remove };
    },
    remove: () => {
      letGo();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
