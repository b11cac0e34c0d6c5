import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** What proves something: the response and the independent read-back, without secrets. The journal keeps it. */
export const evidenceSchema = z.strictObject({
  at: instantSchema,
  method: z.string(),
  url: z.string(),
  http: z.int().nullable(),
  requestId: z.string().nullable(),
  /** The state that was read or the words of the refusal, cut short and redacted. */
  detail: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Why something outside did not work; decides whether it is tried again. */
export const errorKindSchema = z.enum([
  'throttled',
  'unavailable',
  'unknown-outcome',
  'unauthorised',
  'not-found',
  'conflict',
  /** The account is open, and this may be called only once it is closed: it is called again when that is proven. */
  'still-open',
  'mismatch',
  'protected',
  'rejected',
  'read-back-differs',
  /**
   * The system answered, and its answer shows nothing either way: a list that may be cut short, a 404 without anything
   * beside it that answers.
   */
  'unproven',
]);
export type ErrorKind = z.infer<typeof errorKindSchema>;
