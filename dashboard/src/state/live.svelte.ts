import { api } from '../api/client.ts';
import { createLive, type LiveState } from '../api/live.ts';

/** The tab's one event stream. */
export const live = createLive();

class Connection {
  state = $state<LiveState>('idle');

  listen(): () => void {
    return live.onState((state) => {
      this.state = state;
      // An event stream does not tell why it was refused: if the session is over, this request says so.
      if (state === 'lost') api.GET('/dashboard/api/session').catch(() => undefined);
    });
  }
}

/** Whether what is shown is what is. */
export const connection = new Connection();
