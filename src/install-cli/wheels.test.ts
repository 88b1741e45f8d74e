import { describe, expect, it } from 'vitest';
import { TESTED_NATIVE_VERSIONS } from '../qodercli/choice/versions.ts';
import { parseArguments } from './arguments.ts';
import { CLI_VERSION, InstallError, WHEELS, wheelFor } from './wheels.ts';

describe('the wheels', () => {
  it('are one for each platform, each pinned by a hash of its own', () => {
    const hashes = Object.values(WHEELS).map(({ sha256 }) => sha256);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(4);
  });

  it('hold a version that the server takes by itself', () => {
    expect(TESTED_NATIVE_VERSIONS).toContain(CLI_VERSION);
  });

  it.each([
    ['linux', 'x64', 'manylinux_2_17_x86_64'],
    ['linux', 'arm64', 'manylinux_2_17_aarch64'],
    ['darwin', 'arm64', 'macosx_11_0_arm64'],
    ['darwin', 'x64', 'macosx_11_0_x86_64'],
  ])('of %s on %s is %s', (platform, arch, expected) => {
    expect(wheelFor(platform, arch, platform === 'linux').platform).toBe(expected);
  });

  it.each([
    ['win32', 'x64', true],
    ['linux', 'riscv64', true],
    ['linux', 'x64', false],
  ])('are none for %s on %s (glibc: %s)', (platform, arch, isGlibc) => {
    expect(() => wheelFor(platform, arch, isGlibc)).toThrow(InstallError);
  });
});

describe('the arguments', () => {
  const none = { help: false, acceptTerms: false, force: false, to: undefined };
  it.each([
    [[], none],
    [['--accept-terms'], { ...none, acceptTerms: true }],
    [['--to', '/x', '--force'], { ...none, to: '/x', force: true }],
    [['--to=/x'], { ...none, to: '/x' }],
    [['-h'], { ...none, help: true }],
  ])('%j are understood', (args, expected) => {
    expect(parseArguments(args)).toEqual(expected);
  });

  it.each([[['--to']], [['--to=']], [['--to', '--force']], [['x']], [['--accept']]])('%j are not', (args) => {
    expect(parseArguments(args)).toBeUndefined();
  });
});
