import { z } from 'zod';
import { errorKindSchema, evidenceSchema } from './access/revocation.ts';
import { instantSchema } from './calendar/time.ts';
import { datesSchema, draftSchema, handoverDraftSchema } from './departure.ts';
import { flowSchema } from './flow/flow.ts';
import { companyRoleSchema, personSchema } from './people/people.ts';
import { surveyAnswersSchema } from './survey/survey.ts';
import { type SystemLook, systemLookSchema } from './systems/look.ts';

const taskTarget = { taskId: z.string(), rev: z.int() };
const actionTarget = { actionId: z.string(), rev: z.int() };
const reason = z.string().trim().min(3).max(500);

/** What resolving and previewing found, system by system; made by the engine, because it asks the outside. */
const preflightSchema = z.strictObject({ systems: z.array(systemLookSchema) });
export type Preflight = z.infer<typeof preflightSchema>;

const castSchema = z.record(companyRoleSchema, z.array(z.string()));

/** Everything that can be asked of a departure by a person. */
const personCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('draft.start'),
    leaver: personSchema,
    manager: z.string().nullable(),
    people: z.record(z.string(), personSchema),
  }),
  z.strictObject({
    type: z.literal('draft.edit'),
    patch: draftSchema.partial(),
    manager: z.string().optional(),
    people: z.record(z.string(), personSchema).optional(),
  }),
  z.strictObject({ type: z.literal('draft.discard') }),
  z.strictObject({
    type: z.literal('plan.submit'),
    flow: flowSchema,
    preflight: preflightSchema,
    cast: castSchema,
    people: z.record(z.string(), personSchema),
  }),
  z.strictObject({ type: z.literal('departure.reschedule'), dates: datesSchema }),
  z.strictObject({ type: z.literal('departure.cancel'), reason }),
  z.strictObject({ type: z.literal('departure.retain'), reason }),
  z.strictObject({ type: z.literal('departure.reopen'), reason }),
  z.strictObject({ type: z.literal('departure.complete') }),
  z.strictObject({
    type: z.literal('handover.add'),
    handover: handoverDraftSchema,
    people: z.record(z.string(), personSchema),
  }),
  z.strictObject({ type: z.literal('task.accept'), ...taskTarget }),
  z.strictObject({ type: z.literal('task.decline'), ...taskTarget, reason }),
  z.strictObject({
    type: z.literal('task.complete'),
    ...taskTarget,
    notes: z.string().trim().max(2000).nullable(),
    condition: z.enum(['good', 'worn', 'damaged', 'missing']).nullable(),
  }),
  z.strictObject({ type: z.literal('task.reassign'), ...taskTarget, to: personSchema }),
  z.strictObject({ type: z.literal('task.skip'), ...taskTarget, reason }),
  z.strictObject({ type: z.literal('access.confirm'), planHash: z.string() }),
  z.strictObject({ type: z.literal('access.withdraw') }),
  z.strictObject({
    type: z.literal('access.replan'),
    preflight: preflightSchema,
    /** The tenant that answers in this system is the right one from now on, says `by`, who asks for it. */
    adopt: z.strictObject({ system: z.string(), tenant: z.string(), by: personSchema }).optional(),
  }),
  z.strictObject({ type: z.literal('cut-off.release'), planHash: z.string() }),
  z.strictObject({ type: z.literal('access.retry'), ...actionTarget }),
  z.strictObject({ type: z.literal('access.hand'), ...actionTarget, to: personSchema }),
  z.strictObject({ type: z.literal('access.prove'), ...actionTarget, proof: z.string().trim().min(3).max(2000) }),
  z.strictObject({ type: z.literal('access.accept-proof'), ...actionTarget }),
  z.strictObject({ type: z.literal('access.waive'), ...actionTarget, reason, until: instantSchema.nullable() }),
  /** Somebody looked at what the alarm is about, and takes it off. */
  z.strictObject({ type: z.literal('alert.acknowledge'), alertId: z.string() }),
  z.strictObject({ type: z.literal('survey.answer'), answers: surveyAnswersSchema }),
]);
export type PersonCommand = z.infer<typeof personCommandSchema>;
export type PersonCommandType = PersonCommand['type'];

/** How one call to a connector, or one read-back, ended. */
export const actionResultSchema = z.discriminatedUnion('status', [
  /** An independent read-back shows the desired state. */
  z.strictObject({ status: z.literal('verified'), evidence: z.array(evidenceSchema) }),
  /** The system took it; a read-back is due, or impossible. */
  z.strictObject({
    status: z.literal('accepted'),
    evidence: z.array(evidenceSchema),
    readBackAt: instantSchema.nullable(),
  }),
  z.strictObject({
    status: z.literal('failed'),
    kind: errorKindSchema,
    message: z.string(),
    evidence: z.array(evidenceSchema),
    retryAt: instantSchema.nullable(),
  }),
  /** The call may or may not have done it: it must be read back before it is repeated. */
  z.strictObject({
    status: z.literal('unknown'),
    message: z.string(),
    evidence: z.array(evidenceSchema),
    readBackAt: instantSchema,
  }),
  z.strictObject({ status: z.literal('manual'), message: z.string() }),
]);
export type ActionResult = z.infer<typeof actionResultSchema>;

/** What one system said about the use of one account. `told`: it answered; `usedAt`: the latest use it knows, in its own event time. */
export const accountUseSchema = z.strictObject({
  system: z.string(),
  accountId: z.string(),
  told: z.boolean(),
  usedAt: instantSchema.nullable(),
  /** Why it was not told: `<error kind>: <details>`. */
  reason: z.string().optional(),
});
export type AccountUse = z.infer<typeof accountUseSchema>;

/** What the reconciler reports and asks; never from outside. */
export type SystemCommand =
  | { type: 'tick' }
  | {
      type: 'revocation.intend';
      actionId: string;
      mode: 'act' | 'read-back';
      leaseUntil: string;
    }
  | { type: 'revocation.record'; actionId: string; attempt: number; result: ActionResult }
  | {
      type: 'recheck.record';
      actionId: string;
      day: number;
      result: 'gone' | 'back' | 'unknown';
      /** Why it is unknown: `<error kind>: <details>`. */
      reason?: string;
      evidence: z.infer<typeof evidenceSchema>[];
    }
  /** `retryAt` when the system could not tell everything: when it is asked again by itself, null for a person's turn. */
  | { type: 'look.record'; look: SystemLook; retryAt: string | null }
  | { type: 'watch.record'; uses: AccountUse[] }
  | { type: 'post.intend'; key: string; to: string; leaseUntil: string }
  | { type: 'post.intend-updates'; updates: { key: string; hash: string }[]; leaseUntil: string }
  | {
      type: 'post.record';
      key: string;
      to: string;
      ref: { channel: 'slack' | 'teams' | 'email'; conversation: string; message: string };
      hash: string;
    }
  | { type: 'post.fail'; key: string; to: string; retryAt: string | null; unreachable: string | null; gone: boolean }
  | { type: 'restored.record'; takenAt: string };

export type Command = PersonCommand | SystemCommand;
