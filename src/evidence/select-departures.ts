import type { Departure } from '../domain/departure.ts';
import type { Store } from '../engine/ports/store.ts';

/** Which departures a pack is about. `period`: days in UTC on which they began, both included. */
export type Selection = { type: 'one'; id: string } | { type: 'latest' } | { type: 'period'; from: string; to: string };

/** Reads `latest`, `2026-01-01..2026-03-31`, or an id or its first characters; null for a period that is none. */
export function readSelection(text: string): Selection | null {
  if (text === 'latest') return { type: 'latest' };
  if (!text.includes('..')) return { type: 'one', id: text };
  const [from = '', to = '', ...rest] = text.split('..');
  return rest.length === 0 && isDay(from) && isDay(to) && from <= to ? { type: 'period', from, to } : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00.000Z`).toISOString().startsWith(text);
}

/**
 * `erased`: journals of any time that nobody can read any more, or whose erasure is under way; counted for a period
 * only.
 */
export type Selected =
  | { type: 'found'; departures: readonly Departure[]; erased: number }
  | { type: 'none' }
  | { type: 'several'; count: number };

/** Those that were started; a draft has decided nothing. The oldest first, as they are read. */
export async function selectDepartures(
  store: Pick<Store, 'departures' | 'audit'>,
  selection: Selection,
  { mayRead = () => true }: { mayRead?: (departure: Departure) => boolean } = {},
): Promise<Selected> {
  const found: Departure[] = [];
  const known = new Set<string>();
  for await (const one of store.departures.search({})) {
    if (one.erasure !== undefined) continue;
    known.add(one.id);
    if (one.status === 'draft' || one.flow === null || !mayRead(one) || !isWanted(one, selection)) continue;
    found.push(one);
    if (selection.type === 'latest') break;
  }
  const exact = selection.type === 'one' ? found.filter(({ id }) => id === selection.id) : [];
  const departures = exact.length > 0 ? exact : found.toReversed();
  if (selection.type === 'one' && departures.length > 1) return { type: 'several', count: departures.length };
  if (selection.type !== 'period')
    return departures.length === 0 ? { type: 'none' } : { type: 'found', departures, erased: 0 };
  let erased = 0;
  for await (const { departureId, entries } of store.audit.verify())
    if (entries > 0 && !known.has(departureId)) erased += 1;
  return { type: 'found', departures, erased };
}

function isWanted({ id, createdAt }: Departure, selection: Selection): boolean {
  switch (selection.type) {
    case 'latest':
      return true;
    case 'one':
      return id.startsWith(selection.id);
    case 'period':
      return createdAt.slice(0, 10) >= selection.from && createdAt.slice(0, 10) <= selection.to;
  }
}
