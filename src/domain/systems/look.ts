import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { inEnglish, type Localized, wordsSchema } from '../localized.ts';
import { accountSchema } from './account.ts';
import { plannedActionSchema } from './action.ts';

/**
 * Why nothing can be concluded from how a system answered. `unreachable`: it could not be asked, or its answer proves
 * nothing; `incomplete`: accounts were found, and a list of what they hold may be cut short; `mismatch`: another tenant
 * answers there.
 */
export const lookProblemSchema = z.strictObject({
  kind: z.enum(['unreachable', 'ambiguous', 'incomplete', 'mismatch']),
  /**
   * `<code>: <details>`; the code is an error kind, the kind itself, `unconfigured`, `still-listed` or `told-wrongly`;
   * the details are names, or the connector's words.
   */
  reason: wordsSchema,
  /** Of another tenant: which one answers. */
  answering: z.string().optional(),
});
export type LookProblem = z.infer<typeof lookProblemSchema>;

/** Why nothing is told of a system that was left out of `relais.yaml` since. */
export const unconfiguredReason: Localized = {
  en: 'unconfigured: it is not in relais.yaml any more',
  fr: 'unconfigured: il n’est plus dans relais.yaml',
};

/** How the thing that an action would end stands in a look. `untold`: the vendor cannot be asked about it. */
const standingSchema = z.enum(['open', 'closed', 'untold']);
export type Standing = z.infer<typeof standingSchema>;

/** One thing that an account holds, with what would end it. */
const lookItemSchema = z.strictObject({ action: plannedActionSchema, standing: standingSchema });
export type LookItem = z.infer<typeof lookItemSchema>;

/** An account found by a look, and what it holds by then. */
const accountLookSchema = z.strictObject({
  account: accountSchema,
  snapshot: z.record(z.string(), z.json()),
  items: z.array(lookItemSchema),
});

/**
 * What a plan would have said besides, and could not be told: people read it, and nothing waits for it. `actionId`: of
 * the action that would stand in its place, which stays in a plan that has it already.
 */
export const lookNoteSchema = z.strictObject({ actionId: z.string(), words: wordsSchema });
export type LookNote = z.infer<typeof lookNoteSchema>;

/**
 * What one system said about the leaver: the plan, the begin and the end of a run, and the looks of later days are made
 * of these.
 */
export const systemLookSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  /** When asking began: whatever was called later may not show. */
  at: instantSchema,
  /** The departure's `accessRev` when asking began: what changed since is not in this look, however close the clock. */
  accessRev: z.int(),
  /** By which values the person was looked for, for people to read: addresses, `employee number 1042`, a rule. */
  asked: z.array(wordsSchema),
  /** Null when nobody answered. */
  tenant: z.string().nullable(),
  accounts: z.array(accountLookSchema),
  problem: lookProblemSchema.nullable(),
  /** Left out where there are none. */
  notes: z.array(lookNoteSchema).optional(),
});
export type SystemLook = z.infer<typeof systemLookSchema>;

/** Whether the look told which accounts the leaver has there, although not all that they hold. */
export function toldAccounts(problem: LookProblem | null): boolean {
  return problem === null || problem.kind === 'incomplete';
}

/** The code of a problem with user names that were told of the person, and do not hold there. */
export const toldWronglyCode = 'told-wrongly';

/**
 * Whether all that is not known is whose a user name is that was told of the leaver: the accounts that are certain are
 * told with all that they hold. They are confirmed and cut without waiting for a person to settle the name, and nothing
 * is complete before.
 */
export function isOfNameAlone(problem: LookProblem): boolean {
  return problem.kind === 'incomplete' && inEnglish(problem.reason).startsWith(`${toldWronglyCode}:`);
}

/** What resolving and previewing found, system by system; made by the engine, because it asks the outside. */
export const preflightSchema = z.strictObject({ systems: z.array(systemLookSchema) });
export type Preflight = z.infer<typeof preflightSchema>;
