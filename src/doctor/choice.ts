import type { ChosenCli } from '../qodercli/choice/choose-cli.ts';
import { costOf, reasonOf } from '../qodercli/choice/describe-cli.ts';
import { type Finding, ok, warning } from './finding.ts';

const CHECK = 'cli';

/** Which qodercli the server would run, why, and what it costs; and those that it would have run but for something. */
export function checkChoice(cli: ChosenCli): readonly Finding[] {
  const { executable, kind, passedOver } = cli;
  const file = executable.args[0] ?? executable.file;
  const version = executable.version === undefined ? '' : ` Version ${executable.version}.`;
  const advice = cli.source === 'dependency' ? ' To install the native one: qoder-gateway install-cli.' : '';
  return [
    ok(CHECK, `${reasonOf(cli)}${version} ${costOf(kind)}${advice} (${file})`),
    ...passedOver
      .filter(({ isScript }) => !isScript)
      .map(({ file: other, problem }) =>
        warning(
          CHECK,
          `${other} is not used: ${problem}.`,
          `QODER_CLI_PATH=${other} would use it all the same.`,
        ),
      ),
  ];
}
