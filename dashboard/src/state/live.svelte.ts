import { createLive, type LiveState } from '../api/live.ts';

/** The tab's one event stream. */
export const live = createLive();

class Connection {
  state = $state<LiveState>('idle');

  listen(): () => void {
    return live.onState((state) => {
      this.state = state;
    });
  }
}

/** Whether what is shown is what is. */
export const connection = new Connection();
