import { error, type Finding, ok } from './finding.ts';

// The first file that runs, maybe on a very old Node: it must need nothing that a newer one has brought.

/** @param needed as in `engines`: `>=20.19`. */
export function checkNodeVersion(version: string, needed: string): Finding {
  const [major = 0, minor = 0] = numbers(version);
  const [neededMajor = 0, neededMinor = 0] = numbers(needed);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) {
    return ok('node', `Node ${version} runs here.`);
  }
  return error(
    'node',
    `Node ${version} runs here; ${needed} is needed.`,
    'Install the current long-term version of Node.',
  );
}

function numbers(version: string): readonly number[] {
  return version
    .replace(/^[^\d]*/, '')
    .split('.')
    .map(Number);
}
