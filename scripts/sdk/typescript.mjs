import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';

const ROOT = new URL('../../', import.meta.url);

/** Writes the client in TypeScript. @returns its folder. */
export async function generateTypeScript() {
  const folder = fileURLToPath(new URL('dist/sdk/typescript', ROOT));
  await createClient({
    input: fileURLToPath(new URL('openapi.yaml', ROOT)),
    // The extension is what Node asks for; bundlers take it as well.
    output: { path: folder, clean: true, module: { extension: '.js' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent', file: false },
  });
  return folder;
}
