import PQueue from 'p-queue';
import type { PersonId } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import type { Engine } from '../engine.ts';
import type { PersonSettings } from '../people/settings.ts';

/** How many departures are brought in line beside one another for one person's choice. */
const beside = 8;

/** Keeps what a person has chosen; the cards that stand follow in the background, in whichever departure they are. */
export async function choose(
  { store, settings }: Pick<EngineDeps, 'store' | 'settings'>,
  engine: Pick<Engine, 'reconcile'>,
  { person, chosen }: { person: PersonId; chosen: PersonSettings },
): Promise<void> {
  await settings.save(person, chosen);
  const queue = new PQueue({ concurrency: beside });
  for await (const { id } of store.departures.search({ live: true, involving: person }))
    void queue.add(() => engine.reconcile(id));
}
