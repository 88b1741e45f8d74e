import { readFileSync } from 'node:fs';
import type { Finding } from './finding.ts';
import { checkNodeVersion } from './node-version.ts';

const USAGE = `qoder-gateway doctor [--json]

Checks what the server needs, with the environment that it would have: Node, configuration, keys, port, limits, temporary
folder, qodercli and its login. Says what to do. Costs no credits. Exits with 1 if the server would not work.
`;

const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly engines: { readonly node: string };
};

const MARKS = { ok: 'ok     ', warning: 'WARNING', error: 'ERROR  ' } as const;

function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, status, detail, advice }) => [
    `${MARKS[status]}  ${check.padEnd(width)}  ${detail}`,
    ...(advice === undefined ? [] : [`${' '.repeat(11 + width)}-> ${advice}`]),
  ]);
  const count = (wanted: Finding['status']) => findings.filter(({ status }) => status === wanted).length;
  return [...lines, '', `Errors: ${count('error')}. Warnings: ${count('warning')}.`, ''].join('\n');
}

async function findings(): Promise<readonly Finding[]> {
  const node = checkNodeVersion(process.version, engines.node);
  if (node.status === 'error') return [node];
  // Only now: an older Node may not even read the rest.
  const { examine } = await import('./examine.ts');
  return [node, ...(await examine(process.env))];
}

const unknown = process.argv.slice(2).filter((argument) => argument !== '--json');
if (unknown.length > 0) {
  process.stdout.write(USAGE);
  process.exitCode = unknown.every((argument) => /^(-h|--help)$/.test(argument)) ? 0 : 64;
} else {
  const found = await findings();
  const isWell = found.every(({ status }) => status !== 'error');
  process.stdout.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ ok: isWell, findings: found }, null, 2)}\n`
      : report(found),
  );
  process.exitCode = isWell ? 0 : 1;
}
