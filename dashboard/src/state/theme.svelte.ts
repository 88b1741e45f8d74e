export type ThemeChoice = 'system' | 'dark' | 'light';

const KEY = 'qoder-theme';

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === 'dark' || value === 'light' ? value : 'system';
}

/** Dark, light, or what the system prefers. */
class Theme {
  choice = $state<ThemeChoice>(stored());
  #systemIsLight = $state(false);
  readonly shown = $derived(
    this.choice === 'system' ? (this.#systemIsLight ? ('light' as const) : ('dark' as const)) : this.choice,
  );

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  }

  listen(): () => void {
    const query = matchMedia('(prefers-color-scheme: light)');
    const follow = (): void => {
      this.#systemIsLight = query.matches;
    };
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }
}

export const theme = new Theme();
