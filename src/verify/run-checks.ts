import { QoderFailure } from '../qodercli/failure.ts';
import type { Bench } from './bench.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';

async function findingsOf(check: Check, bench: Bench): Promise<readonly Finding[]> {
  try {
    return await check.run(bench);
  } catch (error) {
    if (!(error instanceof QoderFailure)) throw error;
    return [
      {
        question: check.name,
        assumed: 'it can be asked',
        seen: `${error.kind}: ${error.message}`,
        verdict: 'failed',
        advice: 'Run "qoder-gateway doctor", then this check once more with --only.',
      },
    ];
  }
}

/**
 * Runs checks one after the other, so that one does not disturb another; what has to wait waits beside them.
 * @param onDone called when a check is over.
 */
export async function runChecks(
  checks: readonly Check[],
  benchFor: (check: Check) => Bench,
  onDone: (check: Check, findings: readonly Finding[]) => void,
): Promise<readonly Finding[]> {
  const waiting = checks.filter(({ name }) => name === 'idle');
  const aside = waiting.map((check) => ({ check, findings: findingsOf(check, benchFor(check)) }));
  const all: Finding[] = [];
  const finish = (check: Check, findings: readonly Finding[]): void => {
    all.push(...findings);
    onDone(check, findings);
  };
  for (const check of checks)
    if (!waiting.includes(check)) finish(check, await findingsOf(check, benchFor(check)));
  for (const { check, findings } of aside) finish(check, await findings);
  return all;
}
