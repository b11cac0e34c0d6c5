import { useEffect } from 'react';

/**
 * When an update takes away what had focus (a card's button that was pressed, a message that was dismissed), focus goes
 * to the nearest thing around it that is still there. Otherwise the browser drops it, and whoever uses the keyboard
 * begins at the top.
 */
export function useKeptFocus(fallbackId: string) {
  useEffect(() => {
    let path: readonly Element[] = [];
    const remember = (event: FocusEvent) => {
      if (event.target instanceof Element) path = withAncestors(event.target);
    };
    const restore = () => {
      const [last] = path;
      // Focus that was given up by a press elsewhere stays given up: then what had it is still there.
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const around = path.find((element) => element.isConnected && element.matches('[tabindex]'));
      const next = around ?? document.getElementById(fallbackId);
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(restore);
    document.addEventListener('focusin', remember);
    changes.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      changes.disconnect();
    };
  }, [fallbackId]);
}

function withAncestors(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) path.push(at);
  return path;
}
