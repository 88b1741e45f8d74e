import { readFileSync } from 'node:fs';

const SECRET_NAMES = [
  'PROXY_API_KEY',
  'QODER_PERSONAL_ACCESS_TOKEN',
  'QODER_API_KEY',
  'DASHBOARD_PASSWORD',
  'DASHBOARD_SECRET',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const;

/** Reads `NAME_FILE` into `NAME`: how orchestrators hand over secrets. */
export function withSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Record<string, string | undefined> {
  const complete = { ...environment };
  for (const name of SECRET_NAMES) {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === '') continue;
    if (complete[name]) problems.push(`${name} and ${name}_FILE are both set; one is enough`);
    try {
      complete[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      problems.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return complete;
}
