import { describe, expect, it } from 'vitest';
import { createSystemLog, type SystemLogChange } from './system-log.ts';

function logWith(lines: readonly (string | object)[], maxEntries = 10) {
  const log = createSystemLog({ maxEntries, now: () => 5000 });
  for (const line of lines) log.push(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`);
  return log;
}

describe('the system log', () => {
  it('reads the lines of pino', () => {
    const log = logWith([
      { level: 30, time: 1234, source: 'qodercli', msg: 'started', pid: 7, err: { type: 'Error' } },
      { level: 50, time: 1235, msg: 'failed' },
    ]);
    expect(log.entries()).toEqual([
      {
        id: 1,
        timeMs: 1234,
        level: 'info',
        source: 'qodercli',
        message: 'started',
        fields: { pid: 7, err: { type: 'Error' } },
      },
      { id: 2, timeMs: 1235, level: 'error', source: 'server', message: 'failed', fields: {} },
    ]);
  });

  it('names all levels', () => {
    const log = logWith([10, 20, 30, 35, 40, 50, 60, 99, 'odd'].map((level) => ({ level, msg: 'x' })));
    expect(log.entries().map((entry) => entry.level)).toEqual([
      'trace',
      'debug',
      'info',
      'info',
      'warn',
      'error',
      'fatal',
      'fatal',
      'info',
    ]);
  });

  it('keeps lines that are no JSON objects as messages', () => {
    const log = logWith(['plain text\n', '[1]', '{"broken', '', '\n', 'null']);
    expect(log.entries().map((entry) => entry.message)).toEqual(['plain text', '[1]', '{"broken', 'null']);
    expect(log.entries()[0]).toEqual({
      id: 1,
      timeMs: 5000,
      level: 'info',
      source: 'server',
      message: 'plain text',
      fields: {},
    });
  });

  it('leaves out the lines of requests', () => {
    expect(logWith([{ level: 30, time: 1, msg: 'request', status: 200 }]).entries()).toEqual([]);
  });

  it('leaves out the fields of very long lines, and cuts very long messages', () => {
    const log = logWith([
      { level: 30, time: 1, msg: 'long', text: 'x'.repeat(9000) },
      { level: 30, time: 1, msg: 'm'.repeat(9000) },
      'p'.repeat(9000),
    ]);
    expect(log.entries()[0]).toMatchObject({ message: 'long', fields: { truncated: true } });
    expect(log.entries()[1]).toMatchObject({ message: 'm'.repeat(8192), fields: { truncated: true } });
    expect(log.entries()[2]).toMatchObject({ message: 'p'.repeat(8192), fields: {} });
  });

  it('takes a prototype among the fields for data', () => {
    const [entry] = logWith(['{"level":30,"time":1,"msg":"x","__proto__":{"admin":true}}']).entries();
    expect(JSON.stringify(entry?.fields)).toBe('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(entry?.fields)).toBe(Object.prototype);
  });

  it('keeps the last lines, whose ids go on growing', () => {
    const log = logWith(['a', 'b', 'c', 'd'], 3);
    expect(log.entries().map(({ id, message }) => [id, message])).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
    expect(log.clear()).toBe(3);
    log.push('e');
    expect(log.entries().map((entry) => entry.id)).toEqual([5]);
  });

  it('keeps nothing if that is what is asked for', () => {
    expect(logWith(['a'], 0).entries()).toEqual([]);
  });

  it('tells its listeners of new lines and of clearing', () => {
    const log = logWith([]);
    const changes: SystemLogChange[] = [];
    const unsubscribe = log.subscribe((change) => changes.push(change));
    log.push('a');
    log.push('{"msg":"request"}');
    log.clear();
    unsubscribe();
    log.push('b');
    expect(changes).toMatchObject([{ type: 'added', entry: { id: 1, message: 'a' } }, { type: 'cleared' }]);
  });
});
