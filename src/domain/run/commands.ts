import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { personSchema } from '../people/people.ts';
import { reasonSchema } from '../people/reason.ts';
import { accountUseSchema } from '../systems/account.ts';
import { actionResultSchema } from '../systems/action-result.ts';
import { evidenceSchema } from '../systems/evidence.ts';

/** `rev`: of the action as the person saw it. */
const actionTarget = { actionId: z.string(), rev: z.int() };

/** What people ask of one action. */
export const actionCommands = [
  z.strictObject({ type: z.literal('access.retry'), ...actionTarget }),
  z.strictObject({ type: z.literal('access.hand'), ...actionTarget, to: personSchema }),
  z.strictObject({ type: z.literal('access.prove'), ...actionTarget, proof: z.string().trim().min(3).max(2000) }),
  z.strictObject({ type: z.literal('access.accept-proof'), ...actionTarget }),
  z.strictObject({
    type: z.literal('access.waive'),
    ...actionTarget,
    reason: reasonSchema,
    until: instantSchema.nullable(),
  }),
] as const;
export type ActionCommand = z.infer<(typeof actionCommands)[number]>;

/** What the reconciler reports of calls, read-backs and the watch; never from outside. */
export const runReports = [
  z.strictObject({
    type: z.literal('revocation.intend'),
    actionId: z.string(),
    mode: z.enum(['act', 'read-back']),
    leaseUntil: instantSchema,
  }),
  z.strictObject({
    type: z.literal('revocation.record'),
    actionId: z.string(),
    attempt: z.int(),
    /** The end of the lease under which it was asked: whose result it is. */
    leaseUntil: instantSchema,
    result: actionResultSchema,
  }),
  z.strictObject({
    type: z.literal('recheck.record'),
    system: z.string(),
    accountId: z.string(),
    checks: z.array(
      z.strictObject({
        actionId: z.string(),
        day: z.int(),
        result: z.enum(['gone', 'back', 'unknown']),
        /** Why it is unknown: `<error kind>: <details>`. */
        reason: wordsSchema.optional(),
        evidence: z.array(evidenceSchema),
      }),
    ),
  }),
  z.strictObject({ type: z.literal('watch.record'), uses: z.array(accountUseSchema) }),
] as const;
export type RunReport = z.infer<(typeof runReports)[number]>;
