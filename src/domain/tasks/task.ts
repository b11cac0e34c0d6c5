import { z } from 'zod';
import { type Instant, instantSchema } from '../calendar/time.ts';
import { conditionKeySchema } from '../flow/flow.ts';
import { wordsSchema } from '../localized.ts';
import { signatureSchema } from './signature.ts';
import { taskFileSchema } from './task-file.ts';

/**
 * `step`: from the flow. `handover`: one responsibility. `equipment` and `credential`: one thing to hand back or
 * rotate. `shared-account`: one account that speaks for the company. `restore`: give back what was cut, after cancel or
 * retain.
 */
const taskNatureSchema = z.enum(['step', 'handover', 'equipment', 'credential', 'shared-account', 'restore']);
export type TaskNature = z.infer<typeof taskNatureSchema>;

/**
 * `waiting`: not yet handed over (its start or what it waits for has not come). `offered`: handed to the assignee.
 * `unassigned`: everyone declined; the manager must name somebody.
 */
const taskStatusSchema = z.enum(['waiting', 'offered', 'accepted', 'unassigned', 'done', 'skipped']);

/** The status before, for whoever takes it back at once. */
const was = taskStatusSchema.exclude(['done', 'skipped']).optional();

/** One thing to do, with an owner, a due instant, a ladder of reminders and an escalation. */
export const taskSchema = z.strictObject({
  id: z.string(),
  nature: taskNatureSchema,
  /** The step's id in the flow; null for everything people added. */
  flowStepId: z.string().nullable(),
  /** Of a `restore`: the system's label; the words around it are the view's. */
  title: wordsSchema,
  /** Context: what it is about, links, where things are. People's own words, or the flow's. */
  notes: wordsSchema.nullable(),
  status: taskStatusSchema,
  /** Raised by each change, so that a click can say which state it saw. */
  rev: z.int(),
  assignee: z.string().nullable(),
  /** Asked next, in order, when the assignee declines. */
  candidates: z.array(z.string()),
  /** The role the flow named, also one of the organisation's own (`cast.own`); null when a person was named. */
  role: z.string().nullable(),
  startsAt: instantSchema,
  dueAt: instantSchema,
  after: z.array(z.string()),
  /** What must be brought to call it done; `file`: at least one of `files`; `signature`: one under `clauses`. */
  proof: z.enum(['none', 'note', 'file', 'signature']),
  /** Instants at which the assignee is reminded unless it is done, ascending. */
  reminders: z.array(instantSchema),
  /** How many rungs of the ladder were used up. */
  reminded: z.int(),
  /** When the latest reminder was due to go out. */
  remindedAt: instantSchema.nullable(),
  escalateAt: instantSchema.nullable(),
  escalateTo: z.array(z.string()),
  escalatedAt: instantSchema.nullable(),
  /** An empty reason: the person is leaving too, and Relais passed it on. */
  declines: z.array(z.strictObject({ by: z.string(), reason: z.string(), at: instantSchema })),
  done: z
    .strictObject({
      ...{ by: z.string(), at: instantSchema, notes: z.string().nullable(), late: z.boolean(), was },
      /** Of a step that is signed; the text that was signed stands in the journal. */
      signature: signatureSchema.omit({ clauses: true }).optional(),
    })
    .nullable(),
  /** Only for equipment that came back. */
  condition: z.enum(['good', 'worn', 'damaged', 'missing']).nullable(),
  /** Without a reason, by Relais: the step it followed from was left out. */
  skipped: z.strictObject({ by: z.string().nullable(), reason: z.string(), at: instantSchema, was }).nullable(),
  /** What a flow may say of a step besides; each is left out where it says nothing. */
  /** Whoever has it may leave it out. */
  optional: z.literal(true).optional(),
  checklist: z.array(z.strictObject({ label: wordsSchema, done: z.boolean() })).optional(),
  links: z.array(z.strictObject({ label: wordsSchema, url: z.string() })).optional(),
  /** What is signed, where `proof` asks for that. */
  clauses: z.array(wordsSchema).optional(),
  /** What was brought as proof, in order; what was taken out again is not here. */
  files: z.array(taskFileSchema).optional(),
  /** Conditions of the step that could not be told of the leaver: it may not concern them. */
  unsure: z.array(conditionKeySchema).optional(),
  /** Of an approval: the task it approves. */
  approves: z.string().optional(),
  /** Of a task that is approved: who said that it is not done yet, and why. */
  sentBack: z.array(z.strictObject({ by: z.string(), reason: z.string(), at: instantSchema })).optional(),
});
export type Task = z.infer<typeof taskSchema>;

/**
 * A step of the flow that this departure does not have: the condition that does not hold, `items` where there is
 * nothing to repeat it for, `follows` where it follows from a step that is not there.
 */
export const inapplicableSchema = z.strictObject({
  stepId: z.string(),
  unmet: z.enum([...conditionKeySchema.options, 'items', 'follows']),
});
export type Inapplicable = z.infer<typeof inapplicableSchema>;

/** When it was done or put aside; null while it is open. */
export function settledAt({ done, skipped }: Pick<Task, 'done' | 'skipped'>): Instant | null {
  return done?.at ?? skipped?.at ?? null;
}

/** Somebody must still do it, or put it aside. */
export function isTaskOpen(task: Task): boolean {
  return task.status !== 'done' && task.status !== 'skipped';
}

/** Handed to somebody who has not finished it. */
export function isTaskActive(task: Task): boolean {
  return task.status === 'offered' || task.status === 'accepted';
}
