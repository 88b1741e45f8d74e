// The checks themselves, within the namespace that run.mjs makes. The folder for images is the argument.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTally } from '../support/tally.mjs';
import { buildImage } from './build.mjs';
import { buildahIn, configurationOf, layersOf } from './buildah.mjs';
import { composeService } from './compose.mjs';
import { startContainer } from './container.mjs';
import { secretsIn, strayFilesIn, superfluousIn, unsafeFilesIn } from './contents.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BOOT = readFileSync(new URL('./boot-qodercli.mjs', import.meta.url), 'utf8');
const SECRETS = {
  'qoder-token': `pt-${randomUUID()}`,
  'proxy-key': randomUUID(),
  'metrics-key': randomUUID(),
  'dashboard-password': randomUUID(),
};
const SIMULATED = { QODER_BACKEND: 'simulator', QODER_SIMULATOR_DELAY_MS: '0' };
const megabytes = (bytes) => (bytes / 1e6).toFixed(1).padStart(7);

const folder = process.argv[2];
const tally = createTally();

async function check(name, run) {
  try {
    const remark = await run();
    tally.note(name, undefined, remark);
  } catch (error) {
    // An empty message would be no problem.
    tally.note(name, (error instanceof assert.AssertionError && error.message) || error.stack);
  }
}

/** A container for the checks of one group. One that does not start fails them all. */
async function withContainer(name, options, run) {
  const container = await startContainer({ folder: path.join(folder, 'containers'), name, ...options });
  try {
    await container.logged('"listening"');
    await run(container);
  } catch (error) {
    await check(`${name}: the container starts`, () => {
      throw error;
    });
  } finally {
    await container.remove();
  }
}

async function until(holds, what) {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new assert.AssertionError({ message: `waited in vain for ${what}` });
    await delay(50);
  }
}

const chat = (simulate) => ({
  model: 'auto',
  messages: [{ role: 'user', content: `<simulate>${JSON.stringify(simulate)}</simulate>` }],
});

/** @returns the secret files, readable by the image's user alone. */
function secretFiles(names, uid) {
  const place = path.join(folder, 'secrets');
  mkdirSync(place, { recursive: true });
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(place, name);
      writeFileSync(file, SECRETS[name]);
      chownSync(file, uid, uid);
      chmodSync(file, 0o400);
      return [name, file];
    }),
  );
}

const service = composeService(path.join(ROOT, 'compose.yaml'));
const buildah = buildahIn(folder);
const { node, image, stage } = buildImage(buildah, folder);
const config = configurationOf(buildah, image);
const root = buildah('mount', buildah('from', '--pull-never', image));
const stageRoot = buildah('mount', buildah('from', '--pull-never', stage));
const uid = Number(config.User.split(':')[0]);

const layers = layersOf(buildah, image, folder);
console.log(`The stand-in for the base: ${megabytes(layers.layers[0].size)} MB`);
for (const { size, command } of layers.layers.slice(1))
  console.log(`${megabytes(size)} MB  ${command.replaceAll(/\s+/g, ' ').slice(0, 90)}`);
const added = layers.layers.slice(1).reduce((sum, { size }) => sum + size, 0);
console.log(`${megabytes(added)} MB on top of the base, not compressed`);

await check('nothing gets into the build but the sources', () => assert.equal(strayFilesIn(stageRoot), ''));
await check("npm's settings, the build's secret, are in no layer", () => assert.equal(secretsIn(layers), ''));
await check('the image has what production needs, and no more', () =>
  assert.equal(superfluousIn(root, ROOT), ''),
);
await check('its user may change nothing in it, and nobody becomes another', () =>
  assert.equal(unsafeFilesIn(root, uid), ''),
);
await check('it is not root, and talks to Qoder unless it is told otherwise', () => {
  assert.match(config.User, /^[1-9]\d*:[1-9]\d*$/);
  assert.ok(config.Env.includes('QODER_BACKEND=qodercli'));
  assert.equal(config.Labels['org.opencontainers.image.licenses'], 'MIT');
});
await check("compose.yaml has the image's own health check", () =>
  assert.deepEqual(service.probe, config.Healthcheck.Test),
);
rmSync(path.join(folder, 'layers'), { recursive: true });

/** The image's own, with the program that stands behind the word that says how to run it. */
const [, ...probe] = config.Healthcheck.Test;
const common = { root, config, runtime: service.runtime };

