const BASE = '/dashboard';

export type PageName = 'overview' | 'endpoints' | 'playground' | 'requests' | 'system-logs';

export interface Route {
  readonly page: PageName | 'not-found';
  /** The request whose drawer is open. */
  readonly requestId: string | undefined;
}

const PAGES = new Set<string>(['endpoints', 'playground', 'requests', 'system-logs']);

export function routeOf(path: string): Route {
  const [page = '', detail, ...rest] = path
    .replace(BASE, '')
    .split('/')
    .filter((part) => part !== '');
  if (page === '') return { page: 'overview', requestId: undefined };
  if (page === 'requests' && detail !== undefined && rest.length === 0) return { page, requestId: detail };
  if (PAGES.has(page) && detail === undefined) return { page: page as PageName, requestId: undefined };
  return { page: 'not-found', requestId: undefined };
}

/** The page that the address bar names; every page and every request has an address of its own. */
class Router {
  #path = $state(location.pathname);
  readonly route = $derived(routeOf(this.#path));

  /** The address of a page, for links. */
  href(page: PageName, requestId?: string): string {
    const path = page === 'overview' ? `${BASE}/` : `${BASE}/${page}`;
    return requestId === undefined ? path : `${path}/${requestId}`;
  }

  go(page: PageName, requestId?: string): void {
    const target = this.href(page, requestId);
    if (target === location.pathname) return;
    history.pushState(null, '', target);
    this.#path = target;
  }

  /** Follows the browser's own back and forward. Returns what stops it. */
  listen(): () => void {
    const follow = (): void => {
      this.#path = location.pathname;
    };
    addEventListener('popstate', follow);
    follow();
    return () => removeEventListener('popstate', follow);
  }

  /** For links: a plain click stays within the page; new tabs and the like are the browser's. */
  click = (event: MouseEvent, page: PageName, requestId?: string): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.go(page, requestId);
  };
}

export const router = new Router();
