import { parseArgs } from 'node:util';

const DEFAULT_IDLE_MINUTES = 6;
const MOST_IDLE_MINUTES = 600;

export interface VerifyArguments {
  readonly help: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly backend: string | undefined;
  readonly model: string | undefined;
  readonly only: string | undefined;
  readonly report: string | undefined;
  readonly record: string | undefined;
  readonly idleMinutes: number;
}

/** Undefined for arguments that cannot be understood. */
export function parseArguments(args: readonly string[]): VerifyArguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        yes: { type: 'boolean' },
        json: { type: 'boolean' },
        backend: { type: 'string' },
        model: { type: 'string' },
        only: { type: 'string' },
        report: { type: 'string' },
        record: { type: 'string' },
        'idle-minutes': { type: 'string' },
      },
    });
    const idleMinutes = Number(values['idle-minutes'] ?? DEFAULT_IDLE_MINUTES);
    if (!(idleMinutes >= 0 && idleMinutes <= MOST_IDLE_MINUTES)) return undefined;
    if (values.backend !== undefined && !['qodercli', 'simulator'].includes(values.backend)) return undefined;
    const { help = false, yes = false, json = false, backend, model, only, report, record } = values;
    return { help, yes, json, backend, model, only, report, record, idleMinutes };
  } catch {
    return undefined;
  }
}
