import { homedir, userInfo } from 'node:os';
import type { Finding } from './finding.ts';
import { markdownOf } from './table.ts';

export interface ReportFacts {
  readonly gateway: string;
  readonly cli: string;
  readonly model: string;
  readonly turns: number;
  /** All that the turns told of their credits. */
  readonly credits: number;
}

/** Takes out what names the person or the machine, beside the secrets. */
export function createAnonymizer(redact: (text: string) => string): (text: string) => string {
  const personal = [homedir(), userInfo().username].filter((text) => text.length >= 4);
  return (text) => personal.reduce((rest, name) => rest.replaceAll(name, '[redacted]'), redact(text));
}

/** A report in Markdown that can be attached to an issue: no secret, no account, no path of the user. */
export function reportOf(
  facts: ReportFacts,
  findings: readonly Finding[],
  anonymize: (text: string) => string,
): string {
  const { gateway, cli, model, turns, credits } = facts;
  const text = [
    '# qodercli as it really is',
    '',
    'Written by `qoder-gateway verify`. It holds no secret and can be attached to an issue.',
    '',
    `- qoder-gateway ${gateway}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `- qodercli ${cli}, model \`${model}\``,
    `- ${turns} turns, ${credits} credits`,
    '',
    markdownOf(findings),
    '',
  ].join('\n');
  return anonymize(text);
}
