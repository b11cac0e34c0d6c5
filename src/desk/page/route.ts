import { useCallback, useSyncExternalStore } from 'react';
import { type DeskQuery, type DeskViewId, type DeskWay, deskViewIds } from '../../views/desk/desk-page.ts';
import { searchOf } from './client.ts';

/** Which page is shown, and what it is narrowed down by: the address says both. */
export interface Route {
  view: DeskViewId;
  query: DeskQuery;
}

const changed = 'desk-route';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}

export function routeOf(address: string): Route {
  const { pathname, searchParams } = new URL(address, window.location.origin);
  const named = pathname.replace(/^\/desk\/?/, '');
  const view = deskViewIds.find((one) => one === named) ?? 'departures';
  return { view, query: Object.fromEntries(searchParams) };
}

export function hrefOf(way: DeskWay): string {
  return 'address' in way ? way.address : `/desk/${way.view}${searchOf(way.query)}`;
}

/** The address that is shown, and a way to another one, which the browser's own back button comes back from. */
export function useRoute(): [href: string, go: (href: string) => void] {
  const href = useSyncExternalStore(subscribe, () => `${window.location.pathname}${window.location.search}`);
  const go = useCallback((to: string) => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new Event(changed));
  }, []);
  return [href, go];
}
