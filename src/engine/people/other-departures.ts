import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Other } from '../../domain/lifecycle/other-departures.ts';
import type { Actor, Person } from '../../domain/people/people.ts';
import { isConfidential, mayKnowOf } from '../../domain/people/visibility.ts';
import type { EngineDeps } from '../deps.ts';

/** Every open departure of this person, newest first. */
export async function openDeparturesOf(
  { store }: Pick<EngineDeps, 'store'>,
  { email }: Pick<Person, 'email'>,
): Promise<readonly Departure[]> {
  const found: Departure[] = [];
  for await (const one of store.departures.search({ leaverEmail: email, status: ['draft', 'active'] })) found.push(one);
  return found;
}

/** The open departures of this person besides the one that is asked about, as the actor may know of them. */
export async function othersOf(
  deps: Pick<EngineDeps, 'store'>,
  leaver: Pick<Person, 'email'>,
  { actor, now, except }: { actor: Actor; now: Instant; except: string | null },
): Promise<readonly Other[]> {
  const open = await openDeparturesOf(deps, leaver);
  return open
    .filter(({ id }) => id !== except)
    .map((one) => ({
      known: actor.type === 'system' || mayKnowOf(one, actor, now),
      started: one.status === 'active',
      confidential: isConfidential(one, now),
      aside: one.aside ?? false,
    }));
}
