import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { channelIdSchema } from '../people/people.ts';

/** Where a message stands, in the platform's own ids. */
export const messageRefSchema = z.strictObject({
  channel: channelIdSchema,
  conversation: z.string(),
  message: z.string(),
});

/**
 * What was posted where, and what it showed; `hash` is of the view, so that a different view means an update is due.
 */
export const postSchema = z.strictObject({
  key: z.string(),
  to: z.string(),
  /** Null while the first post is under way. */
  ref: messageRefSchema.nullable(),
  hash: z.string(),
  /**
   * Updates on their way, by the hash of what they show. `contested`: another version was recorded meanwhile, and only
   * the platform knows which came last.
   */
  intended: z.array(z.strictObject({ hash: z.string(), until: instantSchema, contested: z.boolean() })).optional(),
  at: instantSchema,
  lease: instantSchema.nullable(),
  /** Consecutive failures, and not before when it is tried again. */
  failures: z.int(),
  notBefore: instantSchema.nullable(),
  /** Why this person cannot be reached at all; shown to HR and IT. */
  unreachable: wordsSchema.nullable(),
  /** Since when it could not be posted, try after try; left out once it stands. */
  failingSince: instantSchema.optional(),
  /** Sent by mail in the meantime, because its platform was down; stands beside the card once that is posted. */
  mailed: z.strictObject({ at: instantSchema, ref: messageRefSchema, instead: channelIdSchema }).optional(),
  /**
   * A mail server said later that it was not delivered; `code` is its own. Told to HR, and nothing more follows of it.
   */
  returned: z.strictObject({ at: instantSchema, code: z.string() }).optional(),
});
export type Post = z.infer<typeof postSchema>;
