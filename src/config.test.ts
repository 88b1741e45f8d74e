import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, secretsOf } from './config.ts';
import { configSchema } from './config-schema.ts';
import { SECRET_NAMES } from './config-secrets.ts';
import { projectRoot } from './project.ts';

const problemsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('the configuration', () => {
  it('has defaults for everything, and a key of its own', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      backend: 'simulator',
      apiKeyGenerated: true,
    });
    expect(config.apiKeys[0]?.key).toMatch(/^sk-qoder-[\w-]{32}$/);
    expect(readConfig({}).apiKeys).not.toEqual(config.apiKeys);
  });

  it.each([
    [{ QODER_PERSONAL_ACCESS_TOKEN: 'pt-x' }, 'qodercli'],
    [{ QODER_API_KEY: 'pt-x' }, 'qodercli'],
    [{ QODER_CONFIG_DIR: '/x' }, 'qodercli'],
    [{ QODER_PERSONAL_ACCESS_TOKEN: '' }, 'simulator'],
    [{ QODER_PERSONAL_ACCESS_TOKEN: 'pt-x', QODER_BACKEND: 'simulator' }, 'simulator'],
  ])('with %j is served by %s', (environment, backend) => {
    expect(readConfig(environment as Record<string, string>).backend).toBe(backend);
  });

  it('reads one key, or several with names', () => {
    expect(readConfig({ PROXY_API_KEY: 'abcdefgh==' }).apiKeys).toEqual([
      { name: 'default', key: 'abcdefgh==' },
    ]);
    expect(readConfig({ PROXY_API_KEY: 'a=12345678, b=87654321' }).apiKeys).toEqual([
      { name: 'a', key: '12345678' },
      { name: 'b', key: '87654321' },
    ]);
    expect(readConfig({ PROXY_AUTH: 'off', PROXY_API_KEY: 'x' }).apiKeys).toEqual([]);
  });

  it('refuses a key that is no secret', () => {
    expect(problemsOf({ PROXY_API_KEY: 'short' })).toContain('PROXY_API_KEY');
  });

  it('hides every secret that it knows', () => {
    const launcher = readFileSync(`${projectRoot()}/bin/qoder-gateway`, 'utf8');
    const hidden = /^for name in (.+); do$/m.exec(launcher)?.[1]?.split(' ');
    expect(hidden?.toSorted()).toEqual([...SECRET_NAMES].toSorted());
    for (const name of SECRET_NAMES) {
      expect(problemsOf({ QODER_CHILD_ENV: name })).toContain(`must not name ${name}`);
      expect(problemsOf({ QODER_CHILD_ENV: `${name}_FILE` })).toContain(`must not name ${name}_FILE`);
      // Of 32 characters, for the longest that is asked for.
      const secret = `secret-of-${name}-0123456789-0123456789`.toLowerCase();
      expect(secretsOf(readConfig({ [name]: secret }))).toContain(secret);
    }
  });

  it('takes no API key for the metrics key, and none that is short', () => {
    expect(readConfig({ METRICS_KEY: ' 12345678\n' }).metrics.key).toBe('12345678');
    for (const PROXY_API_KEY of ['12345678', 'a=12345678,b=87654321'])
      expect(problemsOf({ PROXY_API_KEY, METRICS_KEY: ' 12345678' })).toContain('METRICS_KEY');
    expect(problemsOf({ METRICS_KEY: ' 1234567 ' })).toContain('METRICS_KEY must have 8');
  });

  it('finds another qodercli from where the server was started, or in PATH', () => {
    expect(readConfig({ QODER_CLI_PATH: './bin/x' }).cliPath).toBe(`${process.cwd()}/bin/x`);
    expect(readConfig({ QODER_CLI_PATH: '/opt/x' }).cliPath).toBe('/opt/x');
    expect(readConfig({ QODER_CLI_PATH: 'qodercli' }).cliPath).toBe('qodercli');
  });

  it.each([
    ['', 0],
    ['2', 2],
    [
      '10.0.0.0/8, fd00::/8',
      [
        { address: '10.0.0.0', prefix: 8 },
        { address: 'fd00::', prefix: 8 },
      ],
    ],
    ['192.0.2.1', [{ address: '192.0.2.1', prefix: 32 }]],
  ])('reads TRUSTED_PROXIES=%s', (text, expected) => {
    expect(readConfig({ TRUSTED_PROXIES: text }).trustedProxies).toEqual(expected);
  });

  it.each(['all', '-1', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'proxy.example', '0.0.0.0/x'])(
    'refuses TRUSTED_PROXIES=%s',
    (text) => {
      expect(problemsOf({ TRUSTED_PROXIES: text })).toContain('TRUSTED_PROXIES');
    },
  );

  it('names every mistake at once, and no secret', () => {
    const problems = problemsOf({
      PORT: '70000',
      QODER_BACKEND: 'other',
      QODER_MAX_OUTPUT_TOKENS: 'many',
      STRICT_PARAMS: 'perhaps',
      QODER_CHILD_ENV: 'FOO,DASHBOARD_PASSWORD',
      PROXY_API_KEY: 'a=secret-one,b=x',
      QODER_PERSONAL_ACCESS_TOKEN_FILE: '/nowhere/token',
      KEY_LIMITS: 'nobody:rpm=1',
      QODER_MAX_DISK_MB: '0',
    });
    for (const name of [
      'PORT',
      'QODER_BACKEND',
      'QODER_MAX_OUTPUT_TOKENS',
      'STRICT_PARAMS',
      'QODER_CHILD_ENV',
      'PROXY_API_KEY',
      'QODER_PERSONAL_ACCESS_TOKEN_FILE',
      "KEY_LIMITS names 'nobody'",
      'QODER_MAX_DISK_MB',
    ]) {
      expect(problems).toContain(name);
    }
    expect(problems).not.toContain('secret-one');
  });

  it('knows the names that limits can be given to', () => {
    const limitsOf = (environment: Record<string, string>, names: readonly string[]) =>
      problemsOf({ ...environment, KEY_LIMITS: names.map((name) => `${name}:rpm=1`).join(';') });
    expect(limitsOf({ PROXY_API_KEY: 'a=12345678,b=87654321' }, ['*', 'a', 'b', 'dashboard'])).toBe('');
    expect(limitsOf({ PROXY_API_KEY: '12345678' }, ['default'])).toBe('');
    expect(limitsOf({}, ['generated'])).toBe('');
    expect(limitsOf({ PROXY_AUTH: 'off' }, ['anonymous'])).toBe('');
    expect(limitsOf({ PROXY_API_KEY: '12345678' }, ['anonymous'])).toContain("'anonymous'");
  });

  it('reads where traces go, and where metrics are served', () => {
    expect(readConfig({ OTEL_SERVICE_NAME: 'x' }).traces).toBeUndefined();
    expect(
      readConfig({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
        OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20x',
      }).traces,
    ).toEqual({
      endpoint: 'http://collector:4318',
      headers: { authorization: 'Bearer x' },
      serviceName: 'qoder-gateway',
    });
    expect(readConfig({}).metrics).toEqual({ enabled: true, port: undefined });
    expect(readConfig({ METRICS_PORT: '9464' }).metrics.port).toBe(9464);
    expect(problemsOf({ METRICS_PORT: '3000' })).toBe('METRICS_PORT must not be PORT');
    expect(problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: 'hidden' })).not.toContain('hidden');
  });

  it('reads how many responses are kept', () => {
    expect(readConfig({}).responsesStore).toEqual({
      maxEntries: 500,
      maxBytes: 64 * 1024 * 1024,
      lifeMs: 3_600_000,
    });
    expect(readConfig({ RESPONSES_STORE_MAX_ENTRIES: '0' }).responsesStore.maxEntries).toBe(0);
    expect(problemsOf({ RESPONSES_STORE_MAX_MB: '0' })).toContain('RESPONSES_STORE_MAX_MB');
  });

  it('is one that the README names truly', () => {
    const readme = readFileSync(`${projectRoot()}/README.md`, 'utf8');
    const named = [...readme.matchAll(/`((?:QODER|PROXY|DASHBOARD|LOG|KEY|METRICS|OTEL)_[A-Z_]+)`/g)];
    const known = new Set([...Object.keys(configSchema), ...SECRET_NAMES.map((name) => `${name}_FILE`)]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.flatMap(([, name = '']) => (known.has(name) ? [] : name))).toEqual([]);
  });
});
