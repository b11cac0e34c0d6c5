import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { forgetDigests } from '../cards/digests.ts';
import type { EngineDeps } from '../deps.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';

/**
 * Takes the leaver out of the directory, with what they chose and how they are reached, if nothing else needs them: they
 * have left, and no other departure names them. What the register says that they were lent goes too. Whoever a source of people still lists is known anew once somebody names
 * them.
 */
export async function forgetLeaver(deps: EngineDeps, state: Departure): Promise<'forgotten' | 'kept'> {
  const { leaver, kind, status } = state;
  if (status !== 'completed' || kind === 'internal-move') return 'kept';
  for await (const other of deps.store.departures.search({ involving: leaver.id }))
    if (other.id !== state.id) return 'kept';
  const known = await deps.store.people.byId(leaver.id);
  for (const channel of deps.channels.values()) await channel.forget(known ?? leaver);
  await forgetDigests(deps, leaver.id, state.id);
  await deps.settings.forget(leaver.id);
  const names = [...holdersOfPerson(leaverAsKnown(state)), ...(known === null ? [] : holdersOfPerson(known))];
  await createEquipmentRegister(deps.store.notes).put(new Map(names.map((name) => [name, []])));
  await deps.store.people.remove(leaver.id);
  return 'forgotten';
}
