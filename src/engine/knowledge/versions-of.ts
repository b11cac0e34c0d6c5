import type { DepartureId } from '../../domain/departure.ts';
import type { Version } from '../../views/knowledge/versions.ts';
import type { DepartureStore } from '../ports/store.ts';

/** Every text of every topic, oldest first, from the journal: the state keeps the present one only. */
export async function versionsOf(
  departures: Pick<DepartureStore, 'journal'>,
  id: DepartureId,
): Promise<ReadonlyMap<string, readonly Version[]>> {
  const found = new Map<string, Version[]>();
  for await (const { event, by, at } of departures.journal(id)) {
    if (event.type !== 'topics-written') continue;
    for (const { topicId, text } of event.texts) {
      const known = found.get(topicId);
      if (known) known.push({ text, by, at });
      else found.set(topicId, [{ text, by, at }]);
    }
  }
  return found;
}
