import { z } from 'zod';
import { datesSchema } from '../calendar/dates.ts';
import { instantSchema } from '../calendar/time.ts';
import { equipmentItemSchema } from '../equipment/item.ts';
import { flowSchema } from '../flow/flow.ts';
import { castSchema, peopleByIdSchema, personSchema } from '../people/people.ts';
import { membershipSchema } from '../people/wave-membership.ts';
import { surveyTimesSchema } from '../survey/survey.ts';
import { plannedActionSchema } from '../systems/action.ts';
import { systemLookSchema } from '../systems/look.ts';
import { taskTimesSchema } from '../tasks/events.ts';
import { inapplicableSchema, taskSchema } from '../tasks/task.ts';
import { draftSchema } from './draft.ts';
import { becauseOfHrSchema } from './end.ts';

/** The first event of every departure. */
export const draftedEvent = z.strictObject({
  type: z.literal('drafted'),
  id: z.string(),
  leaver: personSchema,
  manager: z.string().nullable(),
  people: peopleByIdSchema,
  aside: z.boolean().optional(),
  wave: membershipSchema.optional(),
});

/** How a departure is planned, moved, ended and taken up again. */
export const lifecycleEvents = [
  z.strictObject({
    type: z.literal('draft-edited'),
    patch: draftSchema.partial(),
    manager: z.string().nullable(),
    people: peopleByIdSchema,
  }),
  z.strictObject({
    type: z.literal('planned'),
    flow: flowSchema,
    /** Missing in journals from before "now" meant the start: then those of the draft. */
    dates: datesSchema.optional(),
    /** What each configured system said. */
    looks: z.array(systemLookSchema),
    actions: z.array(plannedActionSchema),
    kept: z.array(plannedActionSchema),
    planHash: z.string(),
    tasks: z.array(taskSchema),
    inapplicable: z.array(inapplicableSchema).optional(),
    /** What the register knew of things to hand back; left out where it knew of none. */
    equipment: z.array(equipmentItemSchema).optional(),
    cast: castSchema,
    people: peopleByIdSchema,
    farewellAt: instantSchema,
    survey: surveyTimesSchema.nullable(),
  }),
  z.strictObject({
    type: z.literal('rescheduled'),
    dates: datesSchema,
    planHash: z.string(),
    tasks: z.array(taskTimesSchema),
    farewellAt: instantSchema,
    survey: surveyTimesSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('cut-off-released'), planHash: z.string() }),
  /** What is stored is as it was at that instant: nobody knows what was done and said since. */
  z.strictObject({ type: z.literal('restored'), takenAt: instantSchema }),
  z.strictObject({ type: z.literal('completed') }),
  z.strictObject({ type: z.literal('cancelled'), reason: z.string().nullable() }),
  /** Whoever cancelled it has taken that back within a minute. */
  z.strictObject({ type: z.literal('cancel-undone'), aside: z.boolean().optional() }),
  z.strictObject({ type: z.literal('retained'), reason: z.string(), because: becauseOfHrSchema.optional() }),
  z.strictObject({
    type: z.literal('reopened'),
    reason: z.string(),
    aside: z.boolean().optional(),
    /** Of a departure that begins anew. */
    planHash: z.string().optional(),
  }),
] as const;
export type LifecycleEvent = z.infer<(typeof lifecycleEvents)[number]>;
