import { describe, expect, it } from 'vitest';
import { ControlError, createControlChannel } from './control.ts';
import type { CliMessage } from './messages.ts';

function channel() {
  const sent: CliMessage[] = [];
  return { sent, control: createControlChannel((message) => sent.push(message)) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the control channel', () => {
  it('matches responses to requests, in any order', async () => {
    const { sent, control } = channel();
    const [first, second] = [control.request('a', { x: 1 }), control.request('b')];
    const ids = sent.map((message) => message.request_id);
    expect(sent[0]).toMatchObject({ type: 'control_request', request: { type: 'a', subtype: 'a', x: 1 } });
    control.accept({ type: 'control_response', response: { subtype: 'success', request_id: ids[1] } });
    control.accept({
      type: 'control_response',
      response: { subtype: 'success', request_id: ids[0], response: { y: 2 } },
    });
    expect(await first).toEqual({ y: 2 });
    expect(await second).toEqual({});
  });

  it('rejects with what the CLI says, its code included', async () => {
    const { sent, control } = channel();
    const request = control.request('initialize');
    const response = {
      subtype: 'error',
      request_id: sent[0]?.request_id,
      error: 'no',
      code: 'no_models_available',
    };
    control.accept({ type: 'control_response', response });
    const error = await request.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ControlError);
    expect(error).toMatchObject({ message: 'no', code: 'no_models_available' });
  });

  it('answers what it has a handler for, and refuses the rest: the CLI never waits', async () => {
    const { sent, control } = channel();
    control.handle('ask', async (request) => ({ got: request.x }));
    control.handle('fail', () => Promise.reject(new Error('cannot')));
    for (const [id, subtype] of [
      ['1', 'ask'],
      ['2', 'fail'],
      ['3', 'toString'],
    ]) {
      expect(control.accept({ type: 'control_request', request_id: id, request: { subtype, x: 7 } })).toBe(
        true,
      );
    }
    await settled();
    const byId = new Map(sent.map(({ response }) => [(response as CliMessage).request_id, response]));
    expect(byId.get('1')).toEqual({ subtype: 'success', request_id: '1', response: { got: 7 } });
    expect(byId.get('2')).toEqual({ subtype: 'error', request_id: '2', error: 'cannot' });
    expect(byId.get('3')).toMatchObject({ subtype: 'error', error: 'Unsupported control request: toString' });
    expect(sent.length).toBe(3);
  });

  it('drops an answer that the CLI no longer wants', async () => {
    const { sent, control } = channel();
    control.handle('slow', settled as () => Promise<CliMessage>);
    control.accept({ type: 'control_request', request_id: '1', request: { subtype: 'slow' } });
    control.accept({ type: 'control_cancel_request', request_id: '1' });
    await settled();
    await settled();
    expect(sent).toEqual([]);
  });

  it('leaves other messages to others, and rejects all when it closes', async () => {
    const { control } = channel();
    expect(control.accept({ type: 'assistant' })).toBe(false);
    const pending = control.request('a');
    control.close(new Error('exited'));
    await expect(pending).rejects.toThrow('exited');
    await expect(control.request('b')).rejects.toThrow('exited');
  });
});
