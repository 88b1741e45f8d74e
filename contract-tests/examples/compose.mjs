import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const LAUNCHER = fileURLToPath(new URL('../../bin/qoder-gateway', import.meta.url));
const GIVEN = {
  PROXY_API_KEY: '7b0f6c1e-3f55-4a52-9d7d-0c8a0f6e4b11',
  QODER_PERSONAL_ACCESS_TOKEN: 'pt-none',
};

/** As compose fills in `${NAME:?what is missing}`. */
const filledIn = (value) => String(value).replace(/\$\{(\w+):\?[^}]*\}/g, (_, name) => GIVEN[name]);
const environmentOf = (service) =>
  Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, filledIn(value)]));

/**
 * There is no Docker in the tests. Instead: the doctor has nothing against the gateway's environment, and a gateway
 * with that environment takes the key that Open WebUI is given, at the path that it is given.
 * @returns what is wrong; undefined if nothing is.
 */
export async function checkCompose(file) {
  const { services } = parse(readFileSync(file, 'utf8'));
  const simulated = { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', QODER_BACKEND: 'simulator' };
  const gateway = { ...environmentOf(services.gateway), ...simulated };
  const { stdout } = await promisify(execFile)(LAUNCHER, ['doctor', '--json'], { env: gateway });
  const complaints = JSON.parse(stdout).findings.filter(
    ({ status, check }) => status !== 'ok' && check !== 'backend',
  );
  if (complaints.length > 0) return JSON.stringify(complaints);

  const webui = environmentOf(services['open-webui']);
  const child = spawn(LAUNCHER, { env: gateway, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const port = await new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        const found = /"port":(\d+)/.exec(text)?.[1];
        if (found) resolve(found);
      });
    });
    const base = new URL(webui.OPENAI_API_BASE_URL);
    if (base.hostname !== 'gateway' || base.port !== '3000') return `${base} is not the gateway's service`;
    const response = await fetch(`http://127.0.0.1:${port}${base.pathname}/models`, {
      headers: { authorization: `Bearer ${webui.OPENAI_API_KEY}` },
    });
    const { data } = await response.json();
    return data?.some(({ id }) => id === 'auto') ? undefined : `models were answered by ${response.status}`;
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
