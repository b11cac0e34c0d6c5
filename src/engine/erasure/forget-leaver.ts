import type { Departure } from '../../domain/departure.ts';
import { forgetDigests } from '../cards/digests.ts';
import type { EngineDeps } from '../deps.ts';
import { createSavedViews } from '../people/saved-views.ts';

/**
 * Takes the leaver out of the directory, with what they chose and how they are reached, if nothing else needs them: they
 * have left, and no other departure names them. Whoever a source of people still lists is known anew once somebody names
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
  await createSavedViews(deps.store.notes).forget(leaver.id);
  await deps.store.people.remove(leaver.id);
  return 'forgotten';
}
