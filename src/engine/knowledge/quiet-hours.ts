import type { PersonId } from '../../domain/people/people.ts';
import type { Attendee } from '../../domain/sessions/meeting-time.ts';
import type { EngineDeps } from '../deps.ts';

/** The quiet hours that these people have chosen; whoever chose none is left out. */
export async function quietHoursOf(
  { settings }: Pick<EngineDeps, 'settings'>,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, NonNullable<Attendee['quiet']>>> {
  const found = await Promise.all(
    [...new Set(people)].map(async (id) => {
      const { quiet } = await settings.of(id);
      return quiet === undefined ? [] : [[id, quiet] as const];
    }),
  );
  return new Map(found.flat());
}
