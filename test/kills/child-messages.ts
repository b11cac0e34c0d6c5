import { z } from 'zod';

/** What the test tells its Relais process. */
export const orderSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    env: z.record(z.string(), z.string()),
    slackApiUrl: z.string(),
    sandboxToken: z.string(),
    /** How far the virtual time is ahead of the machine's, in milliseconds. */
    ahead: z.number(),
    /**
     * Where all processes read that instead, as a decimal; and how far this one's own clock is off, in milliseconds.
     */
    sharedClock: z.object({ file: z.string(), skew: z.number() }).nullable(),
  }),
  /** Later, by then: what became due is done at once, and then told how things stand. */
  z.object({ type: z.literal('settle'), ahead: z.number() }),
  z.object({ type: z.literal('disk'), full: z.boolean() }),
  z.object({ type: z.literal('stop') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** What the process tells the test. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('loaded') }),
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({
    type: z.literal('settled'),
    statuses: z.record(z.string(), z.string()),
    cutOffs: z.array(z.string()),
    /** So many departures nobody has confirmed yet. */
    unconfirmed: z.number(),
  }),
  z.object({ type: z.literal('disk'), full: z.boolean() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;
