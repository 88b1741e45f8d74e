import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { searchFolders } from '../qodercli/choice/candidates.ts';
import { installFolder } from '../qodercli/choice/install-folder.ts';
import { parseArguments } from './arguments.ts';
import { installCli } from './install.ts';
import { CLI_VERSION, InstallError, PACKAGE, PACKAGE_VERSION, TERMS_URL, wheelFor } from './wheels.ts';

const USAGE = `qoder-gateway install-cli [--accept-terms] [--to DIR] [--force]

Installs the native qodercli ${CLI_VERSION}: it boots with a quarter of the CPU and under half of the memory of the npm package. pip
downloads Qoder's official package ${PACKAGE} ${PACKAGE_VERSION} from PyPI, pinned by SHA-256; the one program in it is unpacked.

  --accept-terms   accepts Qoder's product service terms, ${TERMS_URL}
  --to DIR         installs into DIR, not into the folder that the server searches by itself
  --force          replaces another qodercli there
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const EXIT_USAGE = 64;
const EXIT_FAILED = 1;

/** The operator has to say yes; nobody else can. */
async function termsAccepted(isAccepted: boolean): Promise<boolean> {
  if (isAccepted) return true;
  say(`The native qodercli is under Qoder's product service terms: ${TERMS_URL}`);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    complain(
      'Nothing was downloaded. Read them, and call this again with --accept-terms if you accept them.',
    );
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // At the end of the input there is no answer.
  const answer = await Promise.race([
    terminal.question('Do you accept them? [yes/no] '),
    new Promise<string>((resolve) => terminal.once('close', () => resolve(''))),
  ]);
  terminal.close();
  if (/^y(es)?$/i.test(answer.trim())) return true;
  complain('Nothing was downloaded.');
  return false;
}

/** Linux alone has more than one C library. */
function isGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as {
    readonly header: { readonly glibcVersionRuntime?: string };
  };
  return header.glibcVersionRuntime !== undefined;
}

function howToUse(file: string, isFound: boolean): string {
  const use = isFound
    ? 'The server takes it by itself from the next start on, unless QODER_CLI_PATH names another.'
    : `Put ${path.dirname(file)} on the server's PATH, or set QODER_CLI_PATH=${file}.`;
  return `${file} is qodercli ${CLI_VERSION}.\n${use} "qoder-gateway doctor" says which one runs.`;
}

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  if (args === undefined || args.help) {
    say(USAGE);
    return args === undefined ? EXIT_USAGE : 0;
  }
  const { env } = process;
  const wheel = wheelFor(process.platform, process.arch, isGlibc());
  const standard = installFolder(env);
  const folder = args.to === undefined ? standard : path.resolve(args.to);
  if (folder === undefined) throw new InstallError('HOME is not set: --to DIR says where to install.');
  if (!(await termsAccepted(args.acceptTerms))) return EXIT_FAILED;
  const file = await installCli({ wheel, folder, force: args.force, environment: env, say });
  say(howToUse(file, folder === standard || searchFolders(env.PATH).includes(folder)));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  complain(error.message);
  process.exitCode = EXIT_FAILED;
}
