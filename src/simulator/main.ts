#!/usr/bin/env node
import { ArgumentError, parseArguments } from './arguments.ts';
import { loadScenario } from './scenario.ts';
import { ScriptError } from './script-fields.ts';
import { cliVersion } from './version.ts';

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

try {
  const args = parseArguments(process.argv.slice(2), process.env);
  if (args.versionOnly) {
    process.stdout.write(`${cliVersion}\n`);
  } else {
    const scenario = loadScenario(process.env.QODER_SIMULATOR_SCRIPT);
    const { run } = await import('./program.ts');
    await run(args, scenario, process.env);
  }
} catch (error) {
  if (error instanceof ArgumentError) fail(error.message, error.exitCode);
  if (error instanceof ScriptError)
    fail(`Simulator script error: QODER_SIMULATOR_SCRIPT: ${error.message}`, 1);
  throw error;
}
