import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { personSchema } from '../people/people.ts';
import { actionResultSchema } from '../systems/action-result.ts';
import { evidenceSchema } from '../systems/evidence.ts';

const actionId = { actionId: z.string() };

/** What changes one action; each names it by `actionId`. */
export const revocationEvents = [
  /** It is called once more: the account was open when it was called, was used, or it came back. */
  z.strictObject({
    type: z.literal('revocation-repeated'),
    ...actionId,
    because: z.enum(['was-open', 'used', 'came-back']),
  }),
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
    reason: wordsSchema.optional(),
    /** It was unknown for so long that this day's re-check is given up. */
    givenUp: z.boolean().optional(),
    evidence: z.array(evidenceSchema),
  }),
] as const;
export type RevocationEvent = z.infer<(typeof revocationEvents)[number]>;

/** What changes several actions of one account at once. */
export const accountEvents = [
  /** Read again on a later day, and all of them still gone. */
  z.strictObject({
    type: z.literal('account-rechecked'),
    system: z.string(),
    accountId: z.string(),
    checked: z.array(z.strictObject({ ...actionId, day: z.int(), evidence: z.array(evidenceSchema) })).min(1),
  }),
] as const;
export type AccountEvent = z.infer<(typeof accountEvents)[number]>;
