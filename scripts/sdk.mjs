// Generates clients from openapi.yaml alone, into dist/sdk/typescript and dist/sdk/python: docs/sdks.md says how to use them.
import { generatePython } from './sdk/python.mjs';
import { generateTypeScript } from './sdk/typescript.mjs';

for (const [language, generate] of [
  ['TypeScript', generateTypeScript],
  ['Python', generatePython],
]) {
  console.log(`${language}: ${await generate()}`);
}
