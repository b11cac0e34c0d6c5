import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';

/** How long a session may be, in minutes. */
const shortestSession = 15;
const longestSession = 120;
/** Slack's limit for one field. */
export const longestNotes = 3000;
/** Who sits in more of them than this has no time to work. */
export const mostSessions = 40;

/** One person's calendar, as far as it knows of a session. */
const calendarEntrySchema = z.strictObject({
  person: z.string(),
  /** Which calendar it stands in: what was put there is moved and taken out there. */
  calendar: z.string(),
  /** The `sequence` that stands there for certain; null while none does. */
  standing: z.int().nullable(),
  /** Something may stand there: a try was begun, and nobody knows that it failed. */
  mayStand: z.boolean(),
  /** Who tells it of which `sequence`, until when. */
  lease: z.strictObject({ sequence: z.int(), until: instantSchema }).nullable(),
  /** It was not told of this `sequence`, and why. `retryAt` null: it is not tried again until the session changes. */
  failure: z
    .strictObject({
      sequence: z.int(),
      times: z.int(),
      because: wordsSchema,
      since: instantSchema,
      retryAt: instantSchema.nullable(),
    })
    .nullable(),
});
export type CalendarEntry = z.infer<typeof calendarEntrySchema>;

/** Why a session does not take place. */
export const calledOffSchema = z.enum([
  /** A person said so. */
  'person',
  /** The departure ended, or access began to end before it. */
  'departure',
  /** The heir takes none of it over any more. */
  'nothing-left',
  /** The last working day was moved, and no time is left. */
  'no-time',
]);
export type CalledOff = z.infer<typeof calledOffSchema>;

/** What a session is about, with whom, and when. */
export const plannedSessionSchema = z.strictObject({
  id: z.string(),
  /** Whom the leaver hands it to. */
  heir: z.string(),
  /** Topics of the dossier, and handovers by their tasks, that pass in it. */
  topicIds: z.array(z.string()),
  taskIds: z.array(z.string()),
  startsAt: instantSchema,
  minutes: z.int().min(shortestSession).max(longestSession),
});
export type PlannedSession = z.infer<typeof plannedSessionSchema>;

/** A meeting in which the leaver hands work to one heir. */
export const sessionSchema = plannedSessionSchema.extend({
  /** Raised by each change that people see, so that a click can say which state it saw. */
  rev: z.int(),
  /** Raised by each move, and when it is called off: the SEQUENCE of RFC 5545, 3.8.7.4. */
  sequence: z.int(),
  status: z.enum(['planned', 'held', 'called-off']),
  /** Only there once it is called off. */
  because: calledOffSchema.optional(),
  /** When its heir said that it took place. */
  heldAt: instantSchema.nullable(),
  notes: z.strictObject({ text: z.string(), by: z.string(), at: instantSchema }).nullable(),
  /** Where a recording lies; an address that begins with `https:`. */
  recording: z.string().nullable(),
  calendars: z.array(calendarEntrySchema),
});
export type Session = z.infer<typeof sessionSchema>;
