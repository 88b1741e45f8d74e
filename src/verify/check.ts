import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';

export interface Check {
  /** As `--only` takes it. */
  readonly name: string;
  /** How many turns it costs at the most. */
  readonly turns: number;
  readonly run: (bench: Bench) => Promise<readonly Finding[]>;
}
