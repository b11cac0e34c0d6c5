import { z } from 'zod';
import { languageSchema } from '../localized.ts';
import { peopleByIdSchema, personSchema } from '../people/people.ts';
import { reasonSchema } from '../people/reason.ts';
import { handoverDraftSchema } from './handover-draft.ts';
import { longestSignature } from './signature.ts';
import { givenFileSchema } from './task-file.ts';

/** `rev`: of the task as the person saw it. */
const taskTarget = { taskId: z.string(), rev: z.int() };

/** What people ask of tasks. */
export const taskCommands = [
  z.strictObject({
    type: z.literal('handover.add'),
    handover: handoverDraftSchema,
    people: peopleByIdSchema,
  }),
  z.strictObject({ type: z.literal('task.accept'), ...taskTarget }),
  z.strictObject({ type: z.literal('task.decline'), ...taskTarget, reason: reasonSchema }),
  z.strictObject({
    type: z.literal('task.complete'),
    ...taskTarget,
    notes: z.string().trim().max(2000).nullable(),
    condition: z.enum(['good', 'worn', 'damaged', 'missing']).nullable(),
    /** Which parts of its checklist are ticked, counted from 0; left out: as they stand. */
    checked: z.array(z.int().min(0)).optional(),
    /** Of a step that is signed: the name as it was typed, and the language in which its clauses were read. */
    signature: z.strictObject({ name: z.string().trim().max(longestSignature), language: languageSchema }).optional(),
  }),
  /** Ticks these parts of its checklist, and no others. */
  z.strictObject({ type: z.literal('task.check'), ...taskTarget, checked: z.array(z.int().min(0)) }),
  /**
   * Brings a file whose bytes the store has; any revision, because a file changes nothing that somebody else decides
   * on.
   */
  z.strictObject({ type: z.literal('task.attach'), taskId: z.string(), file: givenFileSchema }),
  /** Takes one out again, such as a wrong one. */
  z.strictObject({ type: z.literal('task.detach'), taskId: z.string(), fileId: z.string() }),
  z.strictObject({ type: z.literal('task.reassign'), ...taskTarget, to: personSchema }),
  z.strictObject({ type: z.literal('task.skip'), ...taskTarget, reason: reasonSchema }),
  /** Whoever has an optional step leaves it out. */
  z.strictObject({ type: z.literal('task.skip-own'), ...taskTarget, reason: reasonSchema }),
  /** Whoever approves a step says that it is not done yet. */
  z.strictObject({ type: z.literal('task.send-back'), ...taskTarget, reason: reasonSchema }),
  z.strictObject({ type: z.literal('task.undo'), ...taskTarget }),
] as const;
/** What is reported of tasks; never from outside. */
export const taskReports = [
  /** Somebody who may is about to be given the bytes of a file. */
  z.strictObject({
    type: z.literal('task.file-opened'),
    taskId: z.string(),
    fileId: z.string(),
    person: z.string(),
  }),
] as const;
export type TaskReport = z.infer<(typeof taskReports)[number]>;

export type TaskCommand = z.infer<(typeof taskCommands)[number]>;
