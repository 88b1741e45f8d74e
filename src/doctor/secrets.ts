import type { Config } from '../config.ts';
import { type Finding, ok, warning } from './finding.ts';

/** 16 random letters and digits have 95 bits. */
const LEAST_CHARACTERS = 16;
const LEAST_DISTINCT = 8;
const GUESSABLE = /password|passwort|secret|change.?me|choose|example|qwerty|letmein|admin|12345|test/i;
const MAKE_ONE = "Make a random one, for instance with: node -p 'crypto.randomUUID()'";

/** Whether somebody might guess a secret. Says why without showing any of it. */
function weaknessOf(secret: string): string | undefined {
  if (secret.length < LEAST_CHARACTERS) return `has fewer than ${LEAST_CHARACTERS} characters`;
  if (new Set(secret).size < LEAST_DISTINCT) return `has fewer than ${LEAST_DISTINCT} different characters`;
  return GUESSABLE.test(secret) ? 'is made of a word that guessers try first' : undefined;
}

export function checkApiKeys(config: Config): readonly Finding[] {
  const check = 'api keys';
  if (config.apiKeys.length === 0) {
    const detail = 'PROXY_AUTH=off: whoever reaches the port uses your Qoder credits.';
    return [warning(check, detail, 'Set PROXY_API_KEY and remove PROXY_AUTH, or let nobody reach the port.')];
  }
  if (config.apiKeyGenerated) {
    const detail = 'PROXY_API_KEY is not set: each start makes a key up, and clients have to be told anew.';
    return [warning(check, detail, `Set PROXY_API_KEY. ${MAKE_ONE}`)];
  }
  const findings = config.apiKeys.flatMap(({ name, key }) => {
    const weakness = weaknessOf(key);
    if (weakness === undefined) return [];
    return warning(check, `The key '${name}' of PROXY_API_KEY ${weakness}.`, MAKE_ONE);
  });
  const count = config.apiKeys.length;
  return findings.length > 0
    ? findings
    : [ok(check, `${count === 1 ? 'One key is' : `${count} keys are`} set.`)];
}

export function checkDashboardPassword({ dashboard }: Config): Finding {
  const check = 'dashboard';
  if (!dashboard.enabled) return ok(check, 'DASHBOARD_ENABLED=false: there is none.');
  if (dashboard.passwordGenerated) {
    const detail = 'DASHBOARD_PASSWORD is not set: each start makes one up and prints it.';
    return warning(check, detail, 'Set DASHBOARD_PASSWORD, or DASHBOARD_ENABLED=false.');
  }
  const weakness = weaknessOf(dashboard.password);
  if (weakness !== undefined) return warning(check, `DASHBOARD_PASSWORD ${weakness}.`, MAKE_ONE);
  return ok(check, 'A password is set.');
}

/** Says nothing where one key does all, as it is for most. */
export function checkMetricsKey({ apiKeys, metrics }: Config): readonly Finding[] {
  const check = 'metrics';
  if (!metrics.enabled) return [];
  if (metrics.key !== undefined) {
    const weakness = weaknessOf(metrics.key);
    if (weakness !== undefined) return [warning(check, `METRICS_KEY ${weakness}.`, MAKE_ONE)];
    return [ok(check, 'METRICS_KEY reads them.')];
  }
  if (metrics.port !== undefined) {
    return [
      ok(check, `Everybody who reaches METRICS_PORT ${metrics.port} reads them: let Prometheus alone.`),
    ];
  }
  if (apiKeys.length < 2) return [];
  const detail = 'Nobody reads /metrics: they tell the usage of every API key, and there are several.';
  return [warning(check, detail, `Set METRICS_KEY, or METRICS_PORT. ${MAKE_ONE}`)];
}
