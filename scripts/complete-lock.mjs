// Adds to package-lock.json the optional packages of other platforms, where `npm install` could not see them:
// some mirrors carry one platform alone, and `npm ci` refuses a lock without the others. Run it after
// `npm install`. The entries bear no integrity; npm skips those whose platform is not its own.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** What a platform package's name tells: `@scope/name-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const system = name === 'fsevents' ? 'darwin' : SYSTEMS.find((candidate) => words.includes(candidate));
  const processor = PROCESSORS.find((candidate) =>
    words.some((word) => word === candidate || word === `${candidate}v7`),
  );
  const musl = words.includes('musl') || words.includes('musleabihf') || words.includes('linuxmusl');
  const isLinux = system === 'linux' || words.includes('linuxmusl');
  return {
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(isLinux ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    ...(isLinux ? { os: ['linux'] } : system === undefined ? {} : { os: [system] }),
  };
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const platform = platformOf(name);
    // Without a platform npm would try to fetch it everywhere.
    if (place in lock.packages || Object.keys(platform).length === 0) continue;
    const flags = { ...(parent.dev ? { dev: true } : {}), optional: true };
    lock.packages[place] = { version: range.replace(/^[~^]/, ''), ...platform, ...flags };
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json`);
