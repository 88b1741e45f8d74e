import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
let folder: string;
let recording: Recording;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'contract-disk-'));
  recording = createRecording();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  recording.remove();
});

const start = (env: Readonly<Record<string, string>> = {}): Promise<Gateway> =>
  startGateway({ env: { ...recording.env, TMPDIR: folder, QODER_WARM_PROCESSES: '1', ...env } });

async function serves(gateway: Gateway): Promise<void> {
  const body = await conforming('createChatCompletion', gateway.post(CHAT, scripted([{ text: 'fine' }])));
  expect(body.choices[0].message.content).toBe('fine');
}

it('what a killed server leaves is removed by the next one, and what a living one uses is not', async () => {
  const killed = await start();
  const [left = ''] = readdirSync(folder);
  expect(left).toMatch(/^qoder-gateway-/);
  const living = await start();
  expect(readdirSync(folder).length).toBe(2);
  killed.signal('SIGKILL');
  await killed.exited;
  expect(readdirSync(folder)).toContain(left);
  const next = await start();
  await next.logged(
    ({ msg, folders }) => msg === 'removed what dead servers had left' && String(folders) === left,
  );
  expect(readdirSync(folder)).not.toContain(left);
  expect(readdirSync(folder).length).toBe(2);
  await serves(living);
  await serves(next);
  await living.stop();
  await next.stop();
  expect(readdirSync(folder)).toEqual([]);
});

it('a qodercli that fills its folder is killed, with a line in the log, and its place is filled', async () => {
  const gateway = await start({ QODER_MAX_DISK_MB: '8' });
  const response = gateway.post(CHAT, scripted([{ text: 'so far' }, { hang: true }]));
  const running = () => recording.processes().find(({ stdin }) => stdin.join('').includes('"type":"user"'));
  await expect.poll(running).toBeDefined();
  writeFileSync(path.join(running()?.cwd ?? '', 'large'), Buffer.alloc(9 * 1024 * 1024, 1));
  await conformingError('createChatCompletion', response, { status: 502, code: 'qodercli_failed' });
  const line = await gateway.logged(({ msg }) => msg === 'qodercli filled its folder and was killed');
  expect(line).toMatchObject({ pid: running()?.pid, bytes: expect.any(Number) });
  await serves(gateway);
  await gateway.stop();
});
