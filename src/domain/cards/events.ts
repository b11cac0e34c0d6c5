import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { channelIdSchema } from '../people/people.ts';
import { messageRefSchema } from './post.ts';

/** What becomes of the messages that show the departure. */
export const cardEvents = [
  z.strictObject({ type: z.literal('post-intended'), key: z.string(), to: z.string(), leaseUntil: instantSchema }),
  /** These cards are about to be updated: until that is recorded, nobody knows what they show. */
  z.strictObject({
    type: z.literal('updates-intended'),
    updates: z.array(z.strictObject({ key: z.string(), hash: z.string() })),
    leaseUntil: instantSchema,
  }),
  z.strictObject({
    type: z.literal('posted'),
    key: z.string(),
    to: z.string(),
    ref: messageRefSchema,
    hash: z.string(),
  }),
  z.strictObject({
    type: z.literal('post-failed'),
    key: z.string(),
    to: z.string(),
    retryAt: instantSchema.nullable(),
    unreachable: wordsSchema.nullable(),
    gone: z.boolean(),
  }),
  /** Its platform has been down for a while: its reader has it by mail. */
  z.strictObject({
    type: z.literal('post-mailed'),
    key: z.string(),
    to: z.string(),
    ref: messageRefSchema,
    instead: channelIdSchema,
  }),
  z.strictObject({ type: z.literal('post-returned'), key: z.string(), to: z.string(), code: z.string() }),
] as const;
export type CardEvent = z.infer<(typeof cardEvents)[number]>;
