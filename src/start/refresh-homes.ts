import type { Departure } from '../domain/departure.ts';
import type { Person } from '../domain/people/people.ts';
import type { EngineDeps } from '../engine/deps.ts';

/** Shows the home page anew to everybody whom the departure knows. */
export async function refreshHomes(
  apps: readonly { refreshHome(person: Person): Promise<void> }[],
  directory: EngineDeps['directory'],
  { people }: Pick<Departure, 'people'>,
): Promise<void> {
  for (const id of Object.keys(people)) {
    const person = await directory.byId(id);
    if (person) await Promise.all(apps.map((app) => app.refreshHome(person)));
  }
}
