import { closeSync, existsSync, readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that may also come as `NAME_FILE`. */
export const SECRET_NAMES = [
  'PROXY_API_KEY',
  'METRICS_KEY',
  'QODER_PERSONAL_ACCESS_TOKEN',
  'QODER_API_KEY',
  'DASHBOARD_PASSWORD',
  'DASHBOARD_SECRET',
  'COMPACTION_KEY',
] as const;

/** Says which descriptor `bin/qoder-gateway` has put the secrets behind. */
const PIPE_NAME = 'QODER_SECRETS_FD';
/** Ends each entry of the pipe: a character that no secret has. */
const END_OF_ENTRY = '\u001e';

/**
 * The environment with its secrets, wherever they come from: from variables, from files that `NAME_FILE` names,
 * which is how orchestrators hand over secrets, or from the pipe of `bin/qoder-gateway`.
 */
export function withSecrets(
  environment: Environment,
  problems: string[],
): Record<string, string | undefined> {
  const complete: Record<string, string | undefined> = { ...environment, ...fromPipe(environment, problems) };
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

function fromPipe(environment: Environment, problems: string[]): Environment {
  const descriptor = environment[PIPE_NAME];
  if (descriptor === undefined || descriptor === '') return {};
  // Not 0, 1 or 2, and closed afterwards: whatever it was, it is read once.
  if (!/^[3-9]$/.test(descriptor)) {
    problems.push(`${PIPE_NAME} must be a descriptor from 3 to 9`);
    return {};
  }
  try {
    const text = readFileSync(Number(descriptor), 'utf8');
    closeSync(Number(descriptor));
    const entries = text.split(END_OF_ENTRY).map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), entry.slice(at + 1)] as const;
    });
    return Object.fromEntries(entries.filter(([name]) => (SECRET_NAMES as readonly string[]).includes(name)));
  } catch (error) {
    problems.push(`${PIPE_NAME} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return {};
  }
}

/**
 * The variables with secrets that this process was started with, where every process of the same user can read
 * them: Linux keeps the first environment of a process for others to see, and nothing in the process can change it.
 */
export function exposedSecrets(environment: Environment): readonly string[] {
  if (!existsSync('/proc/self/environ')) return [];
  return SECRET_NAMES.filter((name) => environment[name] !== undefined && environment[name] !== '');
}
