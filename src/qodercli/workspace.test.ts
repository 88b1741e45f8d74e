import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace } from './workspace.ts';

const LONG_AGO = new Date(Date.now() - 3_600_000);
/** No process has it. */
const DEAD_PID = 2 ** 30;

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'workspace-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

function folderNamed(name: string): string {
  const folder = path.join(parent, name);
  mkdirSync(path.join(folder, '1', 'work'), { recursive: true });
  writeFileSync(path.join(folder, '1', 'work', 'file'), 'x');
  return folder;
}

/** Another process that holds the folder as a server does. */
async function holder(folder: string) {
  const code = `require('node:net').createServer().listen(process.argv[1], () => console.log('on'))`;
  const child = spawn(process.execPath, ['-e', code, path.join(folder, 'alive')]);
  await once(child.stdout, 'data');
  return async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

async function sweep(): Promise<readonly string[]> {
  const workspace = createWorkspace(parent);
  const swept = await workspace.swept;
  workspace.remove();
  return swept;
}

describe('a workspace', () => {
  it('has new private folders for each process, and goes as a whole', async () => {
    const workspace = createWorkspace(parent);
    const [first, second] = [await workspace.createFolders(), await workspace.createFolders()];
    writeFileSync(path.join(first.work, 'left'), 'x');
    expect(readdirSync(second.work)).toEqual([]);
    await first.remove();
    expect([existsSync(first.root), existsSync(second.root)]).toEqual([false, true]);
    workspace.remove();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('leaves those of servers that live alone, also of this process', async () => {
    const other = createWorkspace(parent);
    const held = folderNamed(`qoder-gateway-${DEAD_PID}-aaaaaa`);
    const kill = await holder(held);
    utimesSync(held, LONG_AGO, LONG_AGO);
    expect(await sweep()).toEqual([]);
    expect(existsSync(other.settingsFile)).toBe(true);
    await kill();
    expect(await sweep()).toEqual([path.basename(held)]);
    expect(existsSync(held)).toBe(false);
    other.remove();
  });

  it('knows a dead server by its socket, even if its pid has come again', async () => {
    const held = folderNamed(`qoder-gateway-${process.pid}-aaaaaa`);
    await (await holder(held))();
    expect(await sweep()).toEqual([path.basename(held)]);
  });

  it('without a socket goes when it is old and its process is dead', async () => {
    const young = folderNamed(`qoder-gateway-${DEAD_PID}-young0`);
    const old = folderNamed(`qoder-gateway-${DEAD_PID}-old000`);
    const lives = folderNamed(`qoder-gateway-${process.pid}-lives0`);
    for (const folder of [old, lives]) utimesSync(folder, LONG_AGO, LONG_AGO);
    expect(await sweep()).toEqual([path.basename(old)]);
    expect([young, old, lives].map((folder) => existsSync(folder))).toEqual([true, false, true]);
  });

  it('follows no link, and touches nothing of other names', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'workspace-outside-'));
    writeFileSync(path.join(outside, 'precious'), 'x');
    const abandoned = folderNamed(`qoder-gateway-${DEAD_PID}-aaaaaa`);
    symlinkSync(outside, path.join(abandoned, '1', 'link'));
    utimesSync(abandoned, LONG_AGO, LONG_AGO);
    symlinkSync(outside, path.join(parent, `qoder-gateway-${DEAD_PID}-bbbbbb`));
    const others = ['qoder-gateway', `qoder-gateway-${DEAD_PID}`, `my-qoder-gateway-${DEAD_PID}-aaaaaa`];
    for (const name of others) utimesSync(folderNamed(name), LONG_AGO, LONG_AGO);
    expect(await sweep()).toEqual([path.basename(abandoned)]);
    expect(readdirSync(outside)).toEqual(['precious']);
    expect(readdirSync(parent)).toEqual([...others, `qoder-gateway-${DEAD_PID}-bbbbbb`].sort());
    rmSync(outside, { recursive: true });
  });

  it('works where a socket has no room in the path', async () => {
    const deep = path.join(parent, 'x'.repeat(120));
    mkdirSync(deep);
    const workspace = createWorkspace(deep);
    expect(await workspace.swept).toEqual([]);
    await (await workspace.createFolders()).remove();
    workspace.remove();
    expect(readdirSync(deep)).toEqual([]);
  });
});
