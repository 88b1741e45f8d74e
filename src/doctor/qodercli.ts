import { processOptionsOf } from '../backend.ts';
import type { Config } from '../config.ts';
import { longestBootMs } from '../qodercli/boot-limit.ts';
import type { ChosenCli } from '../qodercli/choice/choose-cli.ts';
import { type FailureKind, QoderFailure } from '../qodercli/failure.ts';
import { tryOut } from '../qodercli/trial.ts';
import { error, type Finding, ok, warning } from './finding.ts';
import { checkModels } from './models.ts';

const ANSWER_TIMEOUT_MS = 30_000;

const ADVICE: { readonly [Kind in FailureKind]?: string } = {
  unavailable:
    'Run npm ci, or set QODER_CLI_PATH to a qodercli that works; without it, the server finds one.',
  unresponsive:
    'The machine may be too slow or short of memory: free some, give it more, or raise QODER_BOOT_TIMEOUT_MS.',
};
const LOGIN_ADVICE =
  'If Qoder could not be reached, look at the network: HTTPS_PROXY, NODE_EXTRA_CA_CERTS. Else renew QODER_PERSONAL_ACCESS_TOKEN.';

/** Starts a qodercli as the server would, binds it, and ends it. No model is asked, so that it costs nothing. */
export async function checkQodercli(
  config: Config,
  cli: ChosenCli,
  redact: (text: string) => string,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const isSimulated = config.backend === 'simulator';
  if (isSimulated) {
    const detail = 'No login is set, so a simulator answers, no model.';
    findings.push(warning('backend', detail, 'Set QODER_PERSONAL_ACCESS_TOKEN to talk to Qoder.'));
  }
  let bootMs: number | undefined;
  try {
    const {
      version = 'of unknown version',
      models,
      account,
    } = await tryOut({
      ...processOptionsOf(config, cli),
      model: config.fallbackModel,
      bootTimeoutMs: longestBootMs(config.bootTimeoutMs),
      timeoutMs: ANSWER_TIMEOUT_MS,
      redact,
      onBooted: (milliseconds) => {
        bootMs = milliseconds;
      },
    });
    const answered = `${version} booted in ${bootMs} ms and answered.`;
    if (isSimulated) return [...findings, ok('qodercli', `The simulator of qodercli ${answered}`)];
    findings.push(ok('qodercli', `qodercli ${answered}`));
    const plan = account?.plan === undefined ? '' : ` (${account.plan})`;
    findings.push(ok('login', `Qoder took the login${plan}.`), ...checkModels(models, config.fallbackModel));
  } catch (failure) {
    findings.push(
      ...findingsOf(failure, bootMs).map((finding) => ({ ...finding, detail: redact(finding.detail) })),
    );
  }
  return findings;
}

function findingsOf(failure: unknown, bootMs: number | undefined): readonly Finding[] {
  if (!(failure instanceof QoderFailure)) {
    return [
      error('qodercli', `qodercli could not be started: ${String(failure)}.`, ADVICE.unavailable ?? ''),
    ];
  }
  const advice = ADVICE[failure.kind];
  const detail = `${failure.message}${stderrOf(failure)}`;
  if (advice !== undefined) return [error('qodercli', detail, advice)];
  // It is there and spoke: what is wrong is its login, or its way to Qoder.
  const started = bootMs === undefined ? 'qodercli was started.' : `qodercli booted in ${bootMs} ms.`;
  return [ok('qodercli', started), error('login', detail, LOGIN_ADVICE)];
}

/** The first line of what a process that died left on stderr. */
function stderrOf({ cause }: QoderFailure): string {
  const { stderr } = (cause ?? {}) as { readonly stderr?: string };
  const line = stderr?.split('\n').find((text) => text.trim() !== '');
  return line === undefined ? '' : ` It said: ${line.trim().slice(0, 300)}`;
}
