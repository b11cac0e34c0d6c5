import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { longestNotes, plannedSessionSchema } from './session.ts';

/** `rev`: of the session as the person saw it. */
const sessionTarget = { sessionId: z.string(), rev: z.int() };

/** What people ask of handover sessions. */
export const sessionCommands = [
  z.strictObject({ type: z.literal('session.plan'), session: plannedSessionSchema.omit({ id: true }) }),
  z.strictObject({ type: z.literal('session.move'), ...sessionTarget, startsAt: instantSchema }),
  z.strictObject({ type: z.literal('session.call-off'), ...sessionTarget }),
  z.strictObject({ type: z.literal('session.confirm-held'), ...sessionTarget }),
  /** Null takes it away. */
  z.strictObject({
    type: z.literal('session.note'),
    ...sessionTarget,
    notes: z.string().trim().min(1).max(longestNotes).nullable(),
    recording: z
      .url({ protocol: /^https$/ })
      .max(2000)
      .nullable(),
  }),
] as const;
export type SessionCommand = z.infer<(typeof sessionCommands)[number]>;

const entryTarget = { sessionId: z.string(), person: z.string(), sequence: z.int() };

/** What the engine reports of them; never from outside. */
export const sessionReports = [
  /** New dates left it no place: a new time, or null where there is none. */
  z.strictObject({
    type: z.literal('session.place'),
    sessionId: z.string(),
    sequence: z.int(),
    startsAt: instantSchema.nullable(),
  }),
  /** Somebody's calendar is about to hear of it. */
  z.strictObject({
    type: z.literal('session.intend'),
    ...entryTarget,
    calendar: z.string(),
    leaseUntil: instantSchema,
  }),
  z.strictObject({ type: z.literal('session.kept'), ...entryTarget }),
  z.strictObject({
    type: z.literal('session.unkept'),
    ...entryTarget,
    because: wordsSchema,
    /** Something may stand there all the same. */
    mayStand: z.boolean(),
    retryAt: instantSchema.nullable(),
  }),
] as const;
export type SessionReport = z.infer<(typeof sessionReports)[number]>;
