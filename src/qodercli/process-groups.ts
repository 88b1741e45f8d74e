import { descendantsOf, killOne } from './descendants.ts';
import type { Watchdog } from './watchdog.ts';

/**
 * The process groups that are alive. A CLI runs in a group of its own, so that its descendants die with it;
 * the price is that no terminal's Ctrl-C reaches it, hence `killAll` for the exit of the server,
 * and the watchdog for an end that gives it no time.
 */
export interface ProcessGroups {
  readonly add: (leader: number) => void;
  /**
   * SIGKILL to the whole group, and to the leader's descendants that have left it: nothing in the CLI needs flushing, and its
   * SIGTERM can take 11 s at boot.
   */
  readonly kill: (leader: number) => void;
  readonly remove: (leader: number) => void;
  readonly killAll: () => void;
  /** The ids of the leaders, which are the CLIs themselves. */
  readonly leaders: () => readonly number[];
}

export function createProcessGroups(watchdog: Pick<Watchdog, 'watch' | 'forget'>): ProcessGroups {
  const leaders = new Set<number>();

  const kill = (leader: number): void => {
    if (!leaders.has(leader)) return;
    // Asked before: a child that has a group of its own is nobody's once its parent is dead.
    const descendants = descendantsOf(leader);
    try {
      process.kill(-leader, 'SIGKILL');
    } catch {
      // ESRCH: nobody is left. EPERM: macOS says so of a group of zombies. Those who call have nobody to tell of more.
    }
    for (const descendant of descendants) killOne(descendant);
  };

  return {
    add(leader) {
      leaders.add(leader);
      watchdog.watch(leader);
    },
    kill,
    remove(leader) {
      leaders.delete(leader);
      watchdog.forget(leader);
    },
    killAll: () => {
      for (const leader of leaders) kill(leader);
    },
    leaders: () => [...leaders],
  };
}
