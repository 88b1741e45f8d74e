// Fills the folder that is its argument with what V8 compiles while the pinned qodercli boots: the same node, at the same
// path, as the same user then boots it faster. Made for the image; `npm run build` comes first. Nothing is logged in and
// nothing is sent, so that it needs no network.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const cache = path.resolve(process.argv[2] ?? '');
const { childEnvironment, launchArguments, pinnedExecutable } = await import(
  new URL('../dist/src/qodercli/command.js', import.meta.url)
);
const { createWorkspace } = await import(new URL('../dist/src/qodercli/workspace.js', import.meta.url));

const workspace = createWorkspace(mkdtempSync(path.join(tmpdir(), 'fill-compile-cache-')));
const folders = await workspace.createFolders();
// A login that is asked for only when it is needed, which is never.
const login = path.join(folders.root, 'auth');
writeFileSync(login, JSON.stringify({ type: 'serviceAccount', serviceAccountTokenProvider: 'host' }));

const { file, args } = pinnedExecutable();
const settings = { settingsFile: workspace.settingsFile, configDir: undefined, maxOutputTokens: '16k' };
const child = spawn(file, [...args, ...launchArguments(settings, folders)], {
  cwd: folders.work,
  stdio: ['pipe', 'pipe', 'inherit'],
  env: {
    ...childEnvironment(process.env, [], folders, login),
    NODE_COMPILE_CACHE: cache,
  },
});
// It is answered when it has booted. Then the end of its input ends it: a process that is killed leaves no cache.
const request = { type: 'interrupt', subtype: 'interrupt' };
child.stdin.write(`${JSON.stringify({ type: 'control_request', request_id: 'booted', request })}\n`);
child.stdout.once('data', () => child.stdin.end());
const [code] = await once(child, 'exit');
workspace.remove();
rmSync(path.dirname(workspace.root), { recursive: true, force: true });

const files = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
if (code !== 0 || files.length === 0) {
  console.error(`qodercli ended with ${code}, and left ${files.length} files in ${cache}`);
  process.exit(1);
}
console.log(`${cache}: ${files.length} files`);
