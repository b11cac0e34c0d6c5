import { z } from 'zod';
import { accountEvents, revocationEvents } from './actions/events.ts';
import { alertEvents } from './alerts/events.ts';
import { announcementEvents } from './announcement/events.ts';
import { brakeEvents } from './brake/events.ts';
import { cardEvents } from './cards/events.ts';
import { confirmationEvents } from './confirmation/events.ts';
import { contactEvents } from './contact/events.ts';
import { equipmentEvents } from './equipment/events.ts';
import { erasureEvents } from './erasure/events.ts';
import { evidenceEvents } from './evidence/events.ts';
import { holdEvents } from './hold/events.ts';
import { hrEvents } from './hr/events.ts';
import { keepsakeEvents } from './keepsake/events.ts';
import { knowledgeEvents } from './knowledge/events.ts';
import { draftedEvent, lifecycleEvents } from './lifecycle/events.ts';
import { lookEvents } from './looks/events.ts';
import { runEvents } from './run/events.ts';
import { sessionEvents } from './sessions/events.ts';
import { surveyEvents } from './survey/events.ts';
import { taskEvents } from './tasks/events.ts';
import { membershipEvents } from './waves/events.ts';

/**
 * Everything that ever changes a departure: the table of the rooms' events. `evolve` needs nothing but the state, the
 * event, its instant and its author.
 */
export const eventSchema = z.discriminatedUnion('type', [
  draftedEvent,
  ...lifecycleEvents,
  ...taskEvents,
  ...revocationEvents,
  ...accountEvents,
  ...confirmationEvents,
  ...lookEvents,
  ...runEvents,
  ...brakeEvents,
  ...alertEvents,
  ...surveyEvents,
  ...knowledgeEvents,
  ...equipmentEvents,
  ...sessionEvents,
  ...announcementEvents,
  ...keepsakeEvents,
  ...contactEvents,
  ...hrEvents,
  ...holdEvents,
  ...erasureEvents,
  ...cardEvents,
  ...membershipEvents,
  ...evidenceEvents,
]);
export type DepartureEvent = z.infer<typeof eventSchema>;
export type DepartureEventType = DepartureEvent['type'];
