import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, from the sources and from the build alike. */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'openapi.yaml'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('openapi.yaml was not found in any folder above the program');
    folder = parent;
  }
  return folder;
}

export function projectVersion(root: string): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return manifest.version;
}
