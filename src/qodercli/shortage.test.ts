import { describe, expect, it } from 'vitest';
import { shortageIn, shortageOf } from './shortage.ts';

const failed = (fields: object, message = 'spawn') => Object.assign(new Error(message), fields);

describe('a shortage', () => {
  it.each([
    ['EMFILE', 'file descriptors'],
    ['ENFILE', 'file descriptors'],
    ['ENOMEM', 'memory'],
    ['EAGAIN', 'processes'],
    ['ENOSPC', 'disk space'],
    ['EDQUOT', 'disk space'],
    ['ENOENT', undefined],
    ['EACCES', undefined],
  ])('is known by the code %s', (code, expected) => {
    expect(shortageOf(failed({ code }))).toBe(expected);
    expect(shortageOf(failed({ cause: failed({ code }) }))).toBe(expected);
  });

  it.each([
    ["mkfifo: cannot create fifo '/tmp/auth': No space left on device", 'disk space'],
    ['Error: EMFILE: too many open files, open', 'file descriptors'],
    ['sh: 1: Cannot fork: Cannot allocate memory', 'memory'],
    ['read EAGAIN', undefined],
    ['ENOENT', undefined],
    ['', undefined],
  ])('is known by what a program prints: %s', (text, expected) => {
    expect(shortageIn(text)).toBe(expected);
    expect(shortageOf(failed({ code: 1, stderr: text }))).toBe(expected);
  });

  it('is nothing that is no error', () => {
    expect(shortageOf(undefined)).toBeUndefined();
    expect(shortageOf({ code: 'EMFILE' })).toBeUndefined();
  });
});
