import type { StoredOption } from './blocks/placed-elements.ts';

/** The options that external selects showed, per person and element: only what was offered can be chosen. */
export interface Offers {
  offer(personId: string, place: string, options: readonly StoredOption[]): void;
  offered(personId: string, place: string): readonly StoredOption[];
}

/** Enough for a long list that somebody searched many times. */
const mostRemembered = 1000;

export function createOffers(): Offers {
  const byPlace = new Map<string, StoredOption[]>();
  return {
    offer: (personId, place, options) => {
      const key = `${personId} ${place}`;
      const fresh = new Set(options.map((option) => option.value));
      const earlier = (byPlace.get(key) ?? []).filter((option) => !fresh.has(option.value));
      byPlace.set(key, [...options, ...earlier].slice(0, mostRemembered));
    },
    offered: (personId, place) => byPlace.get(`${personId} ${place}`) ?? [],
  };
}
