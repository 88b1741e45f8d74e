import path from 'node:path';

/**
 * Where `qoder-gateway install-cli` installs unless it is told otherwise, and where the server looks after PATH. Undefined
 * where the user has no home.
 */
export function installFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { HOME, XDG_DATA_HOME } = environment;
  // Of a relative path nobody knows what it is relative to.
  const absolute = (folder: string | undefined) =>
    folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
  const home = absolute(HOME);
  const fallback = platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'share'];
  const data = absolute(XDG_DATA_HOME) ?? (home === undefined ? undefined : path.join(home, ...fallback));
  return data === undefined ? undefined : path.join(data, 'qoder-gateway', 'bin');
}
