import type { z } from 'zod';
import { accountEvents, revocationEvents } from './actions/events.ts';
import { evolveAccounts, evolveRevocations } from './actions/evolve.ts';
import { alertEvents } from './alerts/events.ts';
import { evolveAlerts } from './alerts/evolve.ts';
import { announcementEvents } from './announcement/events.ts';
import { evolveAnnouncement } from './announcement/evolve.ts';
import { brakeEvents } from './brake/events.ts';
import { evolveBrake } from './brake/evolve.ts';
import { byType, type Part } from './by-type.ts';
import type { Instant } from './calendar/time.ts';
import { cardEvents } from './cards/events.ts';
import { evolvePosts } from './cards/evolve.ts';
import { confirmationEvents } from './confirmation/events.ts';
import { evolveConfirmations } from './confirmation/evolve.ts';
import { contactEvents } from './contact/events.ts';
import { evolveContact } from './contact/evolve.ts';
import type { Departure } from './departure.ts';
import { equipmentEvents } from './equipment/events.ts';
import { evolveEquipment } from './equipment/evolve.ts';
import { erasureEvents } from './erasure/events.ts';
import { evolveErasure } from './erasure/evolve.ts';
import type { DepartureEventType } from './event.ts';
import { evidenceEvents } from './evidence/events.ts';
import { holdEvents } from './hold/events.ts';
import { evolveHold } from './hold/evolve.ts';
import { hrEvents } from './hr/events.ts';
import { evolveHr } from './hr/evolve.ts';
import type { Entry } from './journal/entry.ts';
import { keepsakeEvents } from './keepsake/events.ts';
import { evolveKeepsake } from './keepsake/evolve.ts';
import { knowledgeEvents } from './knowledge/events.ts';
import { evolveKnowledge } from './knowledge/evolve.ts';
import { drafted } from './lifecycle/drafted.ts';
import { lifecycleEvents } from './lifecycle/events.ts';
import { evolveLifecycle } from './lifecycle/evolve.ts';
import { lookEvents } from './looks/events.ts';
import { evolveLooks } from './looks/evolve.ts';
import { runEvents } from './run/events.ts';
import { evolveRun } from './run/evolve.ts';
import { sessionEvents } from './sessions/events.ts';
import { evolveSessions } from './sessions/evolve.ts';
import { surveyEvents } from './survey/events.ts';
import { evolveSurvey } from './survey/evolve.ts';
import { taskEvents } from './tasks/events.ts';
import { evolveTasks } from './tasks/evolve.ts';
import { membershipEvents } from './waves/events.ts';
import { evolveMembership } from './waves/evolve.ts';

type Evolve<Event> = (state: Departure, event: Event, at: Instant, by: string) => Departure;

/** What each event changes: the table of the rooms' evolutions. An event that no room takes does not compile. */
const evolution: Readonly<Record<Exclude<DepartureEventType, 'drafted'>, Evolve<never>>> = {
  ...room(lifecycleEvents, evolveLifecycle),
  ...room(taskEvents, evolveTasks),
  ...room(revocationEvents, evolveRevocations),
  ...room(accountEvents, evolveAccounts),
  ...room(confirmationEvents, evolveConfirmations),
  ...room(lookEvents, evolveLooks),
  ...room(runEvents, evolveRun),
  ...room(brakeEvents, evolveBrake),
  ...room(alertEvents, evolveAlerts),
  ...room(surveyEvents, evolveSurvey),
  ...room(knowledgeEvents, evolveKnowledge),
  ...room(equipmentEvents, evolveEquipment),
  ...room(sessionEvents, evolveSessions),
  ...room(announcementEvents, evolveAnnouncement),
  ...room(keepsakeEvents, evolveKeepsake),
  ...room(contactEvents, evolveContact),
  ...room(hrEvents, evolveHr),
  ...room(holdEvents, evolveHold),
  ...room(erasureEvents, evolveErasure),
  ...room(cardEvents, evolvePosts),
  ...room(membershipEvents, evolveMembership),
  // That is for the journal alone.
  ...room(evidenceEvents, (state) => state),
};

/** A room's line: its events, and what takes exactly these. */
function room<Schema extends Part>(events: readonly Schema[], evolve: Evolve<z.infer<Schema>>) {
  return byType(events, evolve);
}

/** An event with its instant and author. */
export type Occurred = Pick<Entry, 'at' | 'by' | 'event'>;

/**
 * The next state. Total: whatever `decide` produced can be applied, and the journal replays to the stored state.
 * `version` is the commit's, not the event's.
 */
export function evolve(state: Departure | null, { at, by, event }: Occurred): Departure {
  if (event.type === 'drafted') return drafted(event, at, by);
  if (state === null) throw new Error(`the first event of a departure is "drafted", not "${event.type}"`);
  // The table holds under each type what takes its event; a look-up by the type of a union does not carry that along.
  const next = evolution[event.type](state, event as never, at, by);
  return { ...next, entries: state.entries + 1 };
}

/** Replays a journal. */
export function replay(entries: Iterable<Occurred>): Departure | null {
  let state: Departure | null = null;
  for (const entry of entries) state = evolve(state, entry);
  return state;
}
