import { z } from 'zod';
import { instantSchema } from './time.ts';

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
  accountId: z.string(),
  accountLogin: z.string(),
  stage: stageSchema,
  /** What a group, key or licence action is about. */
  target: z.strictObject({ id: z.string(), label: z.string() }).nullable(),
  /** Exactly what is sent, for people to read: `POST /api/v1/users/00u1/lifecycle/suspend`. Without secrets. */
  call: z.string(),
  effect: effectSchema,
  /** A person does it and attaches proof; Relais calls nothing. */
  manual: z.boolean(),
  /** How long what was issued before may live on after success (access tokens), in minutes; 0 when it ends at once. */
  residualMinutes: z.int().min(0),
});
export type PlannedAction = z.infer<typeof plannedActionSchema>;

/** What proves something: the response and the independent read-back, without secrets. */
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
  evidence: z.array(evidenceSchema),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
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
  /** What was read before the first call, so that a person can restore it. */
  before: z.record(z.string(), z.json()).nullable(),
  /** Days-after-cut-off re-checks that were done. */
  rechecked: z.array(z.int()),
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
