/** What one check has found. */
export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  /** `warning`: the server works, but not as it should in production. `error`: it would not work. */
  readonly status: 'ok' | 'warning' | 'error';
  /** One sentence, without secrets. */
  readonly detail: string;
  /** What to do about it; absent where all is well. */
  readonly advice?: string;
}

export const ok = (check: string, detail: string): Finding => ({ check, status: 'ok', detail });

export const warning = (check: string, detail: string, advice: string): Finding => ({
  check,
  status: 'warning',
  detail,
  advice,
});

export const error = (check: string, detail: string, advice: string): Finding => ({
  check,
  status: 'error',
  detail,
  advice,
});
