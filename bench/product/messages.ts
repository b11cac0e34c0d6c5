import { z } from 'zod';

/** What a measuring process tells the process that is measured. */
export const orderSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    /** Relais' own settings; a bare app reads what it needs of them. */
    env: z.record(z.string(), z.string()),
    /** Null: the local workspace. */
    slackApiUrl: z.string().nullable(),
    /** What whoever speaks for the local workspace's Teams must know. */
    teamsSecret: z.string().nullable(),
  }),
  /** So much later, in milliseconds ahead of the machine's clock: what became due is done at once. */
  z.object({ type: z.literal('settle'), ahead: z.number() }),
  z.object({ type: z.literal('memory') }),
]);
export type Order = z.infer<typeof orderSchema>;

export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  /** How many departures began, are confirmed, and were proven in every system. */
  z.object({
    type: z.literal('settled'),
    begun: z.int(),
    confirmed: z.int(),
    proven: z.int(),
    lastCutOff: z.string().nullable(),
  }),
  /** After a garbage collection, in bytes. */
  z.object({ type: z.literal('memory'), heap: z.number(), resident: z.number() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;
