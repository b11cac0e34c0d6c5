import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { coveringAll } from './coverage.ts';
import type { ConfirmationEvent } from './events.ts';

/** Somebody confirms, or a confirmation ends. */
export function evolveConfirmations(state: Departure, event: ConfirmationEvent, at: Instant): Departure {
  switch (event.type) {
    case 'access-confirmed':
      return { ...state, confirmations: [...state.confirmations, event.confirmation] };
    case 'confirmation-expired':
      // The same person may have confirmed a later plan since.
      return {
        ...state,
        confirmations: state.confirmations.filter((one) => one.by !== event.by || one.expiresAt > at),
      };
    case 'confirmation-withdrawn':
      return { ...state, confirmations: state.confirmations.filter((one) => one.by !== event.by) };
    case 'coverage-extended':
      return { ...state, accounts: coveringAll(state) };
  }
}
