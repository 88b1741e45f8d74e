import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Line } from './cli.ts';
import { inertToken, tokenAnswer } from './host-answers.ts';
import { ready, results, scripted, start, token } from './simulated.ts';

describe('the life of the process', () => {
  it('ends by signals as the real one does', async () => {
    for (const [signal, code] of [
      ['SIGTERM', 143] as const,
      ['SIGINT', 0] as const,
      ['SIGHUP', 129] as const,
    ]) {
      const cli = start();
      await cli.request('interrupt');
      cli.child.kill(signal);
      expect((await cli.exited).code).toBe(code);
    }
  });

  it('finishes the pending turn after the end of input', async () => {
    const cli = await ready();
    cli.say(scripted({ sleep: 50 }, { text: 'late' }));
    cli.child.stdin?.end();
    expect(await cli.exited).toEqual({ code: 0, signal: null });
    expect(results(cli)[0]).toMatchObject({ result: 'late' });
  });

  it.each([
    ['malformed JSON', 'this is not JSON\n'],
    ['a user line without a message', '{"type":"user"}\n'],
  ])('ends at %s', async (_name, text) => {
    const cli = await ready();
    cli.write(text);
    expect((await cli.exited).code).toBe(1);
    expect(results(cli)).toHaveLength(1);
  });

  it('ignores what concerns nobody', async () => {
    const cli = await ready();
    cli.write('\n42\nnull\n[]\n{}\n{"type":"odd"}\n{"type":"control_request"}\n');
    cli.send({ type: 'control_response', response: { subtype: 'success', request_id: 'nobody' } });
    expect((await cli.request('interrupt')).subtype).toBe('success');
  });

  it.each([
    ['exits', { exit: 3, stderr: 'no luck' }, { code: 3, signal: null }],
    ['says why', { terminalReason: 'auth_required', errors: ['No'] }, { code: 41, signal: null }],
    ['dies', { signal: 'SIGKILL' }, { code: null, signal: 'SIGKILL' }],
  ])('fails to boot: %s', async (_name, boot, exit) => {
    const cli = start({ boot });
    expect(await cli.exited).toEqual(exit);
  });

  it('hangs, and dies of SIGTERM unless told to ignore it', async () => {
    const cli = start({ boot: { hang: true, ignoreSigterm: true, stderr: 'booting' } });
    await expect.poll(() => cli.stderr()).toBe('booting');
    cli.child.kill('SIGINT');
    cli.child.kill('SIGTERM');
    await expect(Promise.race([cli.exited, sleep(150, 'alive')])).resolves.toBe('alive');
    cli.child.kill('SIGKILL');
    expect((await cli.exited).signal).toBe('SIGKILL');
  });

  it('leaves a grandchild that holds its output open', async () => {
    const cli = await ready();
    cli.say(scripted({ fork: { seconds: 30 } }, { exit: 0 }));
    const code = new Promise((resolve) => cli.child.once('exit', resolve));
    expect(await code).toBe(0);
    await expect(Promise.race([cli.exited, sleep(150, 'still open')])).resolves.toBe('still open');
  });

  it('ends quietly when nobody reads any more', async () => {
    const cli = await ready();
    cli.child.stdout?.destroy();
    cli.say(scripted({ repeat: { text: 'x', times: 100_000 } }));
    expect((await cli.exited).code).toBe(0);
  });

  it('cannot reach a model without a network', async () => {
    const account = { type: 'serviceAccount', serviceAccountTokenProvider: 'host' };
    const cli = start({ network: 'none' }, { payload: account, answer: () => tokenAnswer(inertToken()) });
    await cli.request('initialize');
    cli.say('Hello');
    expect(await cli.exited).toEqual({ code: 1, signal: null });
    expect(results(cli)[0]).toMatchObject({
      subtype: 'error_during_execution',
      errors: ['API Error: no_models_available: catalog not ready after authentication'],
    });
  });

  it('fails initialize as the scenario says', async () => {
    const error = start({ initialize: { error: { message: 'no', code: 'odd' } } });
    expect(await error.request('initialize')).toMatchObject({ subtype: 'error', error: 'no', code: 'odd' });
    const hanging = start({ initialize: { hang: true } });
    await expect(Promise.race([hanging.request('initialize'), sleep(150, 'silent')])).resolves.toBe('silent');
  });

  it('says by itself that nobody is logged in, outside of SDK mode', async () => {
    const cli = start({}, { env: { QODER_AGENT_SDK_ENTRYPOINT: '' } });
    expect((await cli.exited).code).toBe(1);
    expect(cli.lines.map((line) => line.type)).toEqual(['system', 'assistant', 'result']);
  });

  it('controls but does not converse in a bare session', async () => {
    const cli = start({}, { flags: ['--bare'] });
    expect((await cli.request('get_models')).subtype).toBe('success');
    expect((await cli.request('mcp_status')).error).toBe('unsupported_in_bare_session: "mcp_status"');
    cli.say('Hello');
    expect((await cli.exited).code).toBe(1);
    expect(results(cli)[0]).toMatchObject({ terminal_reason: 'bare_session_control_only', error_code: 500 });
  });

  it('is an unknown option away from not starting', async () => {
    const cli = start({}, { flags: ['--temperature', '1'] });
    expect((await cli.exited).code).toBe(1);
    expect(cli.stderr()).toContain("error: unknown option '--temperature'");
  });

  it('records what it was told', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'record-'));
    const cli = start({}, {}, { QODER_SIMULATOR_RECORD: directory });
    await cli.request('interrupt');
    await cli.request('end_session');
    await cli.exited;
    const text = readFileSync(join(directory, `${cli.child.pid}.jsonl`), 'utf8');
    rmSync(directory, { recursive: true });
    const entries = text
      .trim()
      .split('\n')
      .map((line): Line => JSON.parse(line));
    expect(entries[0]).toMatchObject({ pid: cli.child.pid, authPayload: JSON.stringify(token) });
    expect(entries[1]?.stdin).toContain('interrupt');
    expect(entries.at(-1)).toMatchObject({ exit: 0 });
  });
});
