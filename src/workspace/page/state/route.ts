import { useCallback, useEffect, useRef, useState } from 'react';

/** Where in the workspace this window is: `#/U0MAYA/D0MAYA/home`. Two windows can so be two people. */
export interface Route {
  person: string | null;
  channel: string | null;
  tab: 'messages' | 'home';
  thread: string | null;
}

export function parseRoute(hash: string): Route {
  const [person, channel, third, ts] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return {
    person: person || null,
    channel: channel || null,
    tab: third === 'home' ? 'home' : 'messages',
    thread: third === 'thread' && ts ? ts : null,
  };
}

export function formatRoute(route: Route): string {
  const end = route.thread ? ['thread', route.thread] : route.tab === 'home' ? ['home'] : [];
  const parts = [route.person, ...(route.person && route.channel ? [route.channel, ...end] : [])];
  return `#/${parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`;
}

/** The route, and how to go elsewhere; back and forward of the browser work. */
export function useRoute(): [Route, (next: Partial<Route>) => void] {
  const [route, setRoute] = useState(() => parseRoute(window.location.hash));
  const latest = useRef(route);
  const show = useCallback((next: Route) => {
    latest.current = next;
    setRoute(next);
  }, []);
  useEffect(() => {
    const onHash = () => {
      const { hash } = window.location;
      // A plain `#conversation` is the skip link's, not a place in the workspace.
      if (hash === '' || hash.startsWith('#/')) show(parseRoute(hash));
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [show]);
  const go = useCallback(
    (next: Partial<Route>) => {
      const target = { ...latest.current, ...next };
      window.history.pushState(null, '', formatRoute(target));
      show(target);
    },
    [show],
  );
  return [route, go];
}
