import { z } from 'zod';
import { evidenceSchema, plannedActionSchema } from './access/revocation.ts';
import { instantSchema } from './calendar/time.ts';
import { accountUseSchema, actionResultSchema } from './command.ts';
import { alertKindSchema, confirmationSchema, datesSchema, draftSchema } from './departure.ts';
import { flowSchema } from './flow/flow.ts';
import { personSchema } from './people/people.ts';
import { surveyAnswersSchema } from './survey/survey.ts';
import { systemLookSchema } from './systems/look.ts';
import { taskSchema } from './tasks/task.ts';

const people = z.record(z.string(), personSchema);
const taskId = { taskId: z.string() };
const actionId = { actionId: z.string() };

/** Everything that ever changes a departure. `evolve` needs nothing but the state, the event, its instant and its author. */
const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('drafted'),
    id: z.string(),
    leaver: personSchema,
    manager: z.string().nullable(),
    people,
    aside: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('draft-edited'),
    patch: draftSchema.partial(),
    manager: z.string().nullable(),
    people,
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
    cast: z.strictObject({ hr: z.array(z.string()), it: z.array(z.string()), admin: z.array(z.string()) }),
    people,
    farewellAt: instantSchema,
    survey: z.strictObject({ opensAt: instantSchema, closesAt: instantSchema }).nullable(),
  }),
  z.strictObject({
    type: z.literal('plan-changed'),
    looks: z.array(systemLookSchema),
    actions: z.array(plannedActionSchema),
    kept: z.array(plannedActionSchema),
    planHash: z.string(),
  }),
  /** The confirmed time has come: what was confirmed is bound to its accounts from here on. */
  z.strictObject({ type: z.literal('run-began') }),
  /** A system was looked at anew during or after the run. */
  z.strictObject({
    type: z.literal('looked'),
    look: systemLookSchema,
    /** When it is asked again by itself, where it could not tell everything; null: a person's turn. */
    retryAt: instantSchema.nullable(),
    /** What was not in the plan, in the order in which it is done. */
    appeared: z.array(plannedActionSchema),
    planHash: z.string(),
  }),
  /** A person adopted the tenant that answers in a system. `same`: the same organisation at another address, so everything known goes on there. */
  z.strictObject({
    type: z.literal('tenant-adopted'),
    system: z.string(),
    from: z.string(),
    to: z.string(),
    same: z.boolean(),
  }),
  /** What appeared in new accounts, or harder than was confirmed, was confirmed too. */
  z.strictObject({ type: z.literal('coverage-extended') }),
  /** It is called once more: the account was open when it was called, was used, or it came back. */
  z.strictObject({
    type: z.literal('revocation-repeated'),
    ...actionId,
    because: z.enum(['was-open', 'used', 'came-back']),
  }),
  z.strictObject({
    type: z.literal('rescheduled'),
    dates: datesSchema,
    planHash: z.string(),
    tasks: z.array(
      z.strictObject({
        taskId: z.string(),
        startsAt: instantSchema,
        dueAt: instantSchema,
        reminders: z.array(instantSchema),
        reminded: z.int(),
        escalateAt: instantSchema.nullable(),
      }),
    ),
    farewellAt: instantSchema,
    survey: z.strictObject({ opensAt: instantSchema, closesAt: instantSchema }).nullable(),
  }),
  z.strictObject({ type: z.literal('task-added'), task: taskSchema, people }),
  z.strictObject({ type: z.literal('task-offered'), ...taskId, to: z.string() }),
  z.strictObject({ type: z.literal('task-accepted'), ...taskId }),
  z.strictObject({
    type: z.literal('task-declined'),
    ...taskId,
    by: z.string(),
    reason: z.string(),
    next: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('task-reassigned'), ...taskId, to: personSchema }),
  z.strictObject({
    type: z.literal('task-completed'),
    ...taskId,
    notes: z.string().nullable(),
    condition: taskSchema.shape.condition,
    late: z.boolean(),
  }),
  z.strictObject({ type: z.literal('task-skipped'), ...taskId, reason: z.string() }),
  z.strictObject({ type: z.literal('task-reminded'), ...taskId, rung: z.int(), late: z.boolean() }),
  z.strictObject({ type: z.literal('task-escalated'), ...taskId, to: z.array(z.string()), late: z.boolean() }),
  z.strictObject({ type: z.literal('access-confirmed'), confirmation: confirmationSchema }),
  z.strictObject({ type: z.literal('confirmation-withdrawn'), by: z.string() }),
  z.strictObject({ type: z.literal('confirmation-expired'), by: z.string() }),
  z.strictObject({ type: z.literal('cut-off-released'), planHash: z.string() }),
  z.strictObject({
    type: z.literal('revocation-intended'),
    ...actionId,
    mode: z.enum(['act', 'read-back']),
    attempt: z.int(),
    leaseUntil: instantSchema,
  }),
  z.strictObject({
    type: z.literal('revocation-recorded'),
    ...actionId,
    attempt: z.int(),
    result: actionResultSchema,
    late: z.boolean(),
  }),
  z.strictObject({ type: z.literal('revocation-retried'), ...actionId }),
  z.strictObject({ type: z.literal('revocation-handed'), ...actionId, to: personSchema }),
  z.strictObject({
    type: z.literal('revocation-proved'),
    ...actionId,
    proof: z.string(),
    /** Somebody else must accept it before it counts. */
    secondPerson: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('revocation-proof-accepted'), ...actionId }),
  /** A person said that it was done, and its system lists it as open. */
  z.strictObject({ type: z.literal('revocation-disproved'), ...actionId }),
  z.strictObject({
    type: z.literal('revocation-waived'),
    ...actionId,
    reason: z.string(),
    until: instantSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('waiver-expired'), ...actionId }),
  z.strictObject({
    type: z.literal('revocation-rechecked'),
    ...actionId,
    day: z.int(),
    result: z.enum(['gone', 'back', 'unknown']),
    /** Why it is unknown. */
    reason: z.string().optional(),
    /** It was unknown for so long that this day's re-check is given up. */
    givenUp: z.boolean().optional(),
    evidence: z.array(evidenceSchema),
  }),
  /** The accounts were looked at for use after the cut-off. */
  z.strictObject({
    type: z.literal('watched'),
    uses: z.array(accountUseSchema),
  }),
  z.strictObject({ type: z.literal('run-ended') }),
  z.strictObject({
    type: z.literal('alert-raised'),
    alertId: z.string(),
    kind: alertKindSchema,
    subject: z.string(),
  }),
  z.strictObject({ type: z.literal('alert-cleared'), alertId: z.string() }),
  z.strictObject({ type: z.literal('survey-answered'), answers: surveyAnswersSchema }),
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
    ref: z.strictObject({
      channel: z.enum(['slack', 'teams', 'email']),
      conversation: z.string(),
      message: z.string(),
    }),
    hash: z.string(),
  }),
  z.strictObject({
    type: z.literal('post-failed'),
    key: z.string(),
    to: z.string(),
    retryAt: instantSchema.nullable(),
    unreachable: z.string().nullable(),
    gone: z.boolean(),
  }),
  /** What is stored is as it was at that instant: nobody knows what was done and said since. */
  z.strictObject({ type: z.literal('restored'), takenAt: instantSchema }),
  z.strictObject({ type: z.literal('completed') }),
  z.strictObject({ type: z.literal('cancelled'), reason: z.string().nullable() }),
  z.strictObject({ type: z.literal('retained'), reason: z.string() }),
  z.strictObject({
    type: z.literal('reopened'),
    reason: z.string(),
    aside: z.boolean().optional(),
    /** Of a departure that begins anew. */
    planHash: z.string().optional(),
  }),
]);
export type DepartureEvent = z.infer<typeof eventSchema>;
export type DepartureEventType = DepartureEvent['type'];

/** One line of a departure's journal, before it is sealed and chained. */
export const entrySchema = z.strictObject({
  departureId: z.string(),
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  at: instantSchema,
  /** A person's id, or `system`. */
  by: z.string(),
  event: eventSchema,
});
export type Entry = z.infer<typeof entrySchema>;
