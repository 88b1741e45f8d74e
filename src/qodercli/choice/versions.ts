/** The versions of the native CLI that our tests pass with. Others are used only where `QODER_CLI_PATH` names them. */
export const TESTED_NATIVE_VERSIONS: readonly string[] = ['1.1.76'];

/** The oldest version, of either kind, that knows the options we start it with and that our tests pass with. */
export const LEAST_VERSION = '1.1.52';

/** Whether a version is older than another, by its numbers. Versions are `MAJOR.MINOR.PATCH`. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)];
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map(Number);
}
