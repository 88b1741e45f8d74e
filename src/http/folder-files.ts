import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, ResponseObject, ResponseToolkit, Server } from '@hapi/hapi';
import inert from '@hapi/inert';
import { type KeptContent, keepContent } from '../kept-content.ts';
import { keptResponse } from './kept-response.ts';

/** Larger files are read as they are asked for. */
const LARGEST_KEPT = 4 * 1024 * 1024;

/** The files of a folder that was built before the start. */
export interface FolderFiles {
  /** @param name relative to the folder. hapi answers 403 or 404 for what is no file in it. */
  readonly respond: (name: string, request: Request, h: ResponseToolkit) => Promise<ResponseObject>;
}

/**
 * Keeps the files in memory: a request opens none, and costs no bytes but those that its client is sent. What came after
 * the start, or is too large, is left to inert.
 */
export async function createFolderFiles(server: Server, folder: string): Promise<FolderFiles> {
  await server.register(inert, { once: true });
  const kept = new Map<string, KeptContent>();
  for (const name of await namesIn(folder)) {
    const bytes = await readFile(path.join(folder, name));
    const { type } = server.mime.path(name) as { readonly type?: string };
    if (bytes.length <= LARGEST_KEPT && type !== undefined) kept.set(name, keepContent(bytes, type));
  }
  return {
    async respond(name, request, h) {
      const content = kept.get(name);
      if (content !== undefined) return keptResponse(content, request, h);
      return h.file(path.join(folder, name), { confine: folder });
    },
  };
}

/** None where nothing was built. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}
