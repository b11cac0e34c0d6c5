import { useEffect, useState } from 'react';
import type { ElementValues, View } from '../../slack/browser-api.ts';
import { readBlocks } from '../block-kit/schema.ts';

/**
 * Keeps what was typed per view, so that a modal pushed on top does not cost what stands below it. As in Slack, what
 * was typed lives as long as its block: a page of the same modal that shows the form again later shows it as the app
 * fills it in, not with the words for another thing.
 */
export function useTypedByView(modals: readonly View[]) {
  const [typed, setTyped] = useState<Record<string, ElementValues>>({});
  const shown = modals.map((view) => `${view.id} ${view.hash}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same views arrive as new objects at each reading; what they show is the reason
  useEffect(() => {
    // A closed modal is forgotten too: the next one with the same form starts afresh.
    setTyped((before) => Object.fromEntries(modals.map((view) => [view.id, standing(before[view.id], view)])));
  }, [shown]);
  return {
    of: (viewId: string): ElementValues => typed[viewId] ?? {},
    set: (viewId: string, next: ElementValues) => setTyped((before) => ({ ...before, [viewId]: next })),
  };
}

function standing(typed: ElementValues | undefined, { blocks }: View): ElementValues {
  const ids = new Set(readBlocks(blocks).map((block) => block.block_id));
  return Object.fromEntries(Object.entries(typed ?? {}).filter(([blockId]) => ids.has(blockId)));
}
