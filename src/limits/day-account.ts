const DAY_MS = 86_400_000;

/** What was spent since midnight UTC. */
export interface DayAccount {
  readonly add: (tokens: number, credits: number) => void;
  readonly tokens: () => number;
  readonly credits: () => number;
  /** Milliseconds until midnight UTC, when it is empty again. */
  readonly resetMs: () => number;
}

/** @param now milliseconds since 1970. */
export function createDayAccount(now: () => number): DayAccount {
  const today = (): number => Math.floor(now() / DAY_MS);
  let account = { day: today(), tokens: 0, credits: 0 };

  const current = (): typeof account => {
    const day = today();
    // A clock that is set back renews nothing.
    if (day > account.day) account = { day, tokens: 0, credits: 0 };
    else account.day = day;
    return account;
  };

  return {
    add(tokens, credits) {
      const open = current();
      open.tokens += tokens;
      open.credits += credits;
    },
    tokens: () => current().tokens,
    credits: () => current().credits,
    resetMs: () => (today() + 1) * DAY_MS - now(),
  };
}
