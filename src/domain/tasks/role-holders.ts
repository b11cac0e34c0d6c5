import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';

export type Planned = Pick<Departure, 'leaver' | 'manager' | 'cast' | 'requester' | 'draft'>;

/** The people a flow's role means in this departure, in order; never the leaver unless the role is the leaver. */
export function holdersOf(
  role: string,
  { leaver, manager, cast }: Pick<Departure, 'leaver' | 'manager' | 'cast'>,
): readonly PersonId[] {
  const others = (ids: readonly PersonId[]) => ids.filter((id) => id !== leaver.id);
  switch (role) {
    case 'leaver':
      return [leaver.id];
    case 'manager':
      return manager ? others([manager]) : [];
    case 'hr':
    case 'it':
    case 'admin':
      return others(cast[role]);
    default:
      return others(cast.own?.[role]?.people ?? []);
  }
}
