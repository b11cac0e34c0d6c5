import type { Instant } from './calendar/time.ts';
import type { DecideContext } from './decision.ts';
import type { DepartureEvent } from './event.ts';

/** What time alone is told by: now, days off, and who is leaving too. */
export type TimedContext = Pick<DecideContext, 'now' | 'calendar' | 'leaving' | 'gate' | 'retention'>;

/** Something that happens by itself at an instant. */
export interface TimedEvent {
  at: Instant;
  why: 'start' | 'reminder' | 'escalate' | 'expire' | 'cut-off' | 'survey' | 'continue';
  event: DepartureEvent;
}

/** What the reconciler does. `tick`: let `decide` act on time alone. `refresh`: nothing but the cards changes.
 * `plan-dossier`: a dossier begins, with the template of the leaver's job. */
export type Work =
  | { type: 'tick' }
  | { type: 'refresh' }
  | { type: 'plan-dossier' }
  /** The dossier goes to the wiki. */
  | { type: 'push-dossier' }
  /** New dates left a handover session no place. */
  | { type: 'place-session'; sessionId: string }
  /** One person's calendar does not say yet how a session stands. */
  | { type: 'tell-calendar'; sessionId: string; person: string }
  | { type: 'act'; actionId: string }
  | { type: 'read-back'; actionId: string }
  | { type: 'look'; system: string }
  | { type: 'recheck'; actionId: string; day: number }
  /** What is left of it goes; nothing else is done any more. */
  | { type: 'erase' }
  | { type: 'watch'; accounts: readonly WatchedAccount[] };

/** One account, by its system and the vendor's id. */
export interface WatchedAccount {
  system: string;
  accountId: string;
}

/** What is to be done from an instant on, and why. */
export interface WorkItem {
  at: Instant;
  why: TimedEvent['why'] | 'verify' | 'retry' | 'post' | 'recheck';
  work: Work;
}
