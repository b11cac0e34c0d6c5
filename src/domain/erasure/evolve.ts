import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { CardsErased } from './erasure-schema.ts';
import type { ErasureEvent } from './events.ts';

/** A departure is on its way out. What was taken away is forgotten at once, so that whoever goes on begins there. */
export function evolveErasure(state: Departure, event: ErasureEvent, at: Instant, by: string): Departure {
  const { erasureAsked: _, erasure, ...rest } = state;
  switch (event.type) {
    case 'erasure-asked':
      return { ...state, erasureAsked: { by, hr: event.hr, at, reason: event.reason } };
    case 'erasure-withdrawn':
    case 'erasure-stopped':
      return rest;
    case 'erasure-began': {
      const { why, evidenceUntil } = event;
      return { ...rest, erasure: { at, why, evidenceUntil, cards: [], notBefore: null } };
    }
    case 'erasure-waits':
      return erasure ? { ...rest, erasure: { ...erasure, notBefore: event.until } } : state;
    case 'card-erased': {
      if (!erasure) return state;
      const posts = state.posts.filter(({ key }) => key !== event.key);
      return { ...rest, posts, erasure: { ...erasure, cards: counted(erasure.cards, event) } };
    }
  }
}

function counted(cards: CardsErased, { channel, outcome }: ErasureEvent & { type: 'card-erased' }): CardsErased {
  if (channel === null) return cards;
  const known = cards.find((one) => one.channel === channel && one.outcome === outcome);
  const others = cards.filter((one) => one !== known);
  return [...others, { channel, outcome, count: (known?.count ?? 0) + 1 }];
}
