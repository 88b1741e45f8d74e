import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pinnedExecutable } from '../command.ts';
import { searchFolders } from './candidates.ts';
import { chooseCli } from './choose-cli.ts';

// A native program whose `--version` can be had without a compiler: node itself, linked or copied.
const NODE_VERSION = process.version.slice(1);
const FINE = { tested: [NODE_VERSION] };

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'choose-cli-'));
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'bin-'));
});

const place = (name = folder): string => path.join(name, 'qodercli');
const choose = (searchPath: string, more: { tested?: readonly string[]; installFolder?: string } = {}) =>
  chooseCli({
    cliPath: undefined,
    installFolder: undefined,
    environment: { PATH: searchPath, SECRET: 'not-for-it' },
    ...FINE,
    ...more,
  });
const script = (file: string, lines: string, mode = 0o755): void => {
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, mode);
};
const pinned = { executable: pinnedExecutable(), kind: 'node', source: 'dependency' };

describe('a native qodercli of a tested version', () => {
  it('is taken from PATH, also through a link', async () => {
    symlinkSync(process.execPath, place());
    expect(await choose(`/nowhere:${folder}`)).toEqual({
      executable: { file: place(), args: [], version: NODE_VERSION },
      kind: 'native',
      source: 'path',
      passedOver: [],
    });
  });

  it('is taken from the folder of install-cli, after PATH', async () => {
    symlinkSync(process.execPath, place());
    const installed = { installFolder: folder };
    expect(await choose('', installed)).toMatchObject({ kind: 'native', source: 'installed' });
    expect(await choose(folder, installed)).toMatchObject({ kind: 'native', source: 'path' });
  });

  it('is found behind others that are not', async () => {
    const [scripts, stale] = ['scripts', 'stale'].map((name) => path.join(folder, name)) as [string, string];
    for (const other of [scripts, stale]) mkdirSync(other);
    script(place(scripts), 'echo 1.1.76');
    copyFileSync('/bin/true', place(stale));
    symlinkSync(process.execPath, place());
    const chosen = await choose([scripts, stale, folder].join(':'));
    expect(chosen).toMatchObject({ kind: 'native', executable: { file: place() } });
    expect(chosen.passedOver.map(({ isScript }) => isScript)).toEqual([true, false]);
  });
});

describe('the pinned qodercli stays where the one on PATH', () => {
  const cases: readonly (readonly [name: string, prepare: () => void, problem: RegExp | undefined])[] = [
    ['is not there', () => undefined, undefined],
    ['is of another version', () => symlinkSync('/bin/true', place()), /version|printed/],
    ['is a script', () => script(place(), 'echo 1.1.76'), /script/],
    [
      'is the npm package',
      () => {
        const entry = pinnedExecutable().args[0];
        if (entry !== undefined) symlinkSync(entry, place());
      },
      /script|executable/,
    ],
    ['is a folder', () => mkdirSync(place()), /not a file/],
    ['is a link to nothing', () => symlinkSync('/nowhere', place()), undefined],
    ['is a link to itself', () => symlinkSync(place(), place()), /cannot be read \(ELOOP\)/],
    [
      'is not executable',
      () => {
        copyFileSync(process.execPath, place());
        chmodSync(place(), 0o644);
      },
      /not executable/,
    ],
    [
      'may be written by everybody',
      () => {
        copyFileSync('/bin/true', place());
        chmodSync(place(), 0o777);
      },
      /everybody may write to it/,
    ],
    ['is empty', () => script(place(), '', 0o755), /script/],
    [
      'is broken',
      () => {
        writeFileSync(place(), Buffer.from('7f454c46ffffffff', 'hex'));
        chmodSync(place(), 0o755);
      },
      /could not be started|did not tell/,
    ],
  ];
  it.each(cases)('%s', async (_name, prepare, problem) => {
    prepare();
    const chosen = await choose(folder);
    expect(chosen).toMatchObject(pinned);
    if (problem === undefined) expect(chosen.passedOver).toEqual([]);
    else
      expect(chosen.passedOver).toMatchObject([{ file: place(), problem: expect.stringMatching(problem) }]);
  });

  it('is not of a tested version', async () => {
    symlinkSync(process.execPath, place());
    const chosen = await choose(folder, { tested: ['1.1.76'] });
    expect(chosen).toMatchObject(pinned);
    expect(chosen.passedOver).toMatchObject([
      { problem: `version ${NODE_VERSION} is not one that was tested` },
    ]);
  });

  it('is in the working folder', async () => {
    const before = process.cwd();
    symlinkSync(process.execPath, place());
    try {
      process.chdir(folder);
      for (const searchPath of ['', '.', ':', '::/nowhere', './', `../${path.basename(folder)}`]) {
        expect(await choose(searchPath)).toMatchObject({ ...pinned, passedOver: [] });
      }
    } finally {
      process.chdir(before);
    }
  });

  it('is in a folder that everybody may write to', async () => {
    symlinkSync(process.execPath, place());
    chmodSync(folder, 0o777);
    expect((await choose(folder)).passedOver).toMatchObject([
      { problem: 'everybody may write to its folder' },
    ]);
  });

  it('is not there, since PATH is not set', async () => {
    expect(await chooseCli({ cliPath: undefined, installFolder: undefined, environment: {} })).toMatchObject(
      pinned,
    );
  });
});

it('no more than four programs are run for their version', async () => {
  const folders = Array.from({ length: 6 }, (_, index) => path.join(folder, String(index)));
  for (const each of folders) {
    mkdirSync(each);
    symlinkSync(process.execPath, place(each));
  }
  const chosen = await choose(folders.join(':'), { tested: [] });
  expect(chosen.passedOver.filter(({ problem }) => problem.startsWith('version'))).toHaveLength(4);
  expect(chosen.passedOver).toHaveLength(6);
});

describe('QODER_CLI_PATH', () => {
  const named = (cliPath: string, searchPath = '') =>
    chooseCli({ cliPath, installFolder: undefined, environment: { PATH: searchPath }, tested: [] });

  it.each([
    ['a native program', process.execPath, 'native'],
    ['a script of node', '/somewhere/qodercli.js', 'node'],
    ['something else', '/nowhere/qodercli', 'other'],
  ])('is used as it is: %s', async (_name, file, kind) => {
    expect(await named(file)).toMatchObject({ kind, source: 'cli_path', passedOver: [] });
  });

  it('as a bare name is the first of PATH that can be executed, and is not run to find that out', async () => {
    const [first, second] = ['first', 'second'].map((name) => path.join(folder, name)) as [string, string];
    for (const each of [first, second]) mkdirSync(each);
    script(place(first), 'touch "$0.was-run"', 0o644);
    script(place(second), 'touch "$0.was-run"');
    const chosen = await named('qodercli', `${first}:${second}`);
    expect(chosen).toMatchObject({ kind: 'other', executable: { file: place(second), args: [] } });
    expect(existsSync(`${place(second)}.was-run`)).toBe(false);
    expect(await named('qodercli', first)).toMatchObject({ executable: { file: 'qodercli' } });
  });
});

it('a PATH is searched folder by folder, without what is relative or comes twice', () => {
  expect(searchFolders('/a:/b/:.:::relative:/a:/b/../c')).toEqual(['/a', '/b/', '/c']);
  expect(searchFolders(Array.from({ length: 1_000 }, (_, index) => `/${index}`).join(':'))).toHaveLength(64);
});
