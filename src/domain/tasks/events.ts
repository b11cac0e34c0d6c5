import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { peopleByIdSchema, personSchema } from '../people/people.ts';
import { signatureSchema } from './signature.ts';
import { taskSchema } from './task.ts';
import { givenFileSchema } from './task-file.ts';

const taskId = { taskId: z.string() };

/** When a task begins, is due, reminds and escalates. */
const times = {
  startsAt: instantSchema,
  dueAt: instantSchema,
  reminders: z.array(instantSchema),
  escalateAt: instantSchema.nullable(),
};

/** What changes a task, or adds one. */
export const taskEvents = [
  z.strictObject({ type: z.literal('task-added'), task: taskSchema, people: peopleByIdSchema }),
  z.strictObject({
    type: z.literal('task-offered'),
    ...taskId,
    to: z.string(),
    /** Where they follow from when other steps were settled. */
    times: z.strictObject(times).optional(),
  }),
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
    /** Of a step that is signed: the name, and every clause as it was read. */
    signature: signatureSchema.optional(),
  }),
  z.strictObject({ type: z.literal('task-checked'), ...taskId, checked: z.array(z.int()) }),
  z.strictObject({ type: z.literal('task-file-added'), ...taskId, file: givenFileSchema }),
  /** Its bytes are gone, or kept by a legal hold; that it was there, and its hash, stay in the journal. */
  z.strictObject({ type: z.literal('task-file-removed'), ...taskId, fileId: z.string() }),
  /** Its bytes were given to this person. */
  z.strictObject({ type: z.literal('task-file-opened'), ...taskId, fileId: z.string(), person: z.string() }),
  z.strictObject({ type: z.literal('task-skipped'), ...taskId, reason: z.string() }),
  /** The task that `taskId` approves is open again, and so are its other approvals. */
  z.strictObject({ type: z.literal('task-sent-back'), ...taskId, reason: z.string() }),
  /** Whoever finished or skipped it has taken that back within a minute; it stands as before. */
  z.strictObject({
    type: z.literal('task-undone'),
    ...taskId,
    status: taskSchema.shape.status.exclude(['done', 'skipped']),
  }),
  z.strictObject({ type: z.literal('task-reminded'), ...taskId, rung: z.int(), late: z.boolean() }),
  z.strictObject({ type: z.literal('task-escalated'), ...taskId, to: z.array(z.string()), late: z.boolean() }),
] as const;
export type TaskEvent = z.infer<(typeof taskEvents)[number]>;

/** New times of tasks, when the dates of a departure move. */
export const taskTimesSchema = z.strictObject({
  ...taskId,
  ...times,
  reminded: z.int(),
});
