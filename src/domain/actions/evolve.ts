import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { AccountEvent, RevocationEvent } from './events.ts';
import { evolveRevocation } from './evolve-revocation.ts';
import { toldOnceEnded } from './told.ts';

/** What happens to one action, and what of the departure changes with it. */
export function evolveRevocations(state: Departure, event: RevocationEvent, at: Instant, by: string): Departure {
  return toldOnceEnded(withRevocation(around(state, event), event, { at, by }), at);
}

/** The same as one event for each of its actions. */
export function evolveAccounts(state: Departure, { checked }: AccountEvent, at: Instant, by: string): Departure {
  return checked.reduce(
    (before, one) => evolveRevocations(before, { type: 'revocation-rechecked', result: 'gone', ...one }, at, by),
    state,
  );
}

/** The departure around the action. */
function around(state: Departure, event: RevocationEvent): Departure {
  switch (event.type) {
    case 'revocation-handed':
      return { ...changed(state), people: { ...state.people, [event.to.id]: event.to } };
    case 'revocation-recorded':
      return distrusted(changed(state), event);
    case 'revocation-intended':
      return state;
    case 'revocation-proved':
    case 'revocation-proof-accepted':
    case 'revocation-waived':
      return changed(state);
    case 'revocation-rechecked':
      return event.result === 'back' ? changed(state) : state;
    case 'revocation-repeated':
    case 'revocation-disproved':
    case 'revocation-retried':
    case 'waiver-expired':
      // What is open again ends again later; the outcome then tells the new end.
      return { ...changed(state), runEndedAt: null };
  }
}

/** What was looked at before does not show it. */
function changed(state: Departure): Departure {
  return { ...state, accessRev: state.accessRev + 1 };
}

/** A refusal that says the account is not as it was seen: it is looked at anew before anything more is called there. */
function distrusted(state: Departure, event: RevocationEvent & { type: 'revocation-recorded' }): Departure {
  const { result } = event;
  if (result.status !== 'failed' || !['mismatch', 'conflict', 'still-open', 'not-found'].includes(result.kind))
    return state;
  const system = state.revocations.find(({ action }) => action.id === event.actionId)?.action.system;
  return {
    ...state,
    systems: state.systems.map((one) => (one.system === system ? { ...one, resolvedAt: null } : one)),
  };
}

function withRevocation(state: Departure, event: RevocationEvent, { at, by }: { at: Instant; by: string }): Departure {
  return {
    ...state,
    revocations: state.revocations.map((one) => {
      if (one.action.id !== event.actionId) return one;
      const next = evolveRevocation(one, event, at, by);
      return settles.has(event.type) ? { ...next, endedRev: state.accessRev } : next;
    }),
  };
}

/** Events after which a look that began before says nothing about the action. */
const settles = new Set<RevocationEvent['type']>([
  'revocation-recorded',
  'revocation-proved',
  'revocation-proof-accepted',
]);
