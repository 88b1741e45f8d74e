import { messageOf } from '../api/client.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly message: string;
}

const LIFE_MS = { info: 3_000, error: 8_000 } as const;
const MOST = 4;

/** Short messages that go away by themselves. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  #add(kind: Toast['kind'], message: string): void {
    const id = this.#next++;
    this.list = [...this.list, { id, kind, message }].slice(-MOST);
    setTimeout(() => this.dismiss(id), LIFE_MS[kind]);
  }

  info(message: string): void {
    this.#add('info', message);
  }

  error(error: unknown): void {
    this.#add('error', messageOf(error));
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
