import type { Config } from './config.ts';
import type { ChosenCli } from './qodercli/choice/choose-cli.ts';
import { costOf, reasonOf } from './qodercli/choice/describe-cli.ts';

/** What an operator is told on the console, once. The only place that shows a key, and only one made up here. */
export function startBanner(config: Config, cli: ChosenCli, port: number): string {
  const base = `http://localhost:${port}/v1`;
  const key = config.apiKeys[0]?.key;
  const lines = ['', `Qoder Gateway listens. Base URL: ${base}`];
  if (config.backend === 'simulator') {
    lines.push(
      '',
      '  ************************************************************************',
      '  *  SIMULATOR: no Qoder token is set, so a simulator answers, no model.  *',
      '  *  Set QODER_PERSONAL_ACCESS_TOKEN to talk to Qoder.                    *',
      '  ************************************************************************',
    );
  } else {
    lines.push(`${reasonOf(cli)} ${costOf(cli.kind)}`);
  }
  if (config.apiKeys.length === 0) {
    lines.push('', 'WARNING: PROXY_AUTH=off, so anybody who can reach this port can use it.');
  } else if (config.apiKeyGenerated) {
    lines.push('', 'No PROXY_API_KEY is set. A key was made up for this run:', '', `  ${key}`);
  }
  if (config.dashboard.enabled) {
    lines.push('', `Dashboard: http://localhost:${port}/dashboard/`);
    if (config.dashboard.passwordGenerated) {
      lines.push(
        'No DASHBOARD_PASSWORD is set. A password was made up for this run:',
        '',
        `  ${config.dashboard.password}`,
      );
    }
  }
  lines.push(
    '',
    'Try it:',
    '',
    `  curl -N ${base}/chat/completions \\`,
    `    -H "Authorization: Bearer ${config.apiKeyGenerated ? key : '$PROXY_API_KEY'}" \\`,
    '    -H "Content-Type: application/json" \\',
    `    -d '{"model":"auto","stream":true,"messages":[{"role":"user","content":"Hello"}]}'`,
    '',
    '',
  );
  return lines.join('\n');
}
