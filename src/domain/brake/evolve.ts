import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { BrakeEvent } from './events.ts';
import { wanted } from './held.ts';
import { isReleased } from './release.ts';

/** A brake holds a departure, or lets it go. */
export function evolveBrake(state: Departure, event: BrakeEvent, at: Instant): Departure {
  switch (event.type) {
    case 'run-braked': {
      const { type: _, ...tripped } = event;
      return { ...state, brake: { at, ...tripped } };
    }
    case 'brake-released': {
      const others = (state.brakeReleases ?? []).filter(({ by }) => by !== event.release.by);
      return allowed({ ...state, brakeReleases: [...others, event.release] }, at);
    }
    case 'brake-settled': {
      const { brake: _, ...rest } = state;
      return rest;
    }
    case 'wipes-allowed':
      return state.allowance ? { ...state, allowance: { ...state.allowance, wipes: event.wipes } } : state;
  }
}

/** In a run, two people's word is for what the plan holds by then: what appears later asks for theirs anew. */
function allowed(state: Departure, at: Instant): Departure {
  const { allowance, runStartedAt } = state;
  if (allowance === undefined || runStartedAt === null || !isReleased(state, at)) return state;
  const shown = wanted(state);
  return {
    ...state,
    brakeReleases: [],
    accessRev: state.accessRev + 1,
    allowance: {
      destructive: Math.max(allowance.destructive, shown.destructive),
      wipes: Math.max(allowance.wipes, shown.wipes),
    },
  };
}
