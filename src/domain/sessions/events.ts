import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { calledOffSchema, plannedSessionSchema } from './session.ts';

const sessionId = { sessionId: z.string() };
const entry = { ...sessionId, person: z.string(), sequence: z.int() };

/** What happens to handover sessions, and to the calendars of those who sit in them. */
export const sessionEvents = [
  z.strictObject({ type: z.literal('session-planned'), session: plannedSessionSchema }),
  z.strictObject({ type: z.literal('session-moved'), ...sessionId, startsAt: instantSchema }),
  z.strictObject({ type: z.literal('session-called-off'), ...sessionId, because: calledOffSchema }),
  /** Its heir says that it took place. */
  z.strictObject({ type: z.literal('session-held'), ...sessionId }),
  z.strictObject({
    type: z.literal('session-noted'),
    ...sessionId,
    notes: z.string().nullable(),
    recording: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('session-entry-intended'),
    ...entry,
    calendar: z.string(),
    leaseUntil: instantSchema,
  }),
  /** The calendar says what the session says, or is rid of it. */
  z.strictObject({ type: z.literal('session-entry-kept'), ...entry }),
  z.strictObject({
    type: z.literal('session-entry-failed'),
    ...entry,
    because: wordsSchema,
    mayStand: z.boolean(),
    retryAt: instantSchema.nullable(),
  }),
] as const;
export type SessionEvent = z.infer<(typeof sessionEvents)[number]>;
