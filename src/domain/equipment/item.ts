import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { moneySchema, thingSchema } from './thing.ts';

/** How a thing comes back: brought to a desk, fetched by a courier or sent, or left at a shop. */
export const returnWaySchema = z.enum(['desk', 'courier', 'shop']);

/** What HR decides of a thing that does not come back. */
export const lossDecisionSchema = z.enum(['keep', 'write-off', 'recover-cost']);

/** What may be done to a device that is not back. Locking can be undone. */
export const remoteActionSchema = z.enum(['lock', 'wipe']);
export type RemoteAction = z.infer<typeof remoteActionSchema>;

const said = { by: z.string(), at: instantSchema };

/**
 * What is known of one thing beside the task of getting it back (`taskId`). Whether it is back is the task's to say.
 */
export const equipmentItemSchema = z.strictObject({
  taskId: z.string(),
  /** Raised by each change, so that a click can say which state it saw. */
  rev: z.int(),
  /** As it was when the plan was made, or when somebody added it. */
  thing: thingSchema,
  way: z.strictObject({ ...said, way: returnWaySchema }).optional(),
  shipment: z.strictObject({ ...said, carrier: z.string(), tracking: z.string() }).optional(),
  /** Somebody said that it cannot be found. Another way, or a shipment, takes that back. */
  lost: z.strictObject({ ...said, words: z.string() }).optional(),
  /** Always a person's; counts while its task is settled, and not once that was settled anew. */
  decision: z
    .strictObject({ ...said, choice: lossDecisionSchema, reason: z.string(), amount: moneySchema.nullable() })
    .optional(),
  /** `second`: who agreed; from then on `lockTaskId` is the task of doing it. */
  remote: z
    .strictObject({
      ...said,
      action: remoteActionSchema,
      reason: z.string(),
      second: z.strictObject(said).nullable(),
      lockTaskId: z.string().nullable(),
    })
    .optional(),
});
export type EquipmentItem = z.infer<typeof equipmentItemSchema>;
