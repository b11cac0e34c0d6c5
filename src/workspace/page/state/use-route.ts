import { useCallback, useEffect, useRef, useState } from 'react';
import { formatRoute, parseRoute, type Route } from './route.ts';

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
      const target = { ...latest.current, message: null, ...next };
      window.history.pushState(null, '', formatRoute(target));
      show(target);
    },
    [show],
  );
  return [route, go];
}
