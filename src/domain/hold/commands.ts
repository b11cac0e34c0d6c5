import { z } from 'zod';
import { holdSchema, holdScopeSchema, reviewDaySchema } from './hold-schema.ts';

const reason = z.string().min(3).max(500);

/** What people ask of a legal hold. */
export const holdCommands = [
  /** The first word: it stops at once, and lapses unless a second person gives theirs in time. */
  z.strictObject({ type: z.literal('hold.ask'), scope: holdScopeSchema, reason, reviewOn: reviewDaySchema }),
  /** The second word. */
  z.strictObject({ type: z.literal('hold.confirm'), holdId: z.string() }),
  /** One of two words that it ends; the first says why. */
  z.strictObject({ type: z.literal('hold.lift'), holdId: z.string(), reason: reason.optional() }),
  /** It is still needed; HR is asked again on that day. */
  z.strictObject({ type: z.literal('hold.review'), holdId: z.string(), reviewOn: reviewDaySchema }),
] as const;
export type HoldCommand = z.infer<(typeof holdCommands)[number]>;

/** What is reported of holds on the same person; never from outside. */
export const holdReports = [
  /** All holds on the person that stand in this person's other departures; those that are gone there go here too. */
  z.strictObject({ type: z.literal('hold.carry'), from: z.string(), holds: z.array(holdSchema) }),
] as const;
export type HoldReport = z.infer<(typeof holdReports)[number]>;
