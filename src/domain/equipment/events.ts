import { z } from 'zod';
import { lossDecisionSchema, remoteActionSchema, returnWaySchema } from './item.ts';
import { moneySchema, thingSchema } from './thing.ts';

/**
 * `thing`: what is known of it at that time; it makes the item where there was none. The author of each is the entry's.
 */
const about = { taskId: z.string(), thing: thingSchema };

/**
 * What happens to things that are to come back; that one is back, or is not waited for any more, is an event of its
 * task.
 */
export const equipmentEvents = [
  z.strictObject({ type: z.literal('equipment-added'), ...about }),
  z.strictObject({ type: z.literal('equipment-way-chosen'), ...about, way: returnWaySchema }),
  z.strictObject({ type: z.literal('equipment-shipped'), ...about, carrier: z.string(), tracking: z.string() }),
  z.strictObject({ type: z.literal('equipment-lost'), ...about, words: z.string() }),
  z.strictObject({
    type: z.literal('equipment-decided'),
    ...about,
    choice: lossDecisionSchema,
    reason: z.string(),
    amount: moneySchema.nullable(),
  }),
  z.strictObject({
    type: z.literal('equipment-remote-asked'),
    ...about,
    action: remoteActionSchema,
    reason: z.string(),
  }),
  /** The second person agreed; the task is added with it. */
  z.strictObject({ type: z.literal('equipment-remote-confirmed'), ...about, lockTaskId: z.string() }),
  z.strictObject({ type: z.literal('equipment-remote-dropped'), ...about }),
] as const;
export type EquipmentEvent = z.infer<(typeof equipmentEvents)[number]>;
