import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { AuthPayload } from './qodercli/auth-payload.ts';
import { type Executable, executableAt, pinnedExecutable } from './qodercli/command.ts';

/** The program that answers, as the configuration says. */
export function executableOf(config: Config): Executable {
  if (config.backend === 'simulator') {
    return executableAt(fileURLToPath(new URL('./simulator/main.js', import.meta.url)));
  }
  return config.cliPath === undefined ? pinnedExecutable() : executableAt(config.cliPath);
}

/** How it logs in. */
export function authPayloadOf(config: Config): AuthPayload {
  if (config.backend === 'simulator') return { type: 'accessToken', accessToken: 'simulator' };
  return config.token === undefined
    ? { type: 'qodercli' }
    : { type: 'accessToken', accessToken: config.token };
}

/** The variables that script the simulator are for it alone. */
export function extraEnvironmentNames(config: Config): readonly string[] {
  if (config.backend !== 'simulator') return config.childEnvNames;
  const scripted = Object.keys(config.environment).filter((name) => name.startsWith('QODER_SIMULATOR_'));
  return [...config.childEnvNames, ...scripted];
}
