export interface Arguments {
  readonly help: boolean;
  readonly acceptTerms: boolean;
  readonly force: boolean;
  /** Undefined means the default folder. */
  readonly to: string | undefined;
}

/** Undefined for arguments that nobody knows. */
export function parseArguments(args: readonly string[]): Arguments | undefined {
  let [help, acceptTerms, force] = [false, false, false];
  let to: string | undefined;
  const rest = args.flatMap((argument) =>
    argument.startsWith('--to=') ? ['--to', argument.slice(5)] : [argument],
  );
  while (rest.length > 0) {
    const argument = rest.shift();
    if (argument === '--help' || argument === '-h') help = true;
    else if (argument === '--accept-terms') acceptTerms = true;
    else if (argument === '--force') force = true;
    else if (argument === '--to') {
      to = rest.shift();
      if (to === undefined || to === '' || to.startsWith('--')) return undefined;
    } else return undefined;
  }
  return { help, acceptTerms, force, to };
}
