import type { Place } from './activity.ts';

/** A message that shows a page of the walk. */
export interface WalkCard {
  place: Place;
  message: string;
}

interface Standing extends WalkCard {
  /** Null until there is a draft. */
  departureId: string | null;
}

/**
 * In which message each person's walks stand, so that one that goes on in another message leaves no form behind that
 * still works. In memory: after a restart an older form stays, and does no harm, because every act is checked.
 */
export interface OpenWalks {
  /** Whether this walk stands, or stood when it was left, in that message. */
  is(handle: string, departureId: string | null, message: string): boolean;
  /** The walk shows here now. Gives the other message in which it stood before, where there is one. */
  shown(handle: string, departureId: string | null, where: WalkCard): WalkCard | null;
  /** The walk came to its end. Gives the message in which it stood. */
  ended(handle: string, departureId: string): WalkCard | null;
}

const mostPeople = 5000;
const mostPerPerson = 20;

export function createOpenWalks(): OpenWalks {
  const standing = new Map<string, readonly Standing[]>();

  const keep = (handle: string, walks: readonly Standing[]): void => {
    standing.delete(handle);
    if (walks.length > 0) standing.set(handle, walks.slice(-mostPerPerson));
    for (const oldest of standing.keys()) {
      if (standing.size <= mostPeople) break;
      standing.delete(oldest);
    }
  };

  return {
    is: (handle, departureId, message) =>
      (standing.get(handle) ?? []).some((one) => one.departureId === departureId && one.message === message),
    shown: (handle, departureId, where) => {
      const known = standing.get(handle) ?? [];
      // The first page turns into that of a draft in its message: then nothing is left behind.
      const others = known.filter((one) => one.message !== where.message);
      const left = others.find((one) => one.departureId === departureId) ?? null;
      const rest = others.filter((one) => one !== left);
      keep(handle, [...rest, { ...where, departureId }]);
      return left;
    },
    ended: (handle, departureId) => {
      const known = standing.get(handle) ?? [];
      const left = known.find((one) => one.departureId === departureId) ?? null;
      keep(
        handle,
        known.filter((one) => one !== left),
      );
      return left;
    },
  };
}
