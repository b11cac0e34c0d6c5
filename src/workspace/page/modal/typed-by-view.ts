import { useEffect, useState } from 'react';
import type { ElementValues, View } from '../../slack/browser-api.ts';

/** Keeps what was typed per view, so that a modal pushed on top does not cost what stands below it. */
export function useTypedByView(modals: readonly View[]) {
  const [typed, setTyped] = useState<Record<string, ElementValues>>({});
  const open = modals.map((view) => view.id).join(' ');
  useEffect(() => {
    // A closed modal is forgotten: the next one with the same form starts afresh.
    const alive = new Set(open.split(' '));
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([id]) => alive.has(id))));
  }, [open]);
  return {
    of: (viewId: string): ElementValues => typed[viewId] ?? {},
    set: (viewId: string, next: ElementValues) => setTyped((before) => ({ ...before, [viewId]: next })),
  };
}
