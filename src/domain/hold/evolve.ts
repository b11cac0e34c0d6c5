import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { HoldEvent } from './events.ts';
import { isUnderHold } from './held.ts';
import type { Hold } from './hold-schema.ts';

/** A legal hold is put, answered, looked at again, or ends. */
export function evolveHold(state: Departure, event: HoldEvent, at: Instant, by: string): Departure {
  switch (event.type) {
    case 'hold-asked': {
      const next = standing(state, [...(state.holds ?? []), event.hold]);
      return event.hold.scope === 'person' ? { ...next, holdsPerson: true } : next;
    }
    case 'hold-confirmed':
      return changed(state, event.holdId, (hold) => ({ ...hold, second: { by, hr: event.hr, at } }));
    case 'hold-lift-asked':
      return changed(state, event.holdId, (hold) => ({
        ...hold,
        lift: { by, hr: event.hr, at, reason: event.reason },
      }));
    case 'hold-reviewed':
      return changed(state, event.holdId, (hold) => ({ ...hold, reviewOn: event.reviewOn }));
    case 'hold-lapsed': {
      const waits = (state.holds ?? []).find(({ id }) => id === event.holdId)?.second === null;
      return waits ? without(state, event.holdId) : changed(state, event.holdId, (hold) => ({ ...hold, lift: null }));
    }
    case 'hold-lifted':
      return without(state, event.holdId);
    case 'hold-carried': {
      const { hold, holdId } = event;
      const rest = without(state, holdId);
      return hold === null ? rest : standing(rest, [...(rest.holds ?? []), hold]);
    }
  }
}

function changed(state: Departure, id: string, change: (hold: Hold) => Hold): Departure {
  return standing(
    state,
    (state.holds ?? []).map((hold) => (hold.id === id ? change(hold) : hold)),
  );
}

function without(state: Departure, id: string): Departure {
  return standing(
    state,
    (state.holds ?? []).filter((hold) => hold.id !== id),
  );
}

/** What it held is open work again once none stands, so a run that had ended goes on. */
function standing(state: Departure, holds: readonly Hold[]): Departure {
  const { holds: _, ...rest } = state;
  if (holds.length > 0) return { ...rest, holds: [...holds] };
  const goesOn = isUnderHold(state) && state.revocations.some(({ status }) => status === 'planned');
  return goesOn ? { ...rest, accessRev: state.accessRev + 1, runEndedAt: null } : rest;
}
