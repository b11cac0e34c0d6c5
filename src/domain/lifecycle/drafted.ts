import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { emptyDraft } from './draft.ts';

/** A departure as it begins: nothing is chosen yet. */
export function drafted(event: DepartureEvent & { type: 'drafted' }, at: Instant, by: string): Departure {
  return {
    id: event.id,
    version: 0,
    entries: 1,
    status: 'draft',
    createdAt: at,
    requester: by,
    leaver: event.leaver,
    manager: event.manager,
    cast: { hr: [], it: [], admin: [] },
    people: event.people,
    draft: emptyDraft,
    kind: null,
    workerType: null,
    flow: null,
    dates: null,
    accounts: [],
    systems: [],
    accessRev: 0,
    kept: [],
    tasks: [],
    revocations: [],
    planHash: null,
    planChange: null,
    confirmations: [],
    released: null,
    runStartedAt: null,
    runEndedAt: null,
    runFirstEndedAt: null,
    farewellAt: null,
    survey: null,
    posts: [],
    ended: null,
    alerts: [],
    ...(event.aside && { aside: true }),
    ...(event.wave && { wave: event.wave }),
  };
}
