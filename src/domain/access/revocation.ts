import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

export const tierSchema = z.enum([
  'finance',
  'crm',
  'cloud',
  'code',
  'identity',
  'collaboration',
  'mail',
  'devices',
  'other',
]);
export type Tier = z.infer<typeof tierSchema>;

export const effectSchema = z.enum(['read', 'reversible', 'destructive']);
export type Effect = z.infer<typeof effectSchema>;

/** The stages of one system's revocation, in the order they run; see connectors.md 0.1. */
export const stageSchema = z.enum(['disable', 'sessions', 'credentials', 'groups', 'licence', 'task', 'delete']);
export type Stage = z.infer<typeof stageSchema>;
export const stageOrder: readonly Stage[] = stageSchema.options;

/** An account of the leaver, found when the plan was made and named by the system's own stable id ever after. */
export const accountSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  /** Which tenant it belongs to: the vendor's own id of the organisation, behind the origin of the address it was reached at. */
  tenant: z.string(),
  /** The vendor's immutable id; never an e-mail address where there is anything better. */
  id: z.string(),
  /** The login people recognise. */
  login: z.string(),
  name: z.string().nullable(),
  /** The vendor's own word for its state: `ACTIVE`, `member`, … */
  status: z.string(),
  /** Set when the system itself says that this account must not be touched: last owner, the bot's own, … */
  protectedBecause: z.string().nullable(),
});
export type Account = z.infer<typeof accountSchema>;

/** One thing that will be done to one account; the unit of confirmation, intent, evidence and retry. */
export const plannedActionSchema = z.strictObject({
  /** Stable over previews: `okta/00u1/sessions` or `okta/00u1/groups/00g7`. */
  id: z.string(),
  system: z.string(),
  systemLabel: z.string(),
  tier: tierSchema,
  /** The tenant of the account; compared with the tenant that answers before anything is called or read back. */
  tenant: z.string(),
  accountId: z.string(),
  accountLogin: z.string(),
  stage: stageSchema,
  /** What a group, key or licence action is about. */
  target: z.strictObject({ id: z.string(), label: z.string() }).nullable(),
  /** Exactly what is sent, for people to read: `POST /api/v1/users/00u1/lifecycle/suspend`. Without secrets. */
  call: z.string(),
  effect: effectSchema,
  /** What is sent instead when the account is by then in a state in which `call` is impossible; part of what is confirmed. */
  fallback: z.strictObject({ call: z.string(), effect: effectSchema }).nullable(),
  /** Stages of the same account that come first; see `access-order.ts` for how long they are waited for. */
  needs: z.array(stageSchema),
  /** A person does it and attaches proof; Relais calls nothing. */
  manual: z.boolean(),
  /** How long what was issued before may live on after success (access tokens), in minutes; 0 when it ends at once. */
  residualMinutes: z.int().min(0),
});
export type PlannedAction = z.infer<typeof plannedActionSchema>;

/** How the thing that an action would end stands in a look. `untold`: the vendor cannot be asked about it. */
const standingSchema = z.enum(['open', 'closed', 'untold']);
export type Standing = z.infer<typeof standingSchema>;

/** One thing that an account holds, with what would end it. */
export const lookItemSchema = z.strictObject({ action: plannedActionSchema, standing: standingSchema });
export type LookItem = z.infer<typeof lookItemSchema>;

/** What a confirmation binds in one account: a stage, and how hard its effect is, also where the fallback must be taken. */
const effectClassSchema = z.strictObject({
  stage: stageSchema,
  effect: effectSchema,
  fallback: effectSchema.optional(),
});
export type EffectClass = z.infer<typeof effectClassSchema>;

/** Something that is to be looked at on later days could not be. `reason` is `<error kind>: <details>`, the details in the connector's words. */
const uncheckedSchema = z.strictObject({ since: instantSchema, reason: z.string() });
export type Unchecked = z.infer<typeof uncheckedSchema>;

/** One account of the leaver as the departure keeps it. */
export const leaverAccountSchema = accountSchema.extend({
  /** When the latest look began that found it. */
  seenAt: instantSchema,
  /** What it held, read once before the first call: what a restore starts from. Null until the run has looked at it. */
  snapshot: z.record(z.string(), z.json()).nullable(),
  /** The classes of effect that are confirmed, once the run has begun; what appears of them later is cut without another confirmation. */
  covered: z.array(effectClassSchema),
  /** Uses of the account are alarms from this instant on, in the vendor's event time; null until the run ended. It never moves. */
  watchedFrom: instantSchema.nullable(),
  /** The latest use that was told already. */
  usedUntil: instantSchema.nullable(),
  /** When the vendor last answered, and when it was last asked, about use. */
  useReadAt: instantSchema.nullable(),
  useAskedAt: instantSchema.nullable(),
  /** Since when its use could not be read, and why; left out where it was. */
  unchecked: uncheckedSchema.optional(),
});
export type LeaverAccount = z.infer<typeof leaverAccountSchema>;

