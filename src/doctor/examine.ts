import { chooseBackendCli } from '../backend.ts';
import { type Config, ConfigError, readConfig, secretsOf } from '../config.ts';
import { capacityOf } from '../config-capacity.ts';
import { configSchema } from '../config-schema.ts';
import { createRedactor } from '../observability/redactor.ts';
import { CLI_WEIGHTS } from '../qodercli/choice/kind.ts';
import { checkChoice } from './choice.ts';
import { error, type Finding, ok, warning } from './finding.ts';
import { checkCoreDumps, checkMemory, checkOpenFiles } from './limits.ts';
import { checkPorts } from './port.ts';
import { checkQodercli } from './qodercli.ts';
import { checkApiKeys, checkDashboardPassword, checkMetricsKey } from './secrets.ts';
import { checkTemporaryFolder } from './temporary-folder.ts';

const OURS = /^(QODER|DASHBOARD)_/;

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at everything that a server with this environment would need. Starts and ends one process. */
export async function examine(environment: Environment): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    const advice = 'docs/configuration.md says what each variable takes.';
    const problems = failure.message
      .split('\n')
      .map((problem) => error('configuration', `${problem}.`, advice));
    return [...problems, await checkTemporaryFolder(0)];
  }
  const redact = createRedactor(secretsOf(config));
  const cli = await chooseBackendCli(config);
  const weight = CLI_WEIGHTS[cli.kind];
  const capacity = capacityOf(config.capacity, weight.processMemory);
  return [
    ...checkNames(environment),
    ...checkApiKeys(config),
    checkDashboardPassword(config),
    ...checkMetricsKey(config),
    ...(await checkPorts(config)),
    ...checkChoice(cli),
    checkMemory(config, capacity, weight),
    checkOpenFiles(config, capacity),
    checkCoreDumps(),
    await checkTemporaryFolder(capacity.maxProcesses * config.maxDiskBytes),
    ...(await checkQodercli(config, cli, redact)),
  ];
}

/** A misspelt variable is one that nobody reads. */
function checkNames(environment: Environment): readonly Finding[] {
  const check = 'configuration';
  const unknown = Object.keys(environment).filter(
    (name) =>
      OURS.test(name) &&
      !Object.hasOwn(configSchema, name.replace(/_FILE$/, '')) &&
      !/^QODER_(SECRETS_FD$|SIMULATOR_)/.test(name),
  );
  if (unknown.length === 0) return [ok(check, 'It is valid.')];
  return unknown.map((name) =>
    warning(
      check,
      `${name} is set, but no variable is called that.`,
      'docs/configuration.md lists them all.',
    ),
  );
}
