import { useCallback, useMemo, useRef, useState } from 'react';
import { type Hint, hintIds, hintList } from '../../slack/browser-api.ts';
import { send } from './client.ts';
import { keep, stored } from './preferences.ts';

const key = 'hints';

/** Which hints are done: what the server knows of this workspace, and what this browser dismissed. */
export function useHints(fromServer: readonly Hint[]) {
  const [local, setLocal] = useState(() => new Set((stored(key) ?? '').split(' ')));
  const hints = useMemo(
    () => fromServer.map((hint) => ({ ...hint, done: hint.done || local.has(hint.id) })),
    [fromServer, local],
  );
  const known = useRef(hints);
  known.current = hints;
  const mark = useCallback((ids: readonly Hint['id'][]) => {
    const open = ids.filter((id) => known.current.some((hint) => hint.id === id && !hint.done));
    if (open.length === 0) return;
    setLocal((before) => {
      const after = new Set([...before, ...open]);
      keep(key, [...after].join(' ').trim());
      return after;
    });
    for (const id of open) {
      // The browser remembers by itself; the server only spares other browsers the hint.
      send('/hints', { id, done: true }, hintList).catch(() => {});
    }
  }, []);
  return { hints, mark, skip: useCallback(() => mark(hintIds), [mark]) };
}
