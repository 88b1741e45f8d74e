import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
export const KEY = 'compatibility-key';

/**
 * The built server with the simulator, in one of its tool modes.
 * @param turn what the model says where no message scripts it: after results, in prompt mode; null for its own words.
 * @param env more of the server's configuration.
 */
export async function startGateway(toolMode, turn = [{ text: 'It is done.' }], env = {}) {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      PROXY_API_KEY: KEY,
      QODER_BACKEND: 'simulator',
      QODER_TOOL_MODE: toolMode,
      QODER_SIMULATOR_SCRIPT: JSON.stringify(turn === null ? {} : { turn }),
      ...env,
    },
  });
  const port = await new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const found = /"port":(\d+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