const asComposed = {
  ...common,
  environment: { ...service.environment, ...SIMULATED },
  secrets: secretFiles(service.secrets, uid),
};
await withContainer('composed', asComposed, async (container) => {
  await check('as composed: health', async () => {
    const healthy = await container.exec(probe);
    assert.equal(healthy.code, 0, healthy.stderr);
    const sick = await container.exec(probe, { environment: { PORT: '3001' } });
    assert.equal(sick.code, 1, 'it finds a server where none is');
  });
  await check('as composed: a chat, streamed and whole, with the key from its file', async () => {
    const path = '/v1/chat/completions';
    const whole = await container.request(path, {
      key: SECRETS['proxy-key'],
      body: chat([{ text: 'Hello' }]),
    });
    assert.equal(whole.status, 200, whole.text);
    assert.equal(JSON.parse(whole.text).choices[0].message.content, 'Hello');
    const body = { ...chat([{ text: 'Hello' }]), stream: true };
    const streamed = await container.request(path, { key: SECRETS['proxy-key'], body });
    assert.match(streamed.text, /"content":"Hello"[\s\S]*data: \[DONE\]\n\n$/);
    assert.equal((await container.request(path, { key: 'not-the-key', body })).status, 401);
  });
  await check('as composed: dashboard and API reference are there', async () => {
    for (const target of ['/dashboard/', '/docs', '/openapi.json', '/llms.txt'])
      assert.equal((await container.request(target)).status, 200, target);
  });
  await check('as composed: no process is root, or can become more than it is', async () => {
    const processes = await container.processes();
    assert.equal(processes.find(({ pid }) => pid === 1).name, 'tini');
    assert.ok(processes.some(({ name }) => name === 'node' || name === 'MainThread'));
    for (const seen of processes) {
      assert.equal(seen.uid, uid, seen.name);
      assert.deepEqual(new Set(seen.capabilities), new Set(['0000000000000000']), seen.name);
      assert.ok(seen.hasNoNewPrivileges, seen.name);
    }
  });
  await check('as composed: nothing can be written but temporary files', async () => {
    const { stderr } = await container.exec(['touch', '/app/written', '/etc/written', '/run/written']);
    assert.equal(stderr.match(/Read-only file system/g)?.length, 3, stderr);
    assert.equal((await container.exec(['touch', '/tmp/written'])).code, 0);
  });
  await check('as composed: what a killed process leaves is taken in', async () => {
    const body = chat([{ fork: { seconds: 600 } }, { text: 'Hello' }, { hang: true }]);
    const { status, text } = await container.request('/v1/chat/completions', {
      key: SECRETS['proxy-key'],
      body: { ...body, stop: 'ello' },
    });
    assert.equal(status, 200, text);
    assert.equal(JSON.parse(text).choices[0].message.content, 'H');
    const { stdout } = await container.exec(['sh', '-c', 'sleep 0 & echo $!']);
    assert.match(stdout, /^\d+\n$/);
    // The pool fills up meanwhile; who is left for good would still be there after that.
    const isQuiet = (seen) => seen.every(({ isZombie, name }) => !isZombie && name !== 'sleep');
    await until(async () => isQuiet(await container.processes()), 'no zombie and no orphan');
  });
  await check('as composed: the doctor complains of nothing but what a test takes away', async () => {
    const environment = { QODER_BACKEND: 'qodercli' };
    const { stdout } = await container.exec(['/app/bin/qoder-gateway', 'doctor', '--json'], { environment });
    const { findings } = JSON.parse(stdout);
    // The server has the port, and there is no way to Qoder.
    const complaints = findings.filter(({ check, status }) => status !== 'ok' && check !== 'port');
    assert.deepEqual(
      complaints.map(({ check }) => check),
      ['login'],
      JSON.stringify(complaints),
    );
    return findings.find(({ check }) => check === 'memory').detail;
  });
  await check('as composed: the pinned qodercli boots, and takes its compile cache', async () => {
    const boot = async (environment) => {
      const { code, stdout, stderr } = await container.exec(['node', '--input-type=module', '-'], {
        input: BOOT,
        environment,
      });
      assert.equal(code, 0, stderr);
      const seen = JSON.parse(stdout);
      assert.match(seen.answer, /"control_response".*"success"/s);
      return seen;
    };
    const cache = config.Env.find((entry) => entry.startsWith('NODE_COMPILE_CACHE=')).split('=')[1];
    const [without, with_] = [await boot({}), await boot({ TEST_COMPILE_CACHE: cache })];
    assert.equal(without.cacheWasTaken, false);
    assert.equal(with_.cacheWasTaken, true);
    const pinned = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).dependencies;
    assert.equal(with_.version, pinned['@qoder-ai/qodercli']);
    const told = ({ ms, cpuMs, rssMb }) => `${cpuMs} ms of CPU, ${ms} ms in all, ${rssMb} MB`;
    return `node ${node}: ${told(with_)}; without it ${told(without)}`;
  });
  await check('as composed: SIGTERM ends it in time, with 0, and leaves no process', async () => {
    const { code, ms, left } = await container.stop();
    assert.equal(code, 0, container.output());
    assert.deepEqual(left, []);
    assert.ok(ms < service.graceMs, `it took ${ms} ms`);
    return `${ms} ms`;
  });
});

/** Nothing is given but variables, and another user, as some orchestrators have it. */
const asRun = {
  ...common,
  user: '54321:0',
  environment: {
    ...SIMULATED,
    QODER_PERSONAL_ACCESS_TOKEN: SECRETS['qoder-token'],
    PROXY_API_KEY: SECRETS['proxy-key'],
    DASHBOARD_PASSWORD: SECRETS['dashboard-password'],
  },
};
await withContainer('run', asRun, async (container) => {
  await check('as any user, with secrets in variables: it answers', async () => {
    const { status } = await container.request('/v1/models', { key: SECRETS['proxy-key'] });
    assert.equal(status, 200);
  });
  await check('as any user, with secrets in variables: no process shows them to another', async () => {
    const processes = await container.processes();
    assert.ok(processes.length >= 3, `there are only ${processes.map(({ name }) => name).join()}`);
    for (const { name, environment } of processes) {
      const shown = Object.values(SECRETS).filter((secret) => environment.includes(secret));
      assert.deepEqual(shown, [], name);
    }
  });
  await check('as any user, with secrets in variables: SIGTERM ends it with 0', async () => {
    const { code, left } = await container.stop();
    assert.equal(code, 0, container.output());
    assert.deepEqual(left, []);
  });
});

tally.end();
