import type { Overview } from '../api/types.ts';
import { live } from './live.svelte.ts';

/** The state of the server, as the shell and the overview show it. */
class OverviewStore {
  current = $state.raw<Overview | undefined>();

  listen(): () => void {
    return live.listen('overview', ({ overview }) => {
      this.current = overview;
    });
  }
}

export const overview = new OverviewStore();