/** What proves something: the response and the independent read-back, without secrets. The journal keeps it, and nothing else does. */
export const evidenceSchema = z.strictObject({
  at: instantSchema,
  method: z.string(),
  url: z.string(),
  http: z.int().nullable(),
  requestId: z.string().nullable(),
  /** The state that was read or the words of the refusal, cut short and redacted. */
  detail: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Why something outside did not work; decides whether it is tried again. */
export const errorKindSchema = z.enum([
  'throttled',
  'unavailable',
  'unknown-outcome',
  'unauthorised',
  'not-found',
  'conflict',
  'mismatch',
  'protected',
  'rejected',
  'read-back-differs',
  /** The system answered, and its answer shows nothing either way: a list that may be cut short, a 404 without anything beside it that answers. */
  'unproven',
]);
export type ErrorKind = z.infer<typeof errorKindSchema>;

/** How an action stands. The last five are endings; only `verified`, `waived` and `manual` with proof let a departure complete. */
const revocationStatusSchema = z.enum(['planned', 'running', 'verified', 'accepted', 'failed', 'manual', 'waived']);

export const revocationSchema = z.strictObject({
  action: plannedActionSchema,
  status: revocationStatusSchema,
  /** Raised by each change, so that a click can say which state it saw. */
  rev: z.int(),
  /** Calls begun so far. */
  attempts: z.int(),
  /** Of these, how many before a person last asked for a retry; the bound on retries counts from there. */
  attemptsBefore: z.int(),
  /** Who works on it until when; an expired lease without result is an unknown outcome. */
  lease: z.strictObject({ until: instantSchema, mode: z.enum(['act', 'read-back']) }).nullable(),
  /** Not before this instant is it tried, or read back, again. */
  notBefore: instantSchema.nullable(),
  /** Set once a call was made whose effect must be read back before anything is repeated. */
  mustReadBack: z.boolean(),
  readBacks: z.int(),
  /** What a person must do there, as the connector said when it was called and found that it cannot. */
  byHand: z.string().optional(),
  failure: z.strictObject({ kind: errorKindSchema, message: z.string(), at: instantSchema }).nullable(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** The departure's `accessRev` from which on looks show the latest result. */
  endedRev: z.int(),
  /** Ended after the cut-off by more than the grace. */
  late: z.boolean(),
  residualUntil: instantSchema.nullable(),
  waiver: z
    .strictObject({ by: z.string(), reason: z.string(), until: instantSchema.nullable(), at: instantSchema })
    .nullable(),
  handed: z.strictObject({ to: z.string(), by: z.string(), at: instantSchema }).nullable(),
  proof: z
    .strictObject({
      by: z.string(),
      text: z.string(),
      at: instantSchema,
      /** Who else looked and accepted it; null while that is awaited; left out where the flow wants nobody else. */
      second: z.strictObject({ by: z.string(), at: instantSchema }).nullable().optional(),
    })
    .nullable(),
  /** When the latest call was intended: what a read-back of sessions compares with. */
  calledAt: instantSchema.nullable(),
  /** Found by a look after the plan was confirmed; null for what the plan listed. */
  appearedAt: instantSchema.nullable(),
  /** How often it was found again after it was proven gone; bounds how often it is cut by itself. */
  cameBack: z.int(),
  /** Days-after-cut-off re-checks that were done, or given up. */
  rechecked: z.array(z.int()),
  /** Since when re-checks have shown nothing, and why; left out where the latest did. */
  unchecked: uncheckedSchema.optional(),
});
export type Revocation = z.infer<typeof revocationSchema>;

/** A person said that it was done by hand, and whoever else must look at that has accepted it. */
export function isProven({ status, proof }: Revocation): boolean {
  return status === 'manual' && proof !== null && proof.second !== null;
}

/** Whether this action still stands between the departure and its completion. */
export function isOpen(revocation: Revocation): boolean {
  switch (revocation.status) {
    case 'verified':
    case 'waived':
      return false;
    case 'manual':
      return !isProven(revocation);
    case 'planned':
    case 'running':
    case 'accepted':
    case 'failed':
      return true;
  }
}
