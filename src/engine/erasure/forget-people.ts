import type { Departure, DepartureId } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { forgetAuditor } from '../auditors/invitations.ts';
import { forgetInPosts } from '../brand/critical-posts.ts';
import { forgetDigests } from '../cards/digests.ts';
import { forgetMessages } from '../cards/standing-message.ts';
import { forgetInContracts } from '../contracts/contract-notes.ts';
import type { EngineDeps } from '../deps.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';
import { forgetNames } from '../people/remembered-names.ts';
import { createSavedViews } from '../people/saved-views.ts';

/**
 * Takes out of the directory, with what they chose and how they are reached, whom nothing else needs once this
 * departure is gone, and what the register says that they were lent: its leaver, who has left; and whoever left before
 * and was kept only because it named them. `besides` forgets what lies elsewhere of each. Answers what became of the
 * leaver. Whoever a source of people still lists is known anew once somebody names them.
 */
export async function forgetPeople(
  deps: EngineDeps,
  state: Departure,
  besides: Besides,
): Promise<'forgotten' | 'kept'> {
  const { leaver } = state;
  const left = hasLeft(state) || (state.status === 'cancelled' && (await isToGo(deps, leaver.id)));
  const forgets = left && !(await isNamedElsewhere(deps, leaver.id, state.id));
  if (forgets) await forget(deps, leaver, { of: state, besides });
  else await deps.store.notes.write(laterKey(leaver.id), left ? true : null);
  for (const person of Object.values(state.people)) {
    if (person.id === leaver.id || !(await isToGo(deps, person.id))) continue;
    if (!(await isNamedElsewhere(deps, person.id, state.id))) await forget(deps, person, { of: state, besides });
  }
  return forgets ? 'forgotten' : 'kept';
}

/** Forgets what lies elsewhere of somebody. */
type Besides = (person: Person) => Promise<void>;

function hasLeft({ status, kind }: Departure): boolean {
  return status === 'completed' && kind !== 'internal-move';
}

async function isToGo({ store }: EngineDeps, person: PersonId): Promise<boolean> {
  return (await store.notes.read(laterKey(person))) !== null;
}

async function isNamedElsewhere({ store }: EngineDeps, person: PersonId, id: DepartureId): Promise<boolean> {
  for await (const other of store.departures.search({ involving: person })) if (other.id !== id) return true;
  return false;
}

/** What shows that it has to be done goes last: whoever dies on the way is followed by somebody who does it again. */
async function forget(
  deps: EngineDeps,
  person: Person,
  { of, besides }: { of: Departure; besides: Besides },
): Promise<void> {
  const known = (await deps.store.people.byId(person.id)) ?? person;
  for (const channel of deps.channels.values()) await channel.forget(known);
  await forgetDigests(deps, person.id, of.id);
  await forgetMessages(deps, known);
  await deps.settings.forget(person.id);
  await createSavedViews(deps.store.notes).forget(person.id);
  await besides(known);
  await forgetNames(deps.store.notes, known);
  if (person.id === of.leaver.id) await forgetNames(deps.store.notes, leaverAsKnown(of));
  await forgetInContracts(deps.store.notes, known);
  if (person.id === of.leaver.id) await forgetInContracts(deps.store.notes, leaverAsKnown(of));
  await forgetInPosts(deps, person.id);
  await forgetAuditor(deps, person.id);
  const names = [...holdersOfPerson(known), ...(person.id === of.leaver.id ? holdersOfPerson(leaverAsKnown(of)) : [])];
  await createEquipmentRegister(deps.store.notes).put(new Map(names.map((name) => [name, []])));
  await deps.store.people.remove(person.id);
  await deps.store.notes.write(laterKey(person.id), null);
}

/**
 * Under which key stands that somebody has left, and that their own departure is erased: they go with the last that
 * names them.
 */
function laterKey(person: PersonId): string {
  return `forget-later/${person}`;
}
