import { existsSync } from 'node:fs';

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The installed Chromium, or `CHROMIUM_PATH`. Throws with the one line that says what to install. */
export function browserPath(environment = process.env) {
  const found = [environment.CHROMIUM_PATH, ...KNOWN_PATHS].find((file) => file && existsSync(file));
  if (found === undefined) {
    throw new Error(
      'No Chromium was found. Install it (Debian: `apt-get install chromium`) or set CHROMIUM_PATH to a Chrome.',
    );
  }
  return found;
}
