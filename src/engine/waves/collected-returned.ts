import { toInstant } from '../../domain/calendar/time.ts';
import { keyOf } from '../../domain/cards/card-spec.ts';
import type { DepartureId } from '../../domain/departure.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { collectedNote, type Kept, readCollected } from './collected-cards.ts';
import { type CollectedId, linesFor, specOfLine } from './collected-lines.ts';

/**
 * A mail server says that this message of a collected card was not delivered: each departure of which something is open
 * on it notes so, and HR hears of it there. Only of the mail that stands, and once. Gives the departures that changed.
 */
export async function collectedReturned(
  deps: EngineDeps,
  { message, ...id }: CollectedId & { message: number },
  code: string,
): Promise<readonly DepartureId[]> {
  const kept = await readCollected(deps, id);
  if (kept?.ref?.channel !== 'email' || kept.message !== message || kept.returned === message) return [];
  const changed = new Set<DepartureId>();
  for (const line of await linesFor(deps, id, toInstant(deps.clock.now()))) {
    if (!line.isOpen) continue;
    const key = keyOf(specOfLine(id.group, line, id.reader));
    const report = { type: 'post.return', key, code, collected: id.reader } as const;
    const result = await transact(deps, line.departure.id, report, { type: 'system' });
    if (result.type === 'done') changed.add(line.departure.id);
  }
  // Whatever else became known of it meanwhile stays.
  await deps.store.notes.change(collectedNote(id), (now) => ({
    value: now === null ? null : { ...(now as Kept), returned: message },
    answer: true,
  }));
  return [...changed];
}
