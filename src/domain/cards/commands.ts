import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { channelIdSchema } from '../people/people.ts';
import { messageRefSchema } from './post.ts';

/** What the reconciler reports of cards; never from outside. */
export const cardReports = [
  z.strictObject({ type: z.literal('post.intend'), key: z.string(), to: z.string(), leaseUntil: instantSchema }),
  z.strictObject({
    type: z.literal('post.intend-updates'),
    updates: z.array(z.strictObject({ key: z.string(), hash: z.string() })),
    leaseUntil: instantSchema,
  }),
  z.strictObject({
    type: z.literal('post.record'),
    key: z.string(),
    to: z.string(),
    ref: messageRefSchema,
    hash: z.string(),
  }),
  z.strictObject({
    type: z.literal('post.fail'),
    key: z.string(),
    to: z.string(),
    retryAt: instantSchema.nullable(),
    unreachable: wordsSchema.nullable(),
    gone: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('post.mail'),
    key: z.string(),
    to: z.string(),
    ref: messageRefSchema,
    instead: channelIdSchema,
  }),
  /**
   * A mail server says that the mail of this card was not delivered; `collected`: it was that of a card for several
   * departures, to this person, so that the departure knows of no post.
   */
  z.strictObject({
    type: z.literal('post.return'),
    key: z.string(),
    code: z.string(),
    collected: z.string().optional(),
  }),
] as const;
export type CardReport = z.infer<(typeof cardReports)[number]>;
