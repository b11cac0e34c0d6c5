import { z } from 'zod';
import { accountSchema, lookItemSchema } from '../access/revocation.ts';
import { instantSchema } from '../calendar/time.ts';

/**
 * Why nothing can be concluded from how a system answered. `unreachable`: it could not be asked, or its answer proves nothing;
 * `incomplete`: accounts were found, and a list of what they hold may be cut short; `mismatch`: another tenant answers there.
 */
const lookProblemSchema = z.strictObject({
  kind: z.enum(['unreachable', 'ambiguous', 'incomplete', 'mismatch']),
  /** `<code>: <details>`; the code is an error kind or the kind itself, the details are the connector's words. */
  reason: z.string(),
  /** Of another tenant: which one answers. */
  answering: z.string().optional(),
});
export type LookProblem = z.infer<typeof lookProblemSchema>;

/** An account found by a look, and what it holds by then. */
const accountLookSchema = z.strictObject({
  account: accountSchema,
  snapshot: z.record(z.string(), z.json()),
  items: z.array(lookItemSchema),
});

/** What one system said about the leaver: the plan, the begin and the end of a run, and the looks of later days are made of these. */
export const systemLookSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  /** When asking began: whatever was called later may not show. */
  at: instantSchema,
  /** The departure's `accessRev` when asking began: what changed since is not in this look, however close the clock. */
  accessRev: z.int(),
  /** By which values the person was looked for, for people to read: addresses, `employee number 1042`, a rule. */
  asked: z.array(z.string()),
  /** Null when nobody answered. */
  tenant: z.string().nullable(),
  accounts: z.array(accountLookSchema),
  problem: lookProblemSchema.nullable(),
});
export type SystemLook = z.infer<typeof systemLookSchema>;

/** How each configured system was last asked, as the departure keeps it. */
export const askedSystemSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  asked: z.array(z.string()),
  tenant: z.string().nullable(),
  /** How many accounts of the leaver it told. */
  accounts: z.int(),
  /** When the latest look that told the accounts began; null while there is none, or when it is not to be relied on any more. */
  resolvedAt: instantSchema.nullable(),
  /** When the latest look that told everything began, and at which `accessRev`; null while there is none. */
  lookedAt: instantSchema.nullable(),
  lookedRev: z.int().nullable(),
  /** Looks that failed since, and not before when it is tried again; null: it waits for a person. */
  failures: z.int(),
  notBefore: instantSchema.nullable(),
  /** What the latest look could not tell. */
  problem: lookProblemSchema.nullable(),
  /** Since when looks have not told everything; null while the latest did. */
  failingSince: instantSchema.nullable(),
  /** When the latest look began, and at which `accessRev`, whatever came of it. */
  triedAt: instantSchema,
  triedRev: z.int(),
});
export type AskedSystem = z.infer<typeof askedSystemSchema>;

/** Systems of which something is not known, in the order of the plan. */
export function unresolvedOf({
  systems,
}: {
  systems: readonly Pick<AskedSystem, 'system' | 'systemLabel' | 'problem'>[];
}): readonly Unresolved[] {
  return systems.flatMap(({ system, systemLabel, problem }) =>
    problem === null ? [] : [{ system, systemLabel, reason: problem.reason }],
  );
}

export interface Unresolved {
  system: string;
  systemLabel: string;
  reason: string;
}

/** Failed looks of this row so far: what was given up, or told everything, begins a new row. */
export function failuresSoFar(known: AskedSystem | undefined): number {
  return known?.problem && known.notBefore !== null ? known.failures : 0;
}

/** Whether the look told which accounts the leaver has there, although not all that they hold. */
export function toldAccounts(problem: LookProblem | null): boolean {
  return problem === null || problem.kind === 'incomplete';
}
