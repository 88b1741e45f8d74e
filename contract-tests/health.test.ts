import { describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { startGateway } from './support/gateway.ts';
import { createRecording } from './support/recording.ts';
import { scripted } from './support/script.ts';

const readiness = (gateway: Awaited<ReturnType<typeof startGateway>>) =>
  conforming('getReadiness', gateway.fetch('/readyz'));

describe('health', () => {
  it('is green with a warm process, and no probe starts or asks anything', async () => {
    const recording = createRecording();
    const gateway = await startGateway({ env: recording.env });
    expect(await readiness(gateway)).toMatchObject({
      status: 'ready',
      backend: 'simulator',
      pool: { warm: 1 },
    });
    const before = recording.processes().map(({ pid, stdin }) => `${pid} ${stdin.length}`);
    for (let probe = 0; probe < 20; probe += 1) {
      await readiness(gateway);
      expect(await conforming('getLiveness', gateway.fetch('/healthz'))).toEqual({ status: 'ok' });
    }
    expect(recording.processes().map(({ pid, stdin }) => `${pid} ${stdin.length}`)).toEqual(before);
    await gateway.stop();
    recording.remove();
  });

  it('is red while nobody is logged in, and says why', async () => {
    const script = JSON.stringify({
      boot: { terminalReason: 'auth_required', errors: ['No qodercli login found.'] },
    });
    const gateway = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: script }, ready: false });
    await gateway.logged(({ msg }) => msg === 'qodercli did not boot');
    const response = await gateway.fetch('/readyz');
    expect(response.status).toBe(503);
    const body = await conforming('getReadiness', response);
    expect(body).toMatchObject({
      status: 'not_ready',
      checks: { login: { ok: false, detail: expect.stringContaining('No qodercli login found') } },
    });
    expect((await gateway.fetch('/healthz')).status).toBe(200);
    await gateway.stop();
  });

  it('is red while the catalogue cannot be reached', async () => {
    const gateway = await startGateway({ env: { QODER_SIMULATOR_SCRIPT: '{"models":[]}' }, ready: false });
    await gateway.logged(({ msg }) => msg === 'qodercli is warm');
    await expect
      .poll(async () => (await readiness(gateway)).checks)
      .toMatchObject({ process: { ok: true }, catalogue: { ok: false } });
    await gateway.stop();
  });

  it('turns red when a turn finds the login dead, and green again with the next that works', async () => {
    const gateway = await startGateway();
    await gateway.post(
      '/v1/chat/completions',
      scripted([{ error: 'authentication_failed', message: 'Not logged in' }]),
    );
    expect((await readiness(gateway)).checks.login.ok).toBe(false);
    await conforming('createChatCompletion', gateway.post('/v1/chat/completions', scripted([{ text: 'x' }])));
    await expect.poll(async () => (await readiness(gateway)).status).toBe('ready');
    await gateway.stop();
  });

  it('serves the contract itself', async () => {
    const gateway = await startGateway({ ready: false });
    const document = await conforming('getOpenApiJson', gateway.fetch('/openapi.json'));
    expect(document.paths['/v1/chat/completions'].post.operationId).toBe('createChatCompletion');
    expect(await conforming('getOpenApiYaml', gateway.fetch('/openapi.yaml'))).toContain(
      'operationId: createChatCompletion',
    );
    expect((await conforming('getRoot', gateway.fetch('/'))).links.contract).toBe('/openapi.json');
    await gateway.stop();
  });
});
