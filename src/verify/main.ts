import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseBackendCli, processOptionsOf } from '../backend.ts';
import { type Config, ConfigError, readConfig, secretsOf } from '../config.ts';
import { createRedactor } from '../observability/redactor.ts';
import { projectRoot, projectVersion } from '../project.ts';
import { longestBootMs } from '../qodercli/boot-limit.ts';
import { createLoneProcesses } from '../qodercli/lone-processes.ts';
import { type CliMessage, stringField } from '../qodercli/messages.ts';
import { parseArguments, type VerifyArguments } from './arguments.ts';
import { createBench } from './bench.ts';
import type { Check } from './check.ts';
import { checks } from './checks.ts';
import { askConsent, costText } from './consent.ts';
import type { Seen } from './conversation.ts';
import type { Finding } from './finding.ts';
import { scriptOf } from './fixture.ts';
import { createAnonymizer, reportOf } from './report.ts';
import { runChecks } from './run-checks.ts';
import { tableOf } from './table.ts';

const USAGE = `qoder-gateway verify [--yes] [--model ID] [--only NAME] [--report FILE] [--record DIR] [--idle-minutes N] [--json]

Asks the qodercli that the server would run, with its login, some short questions that show whether the server's assumptions
hold: streaming, tools, formats, effort, images, limits, usage, errors and lifetimes. Says what they cost, and asks before.

  --yes              goes on without asking
  --model ID         asks this model of the account, not QODER_FALLBACK_MODEL
  --only NAME        runs one check: ${checks.map(({ name }) => name).join(', ')}
  --report FILE      writes a report without secrets, to be attached to an issue
  --record DIR       writes what was said as scripts of the simulator, a file per check
  --idle-minutes N   how long an idle process is left alone; 6 unless said otherwise
  --backend NAME     qodercli or simulator, as QODER_BACKEND
  --json             prints the findings as JSON

Exits with 1 if an assumption does not hold or could not be checked.
`;

const EXIT_USAGE = 64;
const EXIT_CONFIGURATION = 78;
const EXIT_INTERRUPTED = 130;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function chosenChecks(only: string | undefined): readonly Check[] {
  return checks.filter(({ name }) => only === undefined || name === only);
}

async function consents(
  args: VerifyArguments,
  turns: number,
  model: string,
  isSimulated: boolean,
): Promise<boolean> {
  if (isSimulated) return true;
  complain(costText(turns, model, args.idleMinutes));
  if (args.yes) return true;
  const answer = await askConsent();
  if (answer === undefined) complain('Nothing was asked. Call this again with --yes if you agree.');
  else if (!answer) complain('Nothing was asked.');
  return answer === true;
}

async function record(
  folder: string,
  seen: ReadonlyMap<string, readonly Seen[]>,
  anonymize: (text: string) => string,
) {
  await mkdir(folder, { recursive: true });
  for (const [name, turns] of seen) {
    const script = JSON.stringify({ turn: scriptOf(turns) }, null, 2);
    await writeFile(path.join(folder, `${name}.json`), `${anonymize(script)}\n`);
  }
}

function isInit({ type, subtype }: CliMessage): boolean {
  return type === 'system' && subtype === 'init';
}

async function verify(config: Config, args: VerifyArguments): Promise<number> {
  const chosen = chosenChecks(args.only);
  const model = args.model ?? config.fallbackModel;
  const turns = chosen.reduce((sum, check) => sum + check.turns, 0);
  if (!(await consents(args, turns, model, config.backend === 'simulator'))) return 1;

  const anonymize = createAnonymizer(createRedactor(secretsOf(config)));
  const cli = await chooseBackendCli(config);
  const processes = createLoneProcesses({
    ...processOptionsOf(config, cli),
    bootTimeoutMs: longestBootMs(config.bootTimeoutMs),
    redact: anonymize,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void processes.close().finally(() => process.exit(EXIT_INTERRUPTED)));
  }
  const seen = new Map<string, Seen[]>();
  try {
    const benchFor = ({ name }: Check) =>
      createBench(processes, {
        model,
        idleMs: args.idleMinutes * 60_000,
        onSeen: (turn) => seen.set(name, [...(seen.get(name) ?? []), turn]),
      });
    const told = await runChecks(chosen, benchFor, ({ name }) => complain(`asked: ${name}`));
    const findings = told.map((finding) => ({ ...finding, seen: anonymize(finding.seen) }));
    const all = [...seen.values()].flat();
    const init = all.flatMap(({ lines }) => lines).find(isInit) ?? {};
    const version = stringField(init, 'qodercli_version') ?? cli.executable.version ?? 'of unknown version';
    const protocol = stringField(init, 'protocol_version') ?? 'unknown';
    const facts = {
      gateway: projectVersion(projectRoot()),
      cli: `${version} (${cli.kind}), protocol ${protocol}`,
      model,
      turns: all.length,
      credits: Math.round(all.reduce((sum, { credits = 0 }) => sum + credits, 0) * 1e6) / 1e6,
    };
    if (args.record !== undefined) await record(args.record, seen, anonymize);
    if (args.report !== undefined) await writeFile(args.report, reportOf(facts, findings, anonymize));
    say(args.json ? JSON.stringify({ ...facts, findings }, null, 2) : tableOf(findings));
    if (!args.json) say(`${facts.turns} turns, ${facts.credits} credits, qodercli ${facts.cli}.`);
    return exitCodeOf(findings);
  } finally {
    await processes.close();
  }
}

function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ verdict }) => verdict === 'differs' || verdict === 'failed') ? 1 : 0;
}

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  if (args === undefined || args.help || chosenChecks(args.only).length === 0) {
    say(USAGE);
    return args?.help ? 0 : EXIT_USAGE;
  }
  const { backend } = args;
  const environment = backend === undefined ? process.env : { ...process.env, QODER_BACKEND: backend };
  try {
    const config = readConfig(environment);
    if (config.backend === 'simulator' && environment.QODER_BACKEND !== 'simulator') {
      complain('No login is set: set QODER_PERSONAL_ACCESS_TOKEN, or try it with --backend simulator.');
      return EXIT_CONFIGURATION;
    }
    return await verify(config, args);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(`The configuration is wrong:\n${error.message.replace(/^/gm, '  ')}`);
    return EXIT_CONFIGURATION;
  }
}

process.exitCode = await main();
