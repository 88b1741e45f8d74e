import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError, errorCatalogue } from './errors.ts';
import { projectRoot } from './project.ts';

describe('docs/errors.md', () => {
  it('lists the catalogue one for one', () => {
    const text = readFileSync(`${projectRoot()}/docs/errors.md`, 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` \| (\d+) \| `(\w+)` \| `(\w+)` \| (yes|no) \|/gm)].map(
      ([, error, status, type, code, retry]) => [
        error,
        { status: Number(status), type, code: code === 'null' ? null : code, retryable: retry === 'yes' },
      ],
    );
    expect(Object.fromEntries(rows)).toEqual(errorCatalogue);
  });

  it('says of each what causes it, and what to do', () => {
    const text = readFileSync(`${projectRoot()}/docs/errors.md`, 'utf8');
    const told = [...text.matchAll(/^\| `(\w+)` \|(?: [^|]+ \|){4} [^|]{10,} \| [^|]{7,} \|$/gm)];
    expect(told.map(([, error]) => error).sort()).toEqual(Object.keys(errorCatalogue).sort());
  });
});

describe('ApiError', () => {
  it('tells clients not to retry what cannot succeed', () => {
    expect(new ApiError('invalid_api_key', 'no').headers).toEqual({ 'x-should-retry': 'false' });
  });

  it('leaves retrying to the client otherwise, in whole seconds that are never too few', () => {
    expect(new ApiError('server_busy', 'busy', { retryAfterMs: 1_200 }).headers).toEqual({
      'retry-after': '2',
    });
  });

  it('carries the parameter and a code of its own', () => {
    const { body } = new ApiError('invalid_request', 'bad', { param: 'messages[0]', code: 'invalid_type' });
    expect(body).toEqual({
      message: 'bad',
      type: 'invalid_request_error',
      param: 'messages[0]',
      code: 'invalid_type',
    });
  });
});
