import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { AuthPayload } from './qodercli/auth-payload.ts';
import { type ChosenCli, chooseCli } from './qodercli/choice/choose-cli.ts';
import { installFolder } from './qodercli/choice/install-folder.ts';
import { executableAt } from './qodercli/command.ts';

/** The program that answers. To find a native qodercli, it may run some for their version, which takes half a second each. */
export async function chooseBackendCli(config: Config): Promise<ChosenCli> {
  const { cliPath, environment } = config;
  if (config.backend === 'simulator') {
    const executable = executableAt(fileURLToPath(new URL('./simulator/main.js', import.meta.url)));
    return { executable, kind: 'simulator', source: 'built_in', passedOver: [] };
  }
  return chooseCli({ cliPath, environment, installFolder: installFolder(environment) });
}

/** How it logs in. */
function authPayloadOf(config: Config): AuthPayload {
  if (config.backend === 'simulator') return { type: 'accessToken', accessToken: 'simulator' };
  return config.token === undefined
    ? { type: 'qodercli' }
    : { type: 'accessToken', accessToken: config.token };
}

/** A process of the backend, as the server starts it. */
export function processOptionsOf(config: Config, { executable }: ChosenCli) {
  return {
    executable,
    authPayload: authPayloadOf(config),
    configDir: config.configDir,
    maxOutputTokens: config.maxOutputTokens,
    ownEnvironment: config.environment,
    extraEnvironmentNames: extraEnvironmentNames(config),
    maxDiskBytes: config.maxDiskBytes,
  };
}

/** The variables that script the simulator are for it alone. */
function extraEnvironmentNames(config: Config): readonly string[] {
  if (config.backend !== 'simulator') return config.childEnvNames;
  const scripted = Object.keys(config.environment).filter((name) => name.startsWith('QODER_SIMULATOR_'));
  return [...config.childEnvNames, ...scripted];
}
