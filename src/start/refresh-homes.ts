import type { Departure } from '../domain/departure.ts';
import type { Person } from '../domain/people/people.ts';
import type { EngineDeps } from '../engine/deps.ts';

/**
 * Shows the home page anew to everybody whom the departure knows. Never rejects, because nobody waits for it: a page
 * that fails is logged, shown at the next change or whenever its person opens it, and keeps no other one back.
 */
export async function refreshHomes(
  apps: readonly { refreshHome(person: Person): Promise<void> }[],
  { directory, log }: Pick<EngineDeps, 'directory' | 'log'>,
  { id: departure, people }: Pick<Departure, 'id' | 'people'>,
): Promise<void> {
  for (const id of Object.keys(people)) {
    try {
      const person = await directory.byId(id);
      if (person) await Promise.all(apps.map((app) => app.refreshHome(person)));
    } catch (error) {
      log.warn({ err: error, departure }, 'a home page could not be shown anew; it is at the next change');
    }
  }
}
