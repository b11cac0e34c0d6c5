import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { plannedActionSchema } from '../systems/action.ts';
import { errorKindSchema } from '../systems/evidence.ts';
import { uncheckedSchema } from './unchecked.ts';

/**
 * How an action stands. The last five are endings; only `verified`, `waived` and `manual` with proof let a departure
 * complete.
 */
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
  byHand: wordsSchema.optional(),
  failure: z.strictObject({ kind: errorKindSchema, message: wordsSchema, at: instantSchema }).nullable(),
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
