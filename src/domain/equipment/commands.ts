import { z } from 'zod';
import { reasonSchema } from '../people/reason.ts';
import { lossDecisionSchema, remoteActionSchema, returnWaySchema } from './item.ts';
import { moneySchema, thingSchema } from './thing.ts';

/** `taskId`: of the thing's task; `rev`: of the item as the person saw it. */
const itemTarget = { taskId: z.string(), rev: z.int() };

/** What people ask of things that are to come back. That one is back is `task.complete` of its task. */
export const equipmentCommands = [
  /** One that nobody had named. */
  z.strictObject({ type: z.literal('equipment.add'), thing: thingSchema }),
  z.strictObject({ type: z.literal('equipment.way'), ...itemTarget, way: returnWaySchema }),
  z.strictObject({
    type: z.literal('equipment.ship'),
    ...itemTarget,
    carrier: z.string().trim().min(2).max(60),
    tracking: z.string().trim().min(4).max(60),
  }),
  z.strictObject({ type: z.literal('equipment.lose'), ...itemTarget, words: reasonSchema }),
  /**
   * HR alone: what becomes of a thing that does not come back. `amount`: what is to be paid, of `recover-cost` only.
   */
  z.strictObject({
    type: z.literal('equipment.decide'),
    ...itemTarget,
    choice: lossDecisionSchema,
    reason: reasonSchema,
    amount: moneySchema.nullable(),
  }),
  /** The first of two words that a device is locked or wiped. */
  z.strictObject({
    type: z.literal('equipment.remote-ask'),
    ...itemTarget,
    action: remoteActionSchema,
    reason: reasonSchema,
  }),
  z.strictObject({ type: z.literal('equipment.remote-confirm'), ...itemTarget }),
  z.strictObject({ type: z.literal('equipment.remote-drop'), ...itemTarget }),
] as const;
export type EquipmentCommand = z.infer<(typeof equipmentCommands)[number]>;
