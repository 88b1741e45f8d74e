// Puts the API reference together: our page, Swagger UI's bundle with its licences, and llms.txt, in dist/reference.
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = path.join(ROOT, 'dist/reference');
const LIBRARY = swaggerUiFolder();
const LIBRARY_FILES = [
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'swagger-ui.css',
  'LICENSE',
  'NOTICE',
];

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
cpSync(path.join(ROOT, 'reference'), TARGET, { recursive: true });
for (const name of LIBRARY_FILES) copyFileSync(path.join(LIBRARY, name), path.join(TARGET, name));
copyFileSync(path.join(ROOT, 'dashboard/public/icon.svg'), path.join(TARGET, 'icon.svg'));
copyFileSync(path.join(ROOT, 'llms.txt'), path.join(TARGET, 'llms.txt'));
